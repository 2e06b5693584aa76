// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "engine/base/error.h"

namespace koma::models {

/// Reads the fields of a model's config.json. A missing or null field gives the default; a field of another type or
/// outside its range throws Error(invalid_file) that names the key.
class ConfigReader {
 public:
  /// `name` is what errors call the config, for example "unet".
  ConfigReader(const nlohmann::json& json, std::string name);

  [[nodiscard]] bool has(const std::string& key) const;
  [[nodiscard]] bool flag(const std::string& key, bool otherwise) const;
  [[nodiscard]] std::optional<bool> optional_flag(const std::string& key) const;
  /// A whole number of at least `least`, at most 2²⁴.
  [[nodiscard]] std::int64_t count(const std::string& key, std::int64_t otherwise, std::int64_t least = 1) const;
  [[nodiscard]] double number(const std::string& key, double otherwise) const;
  [[nodiscard]] std::string text(const std::string& key, const std::string& otherwise) const;
  [[nodiscard]] std::vector<std::int64_t> counts(const std::string& key, std::vector<std::int64_t> otherwise) const;
  [[nodiscard]] std::vector<double> numbers(const std::string& key) const;
  [[nodiscard]] std::vector<std::string> texts(const std::string& key, std::vector<std::string> otherwise) const;
  /// One number for all of `size` levels, or a list of that many.
  [[nodiscard]] std::vector<std::int64_t> per_level(const std::string& key, std::int64_t otherwise,
                                                    std::size_t size) const;
  /// The nested object `key`, to be read in turn; empty when missing.
  [[nodiscard]] std::optional<ConfigReader> part(const std::string& key) const;
  /// Throws Error(unsupported) unless the field is missing, null or equal to `only`.
  void require(const std::string& key, const nlohmann::json& only) const;
  /// Throws Error(invalid_file) about a field.
  [[noreturn]] void refuse(const std::string& key, const std::string& wanted) const;

 private:
  [[nodiscard]] const nlohmann::json* find(const std::string& key) const;

  nlohmann::json json_;
  std::string name_;
};

}  // namespace koma::models
