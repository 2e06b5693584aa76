// SPDX-License-Identifier: Apache-2.0
#include "engine/base/json_fields.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <iterator>

#include "engine/base/error.h"

namespace koma {

using nlohmann::json;

namespace {

constexpr double farthest_coordinate = 8;

[[noreturn]] void refuse(const std::string& path, const std::string& sentence) {
  throw Error(ErrorCode::invalid_argument, sentence, path);
}

constexpr int deepest_document = 64;

/// Copying and writing a JSON value recurses, so a hostile depth must be refused before a value is made of it.
bool nests_deeper_than(int limit, const std::string& text) {
  int depth = 0;
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (quoted && c == '\\') ++i;
    if (c == '"') quoted = !quoted;
    if (quoted) continue;
    if (c == '[' || c == '{') ++depth;
    if (c == ']' || c == '}') --depth;
    if (depth > limit) return true;
  }
  return false;
}

/// Where the parser stopped, as editors count; `byte` counts from 1.
std::string position(const std::string& text, std::size_t byte) {
  const auto end = text.begin() + std::ptrdiff_t(std::min(text.size(), byte > 0 ? byte - 1 : 0));
  const auto line = std::count(text.begin(), end, '\n') + 1;
  const auto start = std::find(std::make_reverse_iterator(end), text.rend(), '\n').base();
  return "at line " + std::to_string(line) + ", column " + std::to_string(end - start + 1) + "; correct it there";
}

std::string plain(double value) {
  return value == std::floor(value) && std::abs(value) < 1e15 ? std::to_string(std::int64_t(value))
                                                              : json(value).dump();
}

}  // namespace

JsonFields::JsonFields(const json& value, std::string path) : value_(value), path_(std::move(path)) {
  if (!value.is_object()) refuse(path_, "must be an object");
}

const json* JsonFields::find(const std::string& key) {
  known_.insert(key);
  const auto found = value_.find(key);
  return found == value_.end() || found->is_null() ? nullptr : &*found;
}

std::optional<std::string> JsonFields::text(const std::string& key) {
  const json* found = find(key);
  if (!found) return {};
  if (!found->is_string()) refuse(path(key), "must be a text");
  return found->get<std::string>();
}

std::optional<bool> JsonFields::flag(const std::string& key) {
  const json* found = find(key);
  if (!found) return {};
  if (!found->is_boolean()) refuse(path(key), "must be true or false");
  return found->get<bool>();
}

std::optional<std::int64_t> JsonFields::integer(const std::string& key, std::int64_t least, std::int64_t most) {
  const json* found = find(key);
  if (!found) return {};
  const std::string range = std::to_string(least) + " to " + std::to_string(most);
  if (!found->is_number_integer()) refuse(path(key), "must be a whole number from " + range);
  const bool too_large = found->is_number_unsigned() && found->get<std::uint64_t>() > std::uint64_t(INT64_MAX);
  const auto value = too_large ? INT64_MAX : found->get<std::int64_t>();
  if (too_large || value < least || value > most) refuse(path(key), "is " + found->dump() + ", but must be " + range);
  return value;
}

std::optional<double> JsonFields::number(const std::string& key, double least, double most) {
  const json* found = find(key);
  if (!found) return {};
  const std::string range = plain(least) + " to " + plain(most);
  if (!found->is_number()) refuse(path(key), "must be a number from " + range);
  const double value = found->get<double>();
  if (!(value >= least && value <= most)) refuse(path(key), "is " + found->dump() + ", but must be " + range);
  return value;
}

std::optional<int> JsonFields::choice(const std::string& key, std::span<const char* const> names) {
  const auto chosen = text(key);
  if (!chosen) return {};
  std::string list;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (*chosen == names[i]) return int(i);
    list += (i ? ", " : "") + std::string(names[i]);
  }
  refuse(path(key), "is \"" + *chosen + "\", but must be one of " + list);
}

std::optional<UnitBox> JsonFields::box(const std::string& key) {
  const json* found = find(key);
  if (!found) return {};
  return box_from_json(*found, path(key));
}

const std::vector<json>& JsonFields::array(const std::string& key, std::size_t most) {
  static const std::vector<json> none;
  const json* found = find(key);
  if (!found) return none;
  if (!found->is_array()) refuse(path(key), "must be a list");
  if (found->size() > most) {
    refuse(path(key),
           "has " + std::to_string(found->size()) + " entries, but at most " + std::to_string(most) + " fit");
  }
  return found->get_ref<const json::array_t&>();
}

json JsonFields::unknown() const {
  json rest;
  for (const auto& [key, value] : value_.items()) {
    if (!known_.contains(key)) rest[key] = value;
  }
  return rest;
}

void JsonFields::finish() const {
  for (const auto& field : value_.items()) {
    if (!known_.contains(field.key())) refuse(path(field.key()), "unknown field; correct its name or remove it");
  }
}

UnitBox box_from_json(const json& value, const std::string& path) {
  if (!value.is_array() || value.size() != 4) refuse(path, "must be [left, top, right, bottom]");
  float edges[4];
  for (std::size_t i = 0; i < 4; ++i) {
    const double edge = value[i].is_number() ? value[i].get<double>() : std::nan("");
    if (!(std::abs(edge) <= farthest_coordinate)) {
      refuse(path + "[" + std::to_string(i) + "]",
             "must be a number in 0 to 1 of the panel (−8 to 8 when it leaves it)");
    }
    edges[i] = float(edge);
  }
  return {edges[0], edges[1], edges[2], edges[3]};
}

json box_to_json(const UnitBox& box) {
  json edges = json::array();
  for (const float edge : {box.left, box.top, box.right, box.bottom}) {
    // The shortest decimal that reads back as the same float: 0.1, not 0.10000000149011612.
    char digits[32];
    const auto end = std::to_chars(digits, digits + sizeof digits, edge).ptr;
    double value = 0;
    std::from_chars(digits, end, value);
    edges.push_back(value);
  }
  return edges;
}

std::string write_document(const json& document, const std::string& place) {
  try {
    std::string text = document.dump();
    if (text.size() <= longest_document) return text;
  } catch (const json::exception&) {
    throw Error(ErrorCode::invalid_argument, "a text in it is not UTF-8; type it again", place);
  }
  throw Error(ErrorCode::unsupported, "it would be larger than 16 MiB; shorten its texts or divide it", place);
}

std::string words_of(const json::exception& error) {
  const std::string text = error.what();
  const auto label = text.starts_with('[') ? text.find("] ") : std::string::npos;
  return label == std::string::npos ? text : text.substr(label + 2);
}

json parse_document(const std::string& text, const std::string& place) {
  if (text.size() > longest_document) throw Error(ErrorCode::invalid_argument, "is larger than 16 MiB", place);
  if (nests_deeper_than(deepest_document, text)) {
    throw Error(ErrorCode::invalid_argument, "nests deeper than 64 lists and objects", place);
  }
  try {
    return json::parse(text);
  } catch (const json::parse_error& error) {
    throw Error(ErrorCode::invalid_argument, "is not JSON: syntax error " + position(text, error.byte), place);
  } catch (const json::exception&) {
    throw Error(ErrorCode::invalid_argument, "is not JSON: a number or text in it is out of range", place);
  }
}

}  // namespace koma
