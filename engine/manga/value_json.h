// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <nlohmann/json.hpp>
#include <string>

#include "engine/base/json_fields.h"
#include "engine/manga/geometry.h"
#include "engine/manga/ids.h"

/// How the smallest values of a document are written: shared by the files that read pages and casts.
namespace koma::manga {

/// Of a list in a document: more is damage, not work.
inline constexpr std::size_t most_items = 10000;

inline constexpr double farthest_mm = 10000;

[[nodiscard]] nlohmann::json to_json(const Point& point);
[[nodiscard]] nlohmann::json to_json(const Size& size);
[[nodiscard]] nlohmann::json to_json(const Rect& rect);
[[nodiscard]] nlohmann::json to_json(const Polygon& polygon);

/// `[x, y]` in mm. Throws Error(invalid_argument) with the path, as all of these.
[[nodiscard]] Point point_from_json(const nlohmann::json& value, const std::string& path);
/// `[left, top, width, height]` in mm, sizes not negative.
[[nodiscard]] Rect rect_from_json(const nlohmann::json& value, const std::string& path);
/// At least three points.
[[nodiscard]] Polygon polygon_from_json(const nlohmann::json& value, const std::string& path);

/// An id field; zero when it is missing.
template <class T>
[[nodiscard]] Id<T> id_from(JsonFields& fields, const std::string& key) {
  return {std::uint64_t(fields.integer(key, 0, INT64_MAX).value_or(0))};
}

/// What the editor keeps of a thing that can be hidden and locked; left out while false.
template <class Thing>
void put_flags(nlohmann::json& object, const Thing& thing) {
  if (thing.hidden) object["hidden"] = true;
  if (thing.locked) object["locked"] = true;
}
template <class Thing>
void read_flags(JsonFields& fields, Thing& thing) {
  thing.hidden = fields.flag("hidden").value_or(false);
  thing.locked = fields.flag("locked").value_or(false);
}

/// Starts an object with the fields that were not known when it was read.
[[nodiscard]] nlohmann::json object_with(const UnknownFields& unknown);

/// Writes `values` as an array through `write`, and leaves the field out when there are none.
template <class List, class Write>
void put_list(nlohmann::json& object, const char* key, const List& values, Write write) {
  if (values.empty()) return;
  auto& array = object[key] = nlohmann::json::array();
  for (const auto& value : values) array.push_back(write(value));
}

/// Reads an array through `read(value, path)`.
template <class Value, class Read>
[[nodiscard]] std::vector<Value> read_list(JsonFields& fields, const std::string& key, std::size_t most, Read read) {
  std::vector<Value> values;
  const auto& items = fields.array(key, most);
  values.reserve(items.size());
  for (std::size_t i = 0; i < items.size(); ++i) {
    values.push_back(read(items[i], fields.path(key) + "[" + std::to_string(i) + "]"));
  }
  return values;
}

}  // namespace koma::manga
