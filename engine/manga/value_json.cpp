// SPDX-License-Identifier: Apache-2.0
#include "engine/manga/value_json.h"

#include <cmath>

#include "engine/base/error.h"

namespace koma::manga {

using nlohmann::json;

namespace {

std::vector<double> numbers(const json& value, const std::string& path, std::size_t count, const char* meaning) {
  if (!value.is_array() || value.size() != count)
    throw Error(ErrorCode::invalid_argument, std::string("must be ") + meaning, path);
  std::vector<double> out;
  for (const auto& item : value) {
    if (!item.is_number() || !(std::abs(item.get<double>()) <= farthest_mm)) {
      throw Error(ErrorCode::invalid_argument, std::string("must be ") + meaning + " in millimetres within ±10000",
                  path);
    }
    out.push_back(item.get<double>());
  }
  return out;
}

}  // namespace

json to_json(const Point& p) {
  return json::array({p.x, p.y});
}
json to_json(const Size& s) {
  return json::array({s.width, s.height});
}
json to_json(const Rect& r) {
  return json::array({r.left, r.top, r.width, r.height});
}

json to_json(const Polygon& polygon) {
  json points = json::array();
  for (const auto& point : polygon) points.push_back(to_json(point));
  return points;
}

Point point_from_json(const json& value, const std::string& path) {
  const auto n = numbers(value, path, 2, "[x, y]");
  return {n[0], n[1]};
}

Rect rect_from_json(const json& value, const std::string& path) {
  const auto n = numbers(value, path, 4, "[left, top, width, height]");
  if (n[2] < 0 || n[3] < 0) throw Error(ErrorCode::invalid_argument, "has a negative width or height", path);
  return {n[0], n[1], n[2], n[3]};
}

Polygon polygon_from_json(const json& value, const std::string& path) {
  if (!value.is_array() || value.size() < 3 || value.size() > 1000) {
    throw Error(ErrorCode::invalid_argument, "must be a list of 3 to 1000 points", path);
  }
  Polygon polygon;
  for (std::size_t i = 0; i < value.size(); ++i)
    polygon.push_back(point_from_json(value[i], path + "[" + std::to_string(i) + "]"));
  return polygon;
}

json object_with(const UnknownFields& unknown) {
  return unknown.is_object() ? unknown : json::object();
}

}  // namespace koma::manga
