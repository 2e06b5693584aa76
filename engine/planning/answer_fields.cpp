// SPDX-License-Identifier: Apache-2.0
#include "engine/planning/answer_fields.h"

#include <cmath>
#include <cstdlib>

#include "engine/base/error.h"
#include "engine/planning/safe_text.h"

namespace koma::planning {

using nlohmann::json;

namespace {

constexpr double far = 1e6;

}  // namespace

void refuse(const std::string& path, const std::string& sentence) {
  throw Error(ErrorCode::invalid_file, sentence, path);
}

std::string item(const std::string& path, std::size_t index) {
  return path + "[" + std::to_string(index) + "]";
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
  return text;
}

Fields::Fields(const json& value, std::string path) : value_(value), path_(std::move(path)) {
  if (!value.is_object()) refuse(path_, "must be an object");
}

const json* Fields::find(const char* name) const {
  const auto found = value_.find(name);
  return found == value_.end() || found->is_null() ? nullptr : &*found;
}

std::string Fields::text(const char* name, std::size_t most) const {
  const json* value = find(name);
  if (value == nullptr) return {};
  if (!value->is_string()) refuse(path(name), "must be a string");
  return cleaned(value->get<std::string>(), most);
}

std::string Fields::words(const char* name, std::size_t most) const {
  std::string found = text(name, most);
  if (found.empty()) refuse(path(name), find(name) ? "is empty" : "is missing");
  return found;
}

double Fields::number(const char* name, double otherwise, double least, double most) const {
  const json* value = find(name);
  if (value == nullptr) return otherwise;
  double found = 0;
  if (value->is_number()) {
    found = value->get<double>();
  } else if (value->is_string()) {
    char* end = nullptr;
    const std::string text = value->get<std::string>();
    found = std::strtod(text.c_str(), &end);
    if (text.empty() || *end != '\0') refuse(path(name), "must be a number");
  } else {
    refuse(path(name), "must be a number");
  }
  if (std::isnan(found)) refuse(path(name), "must be a number");
  return std::clamp(found, least, most);
}

bool Fields::flag(const char* name) const {
  const json* value = find(name);
  if (value == nullptr) return false;
  if (!value->is_boolean()) refuse(path(name), "must be true or false");
  return value->get<bool>();
}

const json& Fields::list(const char* name, std::size_t least, std::size_t most) const {
  static const json none = json::array();
  const json* value = find(name);
  if (value == nullptr && least > 0) refuse(path(name), "is missing");
  if (value == nullptr) return none;
  if (!value->is_array()) refuse(path(name), "must be a list");
  if (value->size() < least || value->size() > most) {
    refuse(path(name), "must have " + std::to_string(least) + " to " + std::to_string(most) + " entries");
  }
  return *value;
}

std::vector<std::string> Fields::texts(const char* name, std::size_t most) const {
  const json& values = list(name, 0, most);
  std::vector<std::string> texts;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (!values[i].is_string()) refuse(item(path(name), i), "must be a string");
    std::string word = cleaned(values[i].get<std::string>(), most_name);
    if (!word.empty()) texts.push_back(std::move(word));
  }
  return texts;
}

Sides read_sides(const Fields& fields, const char* name) {
  const json* value = fields.find(name);
  if (value == nullptr) refuse(fields.path(name), "is missing");
  if (value->is_array()) {
    if (value->size() != 4 || !std::ranges::all_of(*value, [](const json& n) { return n.is_number(); })) {
      refuse(fields.path(name), "must be {x0, y0, x1, y1}");
    }
    const auto at = [&](std::size_t i) { return std::clamp((*value)[i].get<double>(), -far, far); };
    return {at(0), at(1), at(2), at(3)};
  }
  return read_sides(Fields(*value, fields.path(name)));
}

Sides read_sides(const Fields& box) {
  for (const char* side : {"x0", "y0", "x1", "y1"}) {
    if (box.find(side) == nullptr) refuse(box.path(side), "is missing");
  }
  return {box.number("x0", 0, -far, far), box.number("y0", 0, -far, far), box.number("x1", 0, -far, far),
          box.number("y1", 0, -far, far)};
}

Scale scale_of(const std::vector<Sides>& boxes, const SeenPicture& seen) {
  const Scale pixels{double(std::max(seen.width, 1)), double(std::max(seen.height, 1))};
  switch (seen.coordinates) {
    case api::BoxCoordinates::thousandths:
      return {};
    case api::BoxCoordinates::pixels:
      return seen.width > 0 ? pixels : Scale{};
    case api::BoxCoordinates::shares:
      return {1, 1};
    case api::BoxCoordinates::automatic:
      break;
  }
  double largest = 0;
  for (const Sides& box : boxes) largest = std::max({largest, box.x0, box.y0, box.x1, box.y1});
  if (largest <= 1) return {1, 1};
  return largest > 1000 && seen.width > 0 ? pixels : Scale{};
}

UnitBox box_of(Sides box, const Scale& scale) {
  if (box.x0 > box.x1) std::swap(box.x0, box.x1);
  if (box.y0 > box.y1) std::swap(box.y0, box.y1);
  const auto share = [](double value, double unit) { return float(std::clamp(value / unit, 0.0, 1.0)); };
  return {share(box.x0, scale.across), share(box.y0, scale.down), share(box.x1, scale.across),
          share(box.y1, scale.down)};
}

float area_of(const UnitBox& box) {
  return (box.right - box.left) * (box.bottom - box.top);
}

}  // namespace koma::planning
