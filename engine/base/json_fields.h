// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "engine/base/head_frame.h"

namespace koma {

/// Reads one JSON object field by field and remembers which fields were asked for, so that `finish()` can name the
/// ones nobody knows. Every error carries the JSON path, for example `$.characters[1].box`.
class JsonFields {
 public:
  /// Throws Error(invalid_argument) unless `value` is an object. Keeps a reference to it.
  JsonFields(const nlohmann::json& value, std::string path);

  /// The field's value, or null when it is missing or null.
  [[nodiscard]] const nlohmann::json* find(const std::string& key);
  [[nodiscard]] std::string path(const std::string& key) const { return path_ + "." + key; }

  [[nodiscard]] std::optional<std::string> text(const std::string& key);
  [[nodiscard]] std::optional<bool> flag(const std::string& key);
  [[nodiscard]] std::optional<std::int64_t> integer(const std::string& key, std::int64_t least, std::int64_t most);
  [[nodiscard]] std::optional<double> number(const std::string& key, double least, double most);
  /// The index of the field's text in `names`.
  [[nodiscard]] std::optional<int> choice(const std::string& key, std::span<const char* const> names);
  /// `[left, top, right, bottom]`.
  [[nodiscard]] std::optional<UnitBox> box(const std::string& key);
  /// The field's elements, none when it is missing. Throws when it is no array or longer than `most`.
  [[nodiscard]] const std::vector<nlohmann::json>& array(const std::string& key, std::size_t most);

  /// Throws Error(invalid_argument) naming the first field that nobody asked for.
  void finish() const;
  /// The fields that nobody asked for, as an object; null when there are none.
  [[nodiscard]] nlohmann::json unknown() const;

 private:
  const nlohmann::json& value_;
  std::string path_;
  std::set<std::string> known_;
};

/// A box from `[left, top, right, bottom]`; coordinates must lie in −8…8 (a box may leave its panel).
[[nodiscard]] UnitBox box_from_json(const nlohmann::json& value, const std::string& path);
[[nodiscard]] nlohmann::json box_to_json(const UnitBox& box);
/// No document is longer than this, in bytes, neither read nor written.
inline constexpr std::size_t longest_document = 16u << 20;
/// Compact text that `parse_document` takes back. Throws Error(invalid_argument) for text that is not UTF-8,
/// Error(unsupported) for too much of it.
[[nodiscard]] std::string write_document(const nlohmann::json& document, const std::string& place);
/// What a JSON exception says, without the library's label in front.
[[nodiscard]] std::string words_of(const nlohmann::json::exception& error);
/// Parses a document, at most 64 levels deep. Throws Error(invalid_argument) with line and column.
[[nodiscard]] nlohmann::json parse_document(const std::string& text, const std::string& place);

}  // namespace koma
