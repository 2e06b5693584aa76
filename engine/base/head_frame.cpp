// SPDX-License-Identifier: Apache-2.0
#include "engine/base/head_frame.h"

#include <algorithm>

namespace koma {

HeadFrame head_frame(const UnitBox& box, int panel_width, int panel_height) noexcept {
  const float width = (box.right - box.left) * float(panel_width);
  const float height = (box.bottom - box.top) * float(panel_height);
  const float radius = std::min(width / head_frame_rule.width, height / head_frame_rule.shortest);
  return {(box.left + box.right) / 2 * float(panel_width),
          box.top * float(panel_height) + head_frame_rule.above * radius, radius};
}

Shot shot_of(const UnitBox& box, int panel_width, int panel_height) noexcept {
  const float radius = head_frame(box, panel_width, panel_height).radius;
  const float height = (box.bottom - box.top) * float(panel_height);
  if (height < 3.7f * radius) return Shot::close_up;
  return height < 4.5f * radius ? Shot::bust : Shot::full;
}

UnitBox box_of(const HeadFrame& head, Shot shot, int panel_width, int panel_height) noexcept {
  const float below = shot == Shot::close_up ? 2.0f : shot == Shot::bust ? 2.6f : 3.5f;
  const float half = head_frame_rule.width / 2 * head.radius;
  const auto w = float(panel_width), h = float(panel_height);
  return {(head.x - half) / w, (head.y - head_frame_rule.above * head.radius) / h, (head.x + half) / w,
          (head.y + below * head.radius) / h};
}

}  // namespace koma
