// SPDX-License-Identifier: Apache-2.0
#include "engine/conditioning/textual_inversion.h"

#include <ATen/ATen.h>

#include <map>

#include "engine/base/error.h"
#include "engine/tensors/weight_sources.h"

namespace koma::conditioning {
namespace {

constexpr std::int64_t most_vectors = 1024, largest_width = 16384;

[[noreturn]] void refuse(const tensors::WeightSource& source, const std::string& what) {
  throw Error(ErrorCode::invalid_file, "this is no textual inversion: " + what + "; choose another file",
              source.place());
}

/// A stored vector or matrix as float32. // [n, C]
at::Tensor read_vectors(const tensors::WeightSource& source, const std::string& name) {
  const auto info = source.find(name);
  if (!info) return {};
  const auto& shape = info->shape;
  const bool fits = (shape.size() == 1 || (shape.size() == 2 && shape[0] >= 1 && shape[0] <= most_vectors)) &&
                    shape.back() >= 1 && shape.back() <= largest_width && at::isFloatingType(info->dtype);
  if (!fits) {
    refuse(source, "\"" + name + "\" has the shape " + tensors::shape_text(shape) +
                       " where [width] or [vectors, width] of floating numbers is expected");
  }
  const at::Tensor vectors = source.read(name, shape, {}).to(at::kFloat).reshape({-1, shape.back()});
  if (!vectors.isfinite().all().item<bool>()) refuse(source, "\"" + name + "\" holds numbers that are not finite");
  return vectors.clone();
}

bool is_letter(unsigned char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c >= 0x80;
}

bool is_digit(unsigned char c) {
  return c >= '0' && c <= '9';
}

/// Two characters that CLIP would read as one word.
bool belong_together(char left, char right) {
  return (is_letter(static_cast<unsigned char>(left)) && is_letter(static_cast<unsigned char>(right))) ||
         (is_digit(static_cast<unsigned char>(left)) && is_digit(static_cast<unsigned char>(right)));
}

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool is_named_at(std::string_view text, std::size_t at, const std::string& name) {
  const std::size_t end = at + name.size();
  if (name.empty() || end > text.size()) return false;
  for (std::size_t i = 0; i < name.size(); ++i) {
    if (lower(text[at + i]) != lower(name[i])) return false;
  }
  return (at == 0 || !belong_together(text[at - 1], text[at])) &&
         (end == text.size() || !belong_together(text[end - 1], text[end]));
}

}  // namespace

TextualInversion read_textual_inversion(const std::filesystem::path& file) {
  const auto source = tensors::open_weights(file);
  TextualInversion result;
  result.clip_l = read_vectors(*source, "clip_l");
  result.clip_g = read_vectors(*source, "clip_g");
  if (result.clip_l.defined() && result.clip_g.defined()) {
    if (result.clip_l.size(0) == result.clip_g.size(0)) return result;
    refuse(*source, "\"clip_l\" and \"clip_g\" have different numbers of vectors");
  }
  for (const char* name : {"emb_params", "string_to_param.*"}) {
    result.vectors = read_vectors(*source, name);
    if (result.vectors.defined()) return result;
  }
  const auto names = source->names();
  if (names.size() != 1) {
    refuse(*source, "it holds " + std::to_string(names.size()) +
                        " tensors, but neither \"clip_l\" with \"clip_g\" nor \"emb_params\"");
  }
  result = {};
  result.vectors = read_vectors(*source, names.front());
  return result;
}

std::vector<NamedText> split_at_names(std::string_view text, const std::vector<std::string>& names) {
  std::vector<NamedText> parts;
  std::size_t start = 0;
  for (std::size_t at = 0; at < text.size();) {
    std::optional<std::size_t> found;
    for (std::size_t i = 0; i < names.size(); ++i) {
      const bool longer = !found || names[i].size() > names[*found].size();
      if (longer && is_named_at(text, at, names[i])) found = i;
    }
    if (!found) {
      ++at;
      continue;
    }
    if (at > start) parts.push_back({text.substr(start, at - start), std::nullopt});
    parts.push_back({text.substr(at, names[*found].size()), found});
    start = at += names[*found].size();
  }
  if (start < text.size()) parts.push_back({text.substr(start), std::nullopt});
  return parts;
}

}  // namespace koma::conditioning
