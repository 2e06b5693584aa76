// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "engine/api/endpoint.h"
#include "engine/base/head_frame.h"

/// The fields of a model's answer, each looked at before it is believed. All throw Error(invalid_file) with the JSON
/// path, in words that can be told to the model.
namespace koma::planning {

inline constexpr std::size_t most_prompt = 4000, most_name = 100;  // bytes
/// Boxes with less of the picture are slips.
inline constexpr float least_area = 0.01f;

[[noreturn]] void refuse(const std::string& path, const std::string& sentence);
/// "$.rows[2]".
[[nodiscard]] std::string item(const std::string& path, std::size_t index);
/// With commas between them.
[[nodiscard]] std::string joined(const std::vector<std::string>& words);

/// One object of an answer. The value outlives it.
class Fields {
 public:
  Fields(const nlohmann::json& value, std::string path);

  /// Null when it is missing.
  [[nodiscard]] const nlohmann::json* find(const char* name) const;
  [[nodiscard]] std::string path(const char* name) const { return path_ + "." + name; }
  /// Cleaned, at most so many bytes; empty when it is missing.
  [[nodiscard]] std::string text(const char* name, std::size_t most) const;
  /// Must be there and not be empty.
  [[nodiscard]] std::string words(const char* name, std::size_t most) const;
  /// Numbers that are written as texts count as well.
  [[nodiscard]] double number(const char* name, double otherwise, double least, double most) const;
  [[nodiscard]] bool flag(const char* name) const;
  [[nodiscard]] const nlohmann::json& list(const char* name, std::size_t least, std::size_t most) const;
  /// A list of names that are not empty.
  [[nodiscard]] std::vector<std::string> texts(const char* name, std::size_t most) const;
  /// Empty for another word: it is a hint, not worth asking again.
  template <std::size_t N>
  [[nodiscard]] std::string choice(const char* name, const std::array<const char*, N>& words) const {
    const std::string found = text(name, most_name);
    return std::ranges::find(words, found) == words.end() ? "" : found;
  }

 private:
  const nlohmann::json& value_;
  std::string path_;
};

/// What the model was shown, and how it counts: `width` × `height` are those of the picture that was sent, 0 for none.
struct SeenPicture {
  api::BoxCoordinates coordinates = api::BoxCoordinates::automatic;
  int width = 0, height = 0;
};

/// A box as the model has written it.
struct Sides {
  double x0 = 0, y0 = 0, x1 = 0, y1 = 0;
};
/// From the object or the list of four numbers in a field.
[[nodiscard]] Sides read_sides(const Fields& fields, const char* name);
/// From four fields of the object itself.
[[nodiscard]] Sides read_sides(const Fields& fields);

/// What one unit of the answer's numbers is, across and down (specs/llmga.md 5.3).
struct Scale {
  double across = 1000, down = 1000;
};
[[nodiscard]] Scale scale_of(const std::vector<Sides>& boxes, const SeenPicture& seen);
/// In 0…1, clamped; sides that are exchanged are exchanged back.
[[nodiscard]] UnitBox box_of(Sides box, const Scale& scale);
[[nodiscard]] float area_of(const UnitBox& box);

}  // namespace koma::planning
