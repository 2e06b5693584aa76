// SPDX-License-Identifier: Apache-2.0
#include "engine/checkpoints/checkpoint_layout.h"

#include <array>

#include "engine/base/error.h"
#include "engine/checkpoints/folder_layout.h"
#include "engine/checkpoints/single_file.h"

namespace koma::checkpoints {

namespace fs = std::filesystem;

namespace {

constexpr std::array<const char*, 4> families{"sd1", "sd2", "sdxl", "diffsensei"};

/// Only a third of the rows of a stacked tensor belongs to one name.
bool is_third(StoredForm form) {
  return form == StoredForm::first_third || form == StoredForm::second_third || form == StoredForm::third_third;
}

}  // namespace

const char* to_string(Family family) noexcept {
  return families[std::size_t(family)];
}

std::vector<std::int64_t> PartLayout::shape(const std::string& canonical) const {
  const auto found = tensors.find(canonical);
  if (found == tensors.end()) {
    throw Error(ErrorCode::invalid_file, "the tensor " + canonical + " of " + name + " is missing; get the model again",
                place.string());
  }
  std::vector<std::int64_t> shape = files.at(found->second.file).tensors.at(found->second.name).shape;
  const StoredForm form = found->second.form;
  if (form == StoredForm::transposed && shape.size() == 2) std::swap(shape[0], shape[1]);
  if (form == StoredForm::without_cells && shape.size() == 4) shape.resize(2);
  if (is_third(form) && !shape.empty()) shape[0] /= 3;
  return shape;
}

std::uint64_t PartLayout::bytes() const {
  std::uint64_t sum = 0;
  for (const auto& [canonical, stored] : tensors) {
    const StoredTensor& tensor = files.at(stored.file).tensors.at(stored.name);
    std::uint64_t numbers = 1;
    for (const std::int64_t side : tensor.shape) numbers *= std::uint64_t(side);
    sum += numbers * size_of(tensor.type) / (is_third(stored.form) ? 3 : 1);
  }
  return sum;
}

int CheckpointLayout::unet_inputs() const {
  const auto unet = parts.find("unet");
  if (unet == parts.end()) return 0;
  const std::vector<std::int64_t> shape = unet->second.shape("conv_in.weight");
  return shape.size() == 4 ? int(shape[1]) : 0;
}

CheckpointLayout read_checkpoint_layout(const fs::path& path) {
  std::error_code failure;
  if (!fs::exists(path, failure)) {
    throw Error(ErrorCode::not_found, "there is no such checkpoint; check the path", path.string());
  }
  if (is_diffsensei_folder(path)) return read_diffsensei_folder(path);
  if (fs::exists(path / "model_index.json", failure)) return read_diffusers_folder(path);
  if (fs::is_directory(path, failure)) {
    throw Error(ErrorCode::invalid_file,
                "the folder has neither image_generator/ nor model_index.json; give a checkpoint's own folder",
                path.string());
  }
  return single_file_layout(read_tensor_index(path));
}

}  // namespace koma::checkpoints
