// SPDX-License-Identifier: Apache-2.0
#include "engine/training/latent_statistics.h"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "engine/base/atomic_file.h"
#include "engine/base/error.h"
#include "engine/base/json_fields.h"
#include "engine/training/autocast.h"
#include "engine/training/drawing_threads.h"
#include "engine/training/drawings.h"
#include "engine/training/picture_tensors.h"

namespace koma::training {

namespace {

constexpr int measured_panels = 500;
constexpr std::int64_t channels = 4;

struct Measured {
  at::Tensor latents;  // [N, 4], every latent pixel of every panel
  at::Tensor greys;    // [N], the drawing's mean grey there, −1…1
};

Measured measure(const models::AutoencoderKL& model, const at::Device& device, std::uint64_t seed) {
  at::Generator generator = seeded(seed + 500);
  std::vector<std::uint64_t> seeds;
  for (int i = 0; i < measured_panels; ++i) seeds.push_back(next_seed(generator));
  std::vector<Image> pictures(seeds.size());
  draw_on_threads(drawing_threads(device), measured_panels, [&](std::int64_t i) {
    pictures[std::size_t(i)] = draw_training_panel(seeds[std::size_t(i)]).picture;
  });
  std::vector<at::Tensor> latents, greys;
  for (const Image& picture : pictures) {
    const at::Tensor panel = unit_tensor(picture).unsqueeze(0);
    {
      const Autocast autocast(device);
      const at::Tensor mean = model.encode(panel.contiguous(at::MemoryFormat::ChannelsLast).to(device)).mean;
      latents.push_back(mean.to(at::kCPU, at::kFloat).squeeze(0).flatten(1).t());
    }
    greys.push_back(at::avg_pool2d(panel, model.config().factor()).flatten());
  }
  return {at::cat(latents), at::cat(greys)};
}

std::vector<double> numbers(const at::Tensor& values) {
  const at::Tensor doubles = values.to(at::kDouble).contiguous();
  return {doubles.data_ptr<double>(), doubles.data_ptr<double>() + doubles.numel()};
}

}  // namespace

void fit_latents(const models::AutoencoderKL& model, const at::Device& device, const std::filesystem::path& file,
                 std::uint64_t seed) {
  at::NoGradGuard no_grad;
  const Measured measured = measure(model, device, seed);
  const at::Tensor mean = measured.latents.mean(0), deviation = measured.latents.std(0);
  const at::Tensor normal = ((measured.latents - mean) / deviation).to(at::kDouble);
  const at::Tensor design = at::cat({normal, at::ones({normal.size(0), 1}, at::kDouble)}, 1);  // [N, 5]
  const at::Tensor target = measured.greys.to(at::kDouble).unsqueeze(1);                       // [N, 1]
  // Normal equations: five unknowns, half a million rows.
  const at::Tensor solution = at::linalg_solve(design.t().matmul(design), design.t().matmul(target)).flatten();
  LatentStatistics statistics{.mean = numbers(mean), .deviation = numbers(deviation)};
  for (std::int64_t c = 0; c < channels; ++c) statistics.preview[std::size_t(c)].fill(solution[c].item<double>());
  statistics.preview_bias.fill(solution[channels].item<double>());
  const nlohmann::ordered_json json{{"latents_mean", statistics.mean},
                                    {"latents_std", statistics.deviation},
                                    {"preview", {{"matrix", statistics.preview}, {"bias", statistics.preview_bias}}}};
  write_atomically(file, json.dump(2) + "\n");
}

LatentStatistics read_latents(const std::filesystem::path& file) {
  std::ifstream stream(file);
  if (!stream)
    throw Error(ErrorCode::not_found, "the latent statistics are not there; train the stage vae first", file.string());
  try {
    const auto json = nlohmann::json::parse(stream);
    LatentStatistics result;
    json.at("latents_mean").get_to(result.mean);
    json.at("latents_std").get_to(result.deviation);
    json.at("preview").at("matrix").get_to(result.preview);
    json.at("preview").at("bias").get_to(result.preview_bias);
    return result;
  } catch (const nlohmann::json::exception& failure) {
    throw Error(ErrorCode::invalid_file,
                "the latent statistics cannot be read (" + words_of(failure) + "); train the stage vae again",
                file.string());
  }
}

}  // namespace koma::training
