// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace koma {

/// How much of a character a box shows.
enum class Shot { close_up, bust, full };

/// A box in 0…1 of its panel: left, top, right, bottom; it may leave the panel.
struct UnitBox {
  float left = 0, top = 0, right = 0, bottom = 0;
  friend bool operator==(const UnitBox&, const UnitBox&) = default;
};

/// Where a character's head sits: centre and radius in pixels of the panel.
struct HeadFrame {
  float x = 0, y = 0, radius = 0;
};

/// The numbers of `head_frame`.
struct HeadFrameRule {
  float width, shortest, above;  ///< in radii: a box's width, its least height, the centre below its top
};
inline constexpr HeadFrameRule head_frame_rule{3.2f, 3.4f, 1.4f};

/// The contract between layout and model mini: a dragged box *is* a head position (specs/minimodel.md, "Head frame").
/// r = min(box width / 3.2, box height / 3.4); the centre lies on the box's middle, 1.4 r below its top.
[[nodiscard]] HeadFrame head_frame(const UnitBox& box, int panel_width, int panel_height) noexcept;

/// The shot that a box suggests by its height in head radii: below 3.7 close-up, below 4.5 bust, else full.
[[nodiscard]] Shot shot_of(const UnitBox& box, int panel_width, int panel_height) noexcept;

/// The canonical box around a head: 3.2 r wide, from 1.4 r above the centre to 2.0 (close-up), 2.6 (bust), 3.5 (full)
/// below.
[[nodiscard]] UnitBox box_of(const HeadFrame& head, Shot shot, int panel_width, int panel_height) noexcept;

}  // namespace koma
