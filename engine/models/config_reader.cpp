// SPDX-License-Identifier: Apache-2.0
#include "engine/models/config_reader.h"

#include <cmath>

namespace koma::models {
namespace {

constexpr std::int64_t largest_count = std::int64_t{1} << 24;

bool is_count(const nlohmann::json& value, std::int64_t least) {
  return value.is_number_integer() && value.get<std::int64_t>() >= least && value.get<std::int64_t>() <= largest_count;
}

}  // namespace

ConfigReader::ConfigReader(const nlohmann::json& json, std::string name) : json_(json), name_(std::move(name)) {
  if (!json_.is_object()) {
    throw Error(ErrorCode::invalid_file, "the configuration is not a JSON object; get the model again", name_);
  }
}

const nlohmann::json* ConfigReader::find(const std::string& key) const {
  const auto found = json_.find(key);
  return found == json_.end() || found->is_null() ? nullptr : &*found;
}

bool ConfigReader::has(const std::string& key) const {
  return find(key) != nullptr;
}

bool ConfigReader::flag(const std::string& key, bool otherwise) const {
  return optional_flag(key).value_or(otherwise);
}

std::optional<bool> ConfigReader::optional_flag(const std::string& key) const {
  const auto* value = find(key);
  if (value == nullptr) return std::nullopt;
  if (!value->is_boolean()) refuse(key, "true or false");
  return value->get<bool>();
}

std::int64_t ConfigReader::count(const std::string& key, std::int64_t otherwise, std::int64_t least) const {
  const auto* value = find(key);
  if (value == nullptr) return otherwise;
  if (!is_count(*value, least)) refuse(key, "a whole number of at least " + std::to_string(least));
  return value->get<std::int64_t>();
}

double ConfigReader::number(const std::string& key, double otherwise) const {
  const auto* value = find(key);
  if (value == nullptr) return otherwise;
  if (!value->is_number() || !std::isfinite(value->get<double>())) refuse(key, "a number");
  return value->get<double>();
}

std::string ConfigReader::text(const std::string& key, const std::string& otherwise) const {
  const auto* value = find(key);
  if (value == nullptr) return otherwise;
  if (!value->is_string()) refuse(key, "a text");
  return value->get<std::string>();
}

std::vector<std::int64_t> ConfigReader::counts(const std::string& key, std::vector<std::int64_t> otherwise) const {
  const auto* value = find(key);
  if (value == nullptr) return otherwise;
  if (!value->is_array() || value->empty()) refuse(key, "a list of whole numbers");
  for (const auto& item : *value) {
    if (!is_count(item, 1)) refuse(key, "a list of whole numbers of at least 1");
  }
  return value->get<std::vector<std::int64_t>>();
}

std::vector<double> ConfigReader::numbers(const std::string& key) const {
  const auto* value = find(key);
  if (value == nullptr) return {};
  if (!value->is_array()) refuse(key, "a list of numbers");
  for (const auto& item : *value) {
    if (!item.is_number()) refuse(key, "a list of numbers");
  }
  return value->get<std::vector<double>>();
}

std::vector<std::string> ConfigReader::texts(const std::string& key, std::vector<std::string> otherwise) const {
  const auto* value = find(key);
  if (value == nullptr) return otherwise;
  if (!value->is_array()) refuse(key, "a list of texts");
  for (const auto& item : *value) {
    if (!item.is_string()) refuse(key, "a list of texts");
  }
  return value->get<std::vector<std::string>>();
}

std::vector<std::int64_t> ConfigReader::per_level(const std::string& key, std::int64_t otherwise,
                                                  std::size_t size) const {
  const auto* value = find(key);
  if (value == nullptr || !value->is_array()) return std::vector<std::int64_t>(size, count(key, otherwise));
  std::vector<std::int64_t> list = counts(key, {});
  if (list.size() != size) refuse(key, "one number or a list of " + std::to_string(size));
  return list;
}

std::optional<ConfigReader> ConfigReader::part(const std::string& key) const {
  const auto* value = find(key);
  if (value == nullptr) return std::nullopt;
  if (!value->is_object()) refuse(key, "an object");
  return ConfigReader(*value, name_ + "." + key);
}

void ConfigReader::require(const std::string& key, const nlohmann::json& only) const {
  const auto* value = find(key);
  if (value == nullptr || *value == only) return;
  throw Error(ErrorCode::unsupported, "the value " + value->dump() + " is not supported; only " + only.dump() + " is",
              name_ + "." + key);
}

void ConfigReader::refuse(const std::string& key, const std::string& wanted) const {
  throw Error(ErrorCode::invalid_file, "the configuration needs " + wanted + " here; get the model again",
              name_ + "." + key);
}

}  // namespace koma::models
