// SPDX-License-Identifier: Apache-2.0
#include "engine/synthesis/page_layout.h"

#include <algorithm>
#include <cmath>

#include "engine/base/error.h"

namespace koma::synthesis {

namespace {

constexpr int longest_panel = 1024;  // what draw_labels takes

struct Gaps {
  int margin, gutter;
};

cv::Rect part_of_height(const cv::Rect& whole, int from, int to) {
  return {whole.x, whole.y + from, whole.width, to - from};
}

/// Two rectangles beside each other, the right one first.
std::vector<cv::Rect> beside(Random& random, const cv::Rect& row, int gutter) {
  const int left = int(std::lround(row.width * random.uniform(.4, .6))) - gutter / 2;
  return {{row.x + left + gutter, row.y, row.width - left - gutter, row.height}, {row.x, row.y, left, row.height}};
}

bool drawable(const cv::Rect& panel) {
  const double aspect = double(panel.width) / panel.height;
  return aspect >= 1 / 3.0 && aspect <= 3 && std::max(panel.width, panel.height) <= longest_panel;
}

/// `count` panels, 1 to 3, in one half of the double page.
std::vector<cv::Rect> half_panels(Random& random, const cv::Rect& half, int count, int gutter) {
  if (count == 1) return {half};
  const bool three_rows = count == 3 && random.chance(.3);
  const int rows = three_rows ? 3 : 2, wide_row = count == 3 && !three_rows ? random.integer(2) : -1;
  std::vector<cv::Rect> panels;
  int from = 0;
  for (int row = 0; row < rows; ++row) {
    const double share = (row + 1.0) / rows + random.uniform(-.08, .08);
    const int to = row + 1 == rows ? half.height : int(std::lround(half.height * share)) - gutter / 2;
    const cv::Rect strip = part_of_height(half, from, to);
    if (row == wide_row) {
      for (const auto& panel : beside(random, strip, gutter)) panels.push_back(panel);
    } else {
      panels.push_back(strip);
    }
    from = to + gutter;
  }
  return panels;
}

}  // namespace

std::vector<cv::Rect> page_panels(Random& random, int width, int height) {
  if (width < 512 || width > 2048 || height < 384 || 2 * height < width || height > width) {
    throw Error(
        ErrorCode::invalid_argument,
        "a double page is 512 to 2048 pixels wide, 384 or more high, and its height is half to all of its width",
        "page size");
  }
  const Gaps gaps{std::max(8, width / 64), std::max(6, width / 100)};
  const int half_width = width / 2 - gaps.margin - gaps.gutter;
  const cv::Rect right(width / 2 + gaps.gutter, gaps.margin, half_width, height - 2 * gaps.margin);
  const cv::Rect left(gaps.margin, gaps.margin, half_width, height - 2 * gaps.margin);
  for (;;) {
    const int first = random.pick({.3, .45, .25}) + 1, second = random.pick({.4, .6}) + 1;
    std::vector<cv::Rect> panels = half_panels(random, right, first, gaps.gutter);
    for (const auto& panel : half_panels(random, left, second, gaps.gutter)) panels.push_back(panel);
    if (std::ranges::all_of(panels, drawable)) return panels;
  }
}

}  // namespace koma::synthesis
