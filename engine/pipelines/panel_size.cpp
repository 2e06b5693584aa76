// SPDX-License-Identifier: Apache-2.0
#include "engine/pipelines/panel_size.h"

#include <algorithm>
#include <cmath>

namespace koma::pipelines {

namespace {

int rounded(double value, int multiple) {
  return std::max(1, int(std::lround(value / multiple))) * multiple;
}

std::string sides(int width, int height) {
  return std::to_string(width) + " × " + std::to_string(height);
}

PanelSize free_size(const WantedSize& wanted, int factor, std::vector<std::string>& notes) {
  PanelSize size;
  if (wanted.upstream_quirks) {
    size.latent = {wanted.height / factor, wanted.width / factor};
    size.told_width = wanted.width;
    size.told_height = wanted.height;
  } else {
    size.latent = {rounded(wanted.height, factor) / factor, rounded(wanted.width, factor) / factor};
    size.told_width = size.drawn_width(factor);
    size.told_height = size.drawn_height(factor);
  }
  size.width = size.drawn_width(factor);
  size.height = size.drawn_height(factor);
  if (size.width != wanted.width || size.height != wanted.height) {
    notes.push_back("The size " + sides(wanted.width, wanted.height) + " was rounded to " +
                    sides(size.width, size.height) + ", multiples of " + std::to_string(factor) + ".");
  }
  return size;
}

PanelSize native_size(const WantedSize& wanted, const models::ModelTraits& traits, int factor) {
  const models::ModelTraits::Sides drawn = traits.native_sides(double(wanted.width) / wanted.height);
  PanelSize size;
  size.width = wanted.width;
  size.height = wanted.height;
  size.latent = {drawn.height / factor, drawn.width / factor};
  size.told_width = size.drawn_width(factor);
  size.told_height = size.drawn_height(factor);
  // The drawing covers the panel; what stands over is cut off evenly.
  const double scale = std::max(wanted.width / size.told_width, wanted.height / size.told_height);
  const auto spare_x = float((1 - wanted.width / (size.told_width * scale)) / 2);
  const auto spare_y = float((1 - wanted.height / (size.told_height * scale)) / 2);
  size.window = {spare_x, spare_y, 1 - spare_x, 1 - spare_y};
  return size;
}

}  // namespace

PanelSize panel_size(const WantedSize& wanted, const models::ModelTraits& traits, int factor,
                     std::vector<std::string>& notes) {
  return traits.native_area ? native_size(wanted, traits, factor) : free_size(wanted, factor, notes);
}

UnitBox in_drawing(const UnitBox& box, const PanelSize& size) {
  // Unchanged to the last bit when the whole drawing is the panel.
  if (size.window == UnitBox{0, 0, 1, 1}) return box;
  const float width = size.window.right - size.window.left, height = size.window.bottom - size.window.top;
  return {size.window.left + box.left * width, size.window.top + box.top * height, size.window.left + box.right * width,
          size.window.top + box.bottom * height};
}

}  // namespace koma::pipelines
