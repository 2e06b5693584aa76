// SPDX-License-Identifier: Apache-2.0
#include "engine/manga/paper_presets.h"

#include <array>
#include <string>

#include "engine/base/error.h"

namespace koma::manga {

namespace {
constexpr std::array<PaperPreset, 5> presets = {{
    {"doujin-b5", "Doujin B5", {182, 257}, 3, {150, 220}},
    {"doujin-a5", "Doujin A5", {148, 210}, 3, {122, 180}},
    {"commercial-b4", "Commercial B4 manuscript", {221.81, 328.78}, 7, {180, 270}},
    {"submission-b4", "Submission sheet B4", {220, 310}, 5, {180, 270}},
    {"a4", "A4", {210, 297}, 3, {180, 267}},
}};
}  // namespace

std::span<const PaperPreset> paper_presets() {
  return presets;
}

Paper paper_of(std::string_view preset_id) {
  std::string known;
  for (const auto& preset : presets) {
    if (preset_id == preset.id) {
      Paper paper;
      paper.preset = preset.id;
      paper.trim = preset.trim;
      paper.bleed = preset.bleed;
      const Size inner = preset.inner_frame;
      paper.inner_frame = {(preset.trim.width - inner.width) / 2, (preset.trim.height - inner.height) / 2, inner.width,
                           inner.height};
      return paper;
    }
    known += (known.empty() ? "" : ", ") + std::string(preset.id);
  }
  throw Error(ErrorCode::invalid_argument, "\"" + std::string(preset_id) + "\" is no paper; choose one of " + known);
}

}  // namespace koma::manga
