// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QTemporaryDir>

#include <filesystem>
#include <map>
#include <string>
#include <thread>
#include <vector>

#include "engine/api/training_request.h"
#include "engine/base/error.h"
#include "engine/models/unet_2d_condition.h"
#include "engine/tensors/safetensors.h"
#include "engine/tensors/safetensors_writer.h"
#include "engine/training/train.h"
#include "tests/support/diffsensei_fixture.h"
#include "tests/support/manga_pages.h"

namespace koma::test {

/// A folder with a few striped pages, and requests for DiffSensei's stages on them from the small fixture checkpoint,
/// in float32 on a CPU.
class StageFixture {
 public:
  explicit StageFixture(int pages = 2) { write_striped_pages(folder(), pages); }

  [[nodiscard]] std::filesystem::path folder() const { return directory_.path().toStdString(); }

  [[nodiscard]] api::TrainingRequest request(api::TrainingStage stage, const std::string& run, std::int64_t steps,
                                             std::int64_t batch = 2) const {
    api::TrainingRequest request;
    request.stage = stage;
    request.run = folder() / run;
    request.from = fixture_folder / "checkpoint";
    request.steps = steps;
    request.batch = batch;
    request.device = "cpu";
    request.save_every = 1e9;
    request.diffsensei.annotations = folder() / "annotations.json";
    request.diffsensei.images = folder() / "pages";
    request.diffsensei.resolution = 256;
    request.learning.precision = "float32";
    request.learning.rate = 1e-3;
    return request;
  }

  /// The fixture checkpoint with a denoiser that was just born: the recorded one's random norms and biases make a net
  /// that learns slowly.
  [[nodiscard]] std::filesystem::path fresh_checkpoint() const {
    namespace fs = std::filesystem;
    const fs::path from = fixture_folder / "checkpoint/image_generator", to = folder() / "fresh/image_generator";
    fs::create_directories(to / "unet");
    for (const auto& entry : fs::directory_iterator(from)) {
      if (entry.path().filename() != "unet") fs::create_symlink(entry.path(), to / entry.path().filename());
    }
    fs::copy_file(from / "unet/config.json", to / "unet/config.json");
    auto config = models::UNet2DConditionConfig::from_json(fixture_config("unet"));
    config.image_attention = config.dialog_embedding = true;
    const models::UNet2DConditionModel unet(tensors::Weights(std::make_shared<tensors::InitialiserSource>(1), "unet"),
                                            config);
    std::map<std::string, at::Tensor> weights;
    for (const auto& item : unet.named_parameters()) weights[item.key()] = item.value().contiguous();
    tensors::write_safetensors(to / "unet/diffusion_pytorch_model.safetensors", weights);
    return folder() / "fresh";
  }

  /// Runs it; the notes that it gave.
  static std::vector<api::TrainingNote> train(const api::TrainingRequest& request) {
    std::vector<api::TrainingNote> notes;
    training::train(request, [&](const api::TrainingNote& note) { notes.push_back(note); }, {});
    return notes;
  }

  /// The same run in two processes, for which threads stand: each has its own group, networks and batches.
  static void train_in_two(api::TrainingRequest request, const std::string& rendezvous) {
    request.world = 2;
    request.rendezvous = rendezvous;
    std::jthread other([other_request = request]() mutable {
      other_request.rank = 1;
      train(other_request);
    });
    train(request);
  }

  /// The sentence that a request is refused with; empty when it is not.
  static std::string refusal(const api::TrainingRequest& request) {
    try {
      train(request);
    } catch (const Error& error) {
      return error.what();
    }
    return {};
  }

  [[nodiscard]] std::map<std::string, at::Tensor> stored(const std::string& run, const std::string& file) const {
    return tensors::read_safetensors(folder() / run / file);
  }

 private:
  QTemporaryDir directory_;
};

/// Losses that a stage's CSV tells, one per row.
inline std::vector<double> losses_of(const std::filesystem::path& csv) {
  std::ifstream file(csv);
  std::string line;
  std::getline(file, line);  // names
  std::vector<double> losses;
  while (std::getline(file, line)) losses.push_back(std::stod(line.substr(line.rfind(',') + 1)));
  return losses;
}

/// Whether two files' tensors are the same, to the bit with a tolerance of 0.
inline bool same_tensors(const std::map<std::string, at::Tensor>& a, const std::map<std::string, at::Tensor>& b,
                         double tolerance) {
  if (a.size() != b.size()) return false;
  for (const auto& [name, tensor] : a) {
    const auto other = b.find(name);
    if (other == b.end() || other->second.sizes() != tensor.sizes()) return false;
    const bool same =
        tolerance == 0 ? at::equal(tensor, other->second) : at::allclose(tensor, other->second, 0, tolerance);
    if (!same) return false;
  }
  return true;
}

}  // namespace koma::test
