// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace koma::training {

/// A small LLaMA that was just born: 4 layers, 4 heads.
struct FreshLlama {
  static constexpr std::int64_t usual_width = 128, layers = 4, heads = 4;
  nlohmann::json config;
  std::map<std::string, at::Tensor> tensors;
};
/// `width` is a multiple of 8.
[[nodiscard]] FreshLlama fresh_llama(std::int64_t vocabulary, std::int64_t width, std::uint64_t seed);
/// As transformers stores it. Throws Error(no_space | unreadable).
void write_llama(const FreshLlama& llama, const std::filesystem::path& folder);

/// A SentencePiece model, the bytes of its file, with `added` tokens behind its own, as transformers stores them. → the
/// number of all tokens. Throws Error(no_space | unreadable | invalid_file).
std::int64_t write_tokenizer(const std::string& model, const std::vector<std::string>& added,
                             const std::filesystem::path& folder);

/// The bytes of the SentencePiece model that the author has; empty for an empty path. Throws Error(not_found).
[[nodiscard]] std::string own_tokenizer(const std::filesystem::path& file);

}  // namespace koma::training
