// SPDX-License-Identifier: Apache-2.0
#include "engine/training/grown_weights.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <array>

namespace koma::training {

namespace {

constexpr std::string_view word_table = "token_embedding.weight";
constexpr std::array<std::string_view, 4> code_tables = {
    "character_painter.expression.weight", "character_painter.pose.weight", "character_painter.shot.weight",
    "character_painter.view.weight"};
constexpr std::string_view token_reader = "character_painter.identity.weight";
constexpr std::string_view queries = "image_proj_model.latents";
constexpr std::array<std::string_view, 2> token_tables = {queries, "image_proj_model.dummy_tokens"};

template <class Names>
bool one_of(const std::string& name, const Names& endings) {
  return std::ranges::any_of(endings, [&](std::string_view ending) { return name.ends_with(ending); });
}

/// [n, D] each
void keep_words(at::Tensor& now, const at::Tensor& before, const Words& words) {
  std::map<std::string, std::int64_t> rows;
  for (std::size_t i = 0; i < words.before.size(); ++i) rows[words.before[i]] = std::int64_t(i);
  for (std::size_t i = 0; i < words.now.size(); ++i) {
    const auto found = rows.find(words.now[i]);
    if (found != rows.end() && found->second < before.size(0)) now[std::int64_t(i)].copy_(before[found->second]);
  }
}

/// [n + 1, D] each
void keep_codes(at::Tensor& now, const at::Tensor& before) {
  const std::int64_t kept = std::min(now.size(0), before.size(0)) - 1;
  now.narrow(0, 0, kept).copy_(before.narrow(0, 0, kept));
  now[-1].copy_(before[-1]);
}

/// The first entries of dimension `dim`.
void keep_first(at::Tensor& now, const at::Tensor& before, std::int64_t dim) {
  const std::int64_t kept = std::min(now.size(dim), before.size(dim));
  now.narrow(dim, 0, kept).copy_(before.narrow(dim, 0, kept));
}

/// Whether both differ in dimension `dim` only.
bool grows_along(const at::Tensor& now, const at::Tensor& before, std::int64_t dim) {
  if (now.dim() != before.dim()) return false;
  for (std::int64_t d = 0; d < now.dim(); ++d)
    if (d != dim && now.size(d) != before.size(d)) return false;
  return true;
}

/// Takes over what fits of a tensor with another shape; false when nothing does.
bool keep_part(const std::string& name, at::Tensor& now, const at::Tensor& before) {
  const bool reader = name.ends_with(token_reader);
  const std::int64_t dim = name.ends_with(queries) || reader ? 1 : 0;
  if (!grows_along(now, before, dim)) return false;
  if (one_of(name, code_tables)) {
    keep_codes(now, before);
  } else if (reader || one_of(name, token_tables)) {
    if (reader) now.zero_();  // new tokens say nothing yet
    keep_first(now, before, dim);
  } else {
    return false;
  }
  return true;
}

}  // namespace

GrownWeights grown_weights(const std::map<std::string, at::Tensor>& before, std::map<std::string, at::Tensor> fresh,
                           const Words& words) {
  GrownWeights result;
  for (auto& [name, now] : fresh) {
    now = now.detach().clone();
    const auto found = before.find(name);
    if (found == before.end()) {
      if (one_of(name, code_tables)) now.zero_();
      result.fresh.push_back(name);
    } else if (name.ends_with(word_table) && grows_along(now, found->second, 0)) {
      keep_words(now, found->second, words);
      if (words.now != words.before) result.grown.push_back(name);
    } else if (now.sizes() == found->second.sizes()) {
      now.copy_(found->second);
    } else {
      (keep_part(name, now, found->second) ? result.grown : result.fresh).push_back(name);
    }
  }
  result.weights = std::move(fresh);
  return result;
}

}  // namespace koma::training
