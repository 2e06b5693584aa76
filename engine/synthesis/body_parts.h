// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/synthesis/canvas.h"
#include "engine/synthesis/identity.h"
#include "engine/synthesis/vocabulary.h"

namespace koma::synthesis {

/// What the parts of a body share. Units are 0.62 head radii; the head's centre lies at (0, −0.38), its chin at 1.2,
/// the waist at 2.45, the soles at 5.1. A profile looks to the right.
struct Body {
  Canvas& canvas;
  const Identity& who;
  View view = View::front;

  [[nodiscard]] double shoulder() const { return who.girl ? 1.0 : 1.15; }
  [[nodiscard]] double hip() const { return who.girl ? .78 : .84; }
  /// Half the depth of the chest, seen from the side.
  [[nodiscard]] double depth() const { return who.girl ? .64 : .7; }
  /// Half the width of the trunk at height y, as drawn by `draw_trunk`.
  [[nodiscard]] double half_width(double y) const;
  [[nodiscard]] bool skirt() const {
    return who.girl && (who.outfit == sailor || who.outfit == star || who.outfit == stripes);
  }
};

/// The grey of an outfit's upper part.
[[nodiscard]] int cloth_grey(int outfit);

void draw_legs(const Body& body);
void draw_trunk(const Body& body);
/// Skirts of dresses, kimonos and coats, which every shot shows.
void draw_long_garment(const Body& body);
/// Collars, prints, belts: what tells outfits apart.
void draw_front_details(const Body& body);
void draw_profile_details(const Body& body);
void draw_back_details(const Body& body);
/// A band along the trunk's sides from y0 to y1.
void draw_belt(const Body& body, double y0, double y1, int grey);
void draw_stripes(const Body& body);
void draw_star(const Body& body, double x, double narrow);
/// White dots on a dress, above its hem.
void draw_dots(const Body& body, double from, double to);

enum class Arm { down, wave, point, up };
[[nodiscard]] Arm arm_of(int pose, int side);
/// Draws an arm with its hand and returns the hand's middle; `side` −1 is the far arm of a profile.
cv::Point2d draw_arm(const Body& body, int side, Arm arm);

}  // namespace koma::synthesis
