// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ATen/ATen.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "engine/checkpoints/tensor_index.h"
#include "engine/tensors/safetensors_writer.h"
#include "engine/tensors/weight_sources.h"

namespace koma::test {

/// CLIP's vocabulary: 512 bytes, the merges, two marks.
inline constexpr std::int64_t clip_words = 49408, clip_merges = clip_words - 512 - 2;

/// A tiny tokenizer's merges, filled up to CLIP's number with pairs of bytes that no word of the tests still has.
inline std::filesystem::path padded_vocabulary(const std::filesystem::path& merges, const std::filesystem::path& file) {
  std::ifstream tiny(merges);
  std::ofstream padded(file);
  std::int64_t count = -1;  // the heading
  for (std::string line; std::getline(tiny, line); ++count) padded << line << "\n";
  for (int first = 0xa1; count < clip_merges; ++first) {
    if (first == 0xad) continue;
    for (int second = 0xa1; second <= 0xff && count < clip_merges; ++second) {
      if (second == 0xad) continue;
      // Two-byte UTF-8 of U+0080…U+07FF; from U+0100 on they are CLIP's symbols for bytes without a face.
      const auto symbol = [](int code) { return std::string{char(0xc0 | (code >> 6)), char(0x80 | (code & 0x3f))}; };
      padded << symbol(first) << " " << symbol(second) << "\n";
      ++count;
    }
  }
  return file;
}

/// A tiny single-file checkpoint whose text encoders know CLIP's ids: the marks move to the end, what is between is
/// never asked for.
inline std::filesystem::path with_clip_vocabulary(const std::filesystem::path& checkpoint,
                                                  const std::filesystem::path& file) {
  const auto source = tensors::open_weights(checkpoint);
  std::map<std::string, at::Tensor> tensors;
  for (const std::string& name : source->names()) {
    at::Tensor tensor = source->read(name, {}, {});
    if (name.ends_with("token_embedding.weight")) {
      const at::Tensor large = at::zeros({clip_words, tensor.size(1)}, tensor.options());
      const std::int64_t plain = tensor.size(0) - 2;
      large.slice(0, 0, plain).copy_(tensor.slice(0, 0, plain));
      large.slice(0, clip_words - 2).copy_(tensor.slice(0, plain));
      tensor = large;
    }
    tensors[name] = tensor.contiguous();
  }
  tensors::write_safetensors(file, tensors);
  return file;
}

}  // namespace koma::test
