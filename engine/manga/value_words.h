// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "engine/manga/project.h"

/// Values of a work as people read them in one line. Lengths in whole millimetres, shares in per cent.
namespace koma::manga {

[[nodiscard]] std::string words(ReadingDirection direction);
[[nodiscard]] std::string words(TextDirection direction);
[[nodiscard]] std::string words(BalloonShape shape);
/// "182 × 257 mm".
[[nodiscard]] std::string words(const Paper& paper);
/// "74 × 62 mm at 16, 19".
[[nodiscard]] std::string words(const Rect& rect);
/// Its bounding rectangle, and that it is slanted where it is no rectangle.
[[nodiscard]] std::string words(const Polygon& frame);
/// "5 panels, 3 balloons".
[[nodiscard]] std::string words(const Page& page);
/// Its frame, and how many pictures it has.
[[nodiscard]] std::string words(const Panel& panel);
/// "2 pictures".
[[nodiscard]] std::string words(const std::vector<Take>& takes);
[[nodiscard]] std::string words(const std::vector<Reference>& references);
/// "2 questions".
[[nodiscard]] std::string words(const Conversation& conversation);
/// "Mia, smiling, waving, facing left, at 10–50 % × 20–100 %".
[[nodiscard]] std::string words(const CharacterBox& box, const Project& project);
/// "trees, at 0–50 % × 0–100 %".
[[nodiscard]] std::string words(const Region& region);
/// "30 %"; empty for nothing.
[[nodiscard]] std::string share(double value);
/// Empty when there is nobody of that id.
[[nodiscard]] std::string name_of(CharacterId id, const Project& project);

}  // namespace koma::manga
