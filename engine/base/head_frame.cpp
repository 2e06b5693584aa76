// SPDX-License-Identifier: Apache-2.0
#include "engine/base/head_frame.h"

#include <algorithm>

namespace koma {

namespace {
constexpr float width_in_radii = 3.2f;
constexpr float shortest_in_radii = 3.4f;
constexpr float above_in_radii = 1.4f;
}  // namespace

HeadFrame head_frame(const UnitBox& box, int panel_width, int panel_height) noexcept {
  const float width = (box.right - box.left) * float(panel_width);
  const float height = (box.bottom - box.top) * float(panel_height);
  const float radius = std::min(width / width_in_radii, height / shortest_in_radii);
  return {(box.left + box.right) / 2 * float(panel_width), box.top * float(panel_height) + above_in_radii * radius,
          radius};
}

Shot shot_of(const UnitBox& box, int panel_width, int panel_height) noexcept {
  const float radius = head_frame(box, panel_width, panel_height).radius;
  const float height = (box.bottom - box.top) * float(panel_height);
  if (height < 3.7f * radius) return Shot::close_up;
  return height < 4.5f * radius ? Shot::bust : Shot::full;
}

UnitBox box_of(const HeadFrame& head, Shot shot, int panel_width, int panel_height) noexcept {
  const float below = shot == Shot::close_up ? 2.0f : shot == Shot::bust ? 2.6f : 3.5f;
  const float half = width_in_radii / 2 * head.radius;
  const auto w = float(panel_width), h = float(panel_height);
  return {(head.x - half) / w, (head.y - above_in_radii * head.radius) / h, (head.x + half) / w,
          (head.y + below * head.radius) / h};
}

}  // namespace koma
