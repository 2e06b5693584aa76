// SPDX-License-Identifier: Apache-2.0
#include "engine/checkpoints/subject_adapter.h"

#include "engine/base/error.h"
#include "engine/checkpoints/file_kind.h"
#include "engine/checkpoints/part_folder.h"

namespace koma::checkpoints {

namespace fs = std::filesystem;

namespace {

void check_kind(const TensorIndex& index) {
  const PrefixView root = root_of(index);
  if (root.has("image_proj.proj_in.weight") && root.has_below("ms_adapter.")) return;
  if (root.has_below("ms_adapter.")) {
    throw Error(ErrorCode::invalid_file,
                "its resampler (image_proj) is missing, which turns pictures into tokens; get the adapter again",
                index.path.string());
  }
  const auto foreign = foreign_model(index);
  const auto kind = kind_of(index);
  const std::string what = foreign ? "this is " + *foreign
                           : kind  ? std::string("this is ") + words_for(*kind)
                                   : "no tensor in it belongs to an adapter";
  throw Error(ErrorCode::unsupported, what + "; give MS-Diffusion's " + usual_adapter_name, index.path.string());
}

}  // namespace

PartLayout read_subject_adapter(const fs::path& path) {
  std::error_code failure;
  const fs::path file = fs::is_directory(path, failure) ? path / usual_adapter_name : path;
  if (!fs::exists(file, failure)) {
    throw Error(ErrorCode::not_found, "there is no such adapter; check the path", file.string());
  }
  PartLayout part;
  part.name = "ms_adapter";
  part.place = file;
  TensorIndex index = read_tensor_index(file);
  check_kind(index);
  take_canonical_names(part, {std::move(index)});
  return part;
}

std::int64_t encoder_width(const PartLayout& adapter) {
  const std::vector<std::int64_t> shape = adapter.shape("image_proj.proj_in.weight");
  if (shape.size() == 2) return shape[1];
  throw Error(ErrorCode::invalid_file, "image_proj.proj_in.weight is no matrix; get the adapter again",
              adapter.place.string());
}

PartLayout read_subject_encoder(const fs::path& folder) {
  std::error_code failure;
  if (!fs::is_directory(folder, failure)) {
    throw Error(ErrorCode::not_found,
                "there is no such folder; give the image encoder's (CLIP-ViT-bigG-14), with config.json and weights",
                folder.string());
  }
  PartLayout part = read_part_folder(folder, "image_encoder");
  if (part.config.is_null()) {
    throw Error(ErrorCode::not_found, "the image encoder's config.json is missing; get the encoder again",
                folder.string());
  }
  return part;
}

}  // namespace koma::checkpoints
