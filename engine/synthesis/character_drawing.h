// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "engine/base/head_frame.h"
#include "engine/synthesis/canvas.h"
#include "engine/synthesis/identity.h"
#include "engine/synthesis/vocabulary.h"

namespace koma::synthesis {

/// How a character appears in one picture.
struct Appearance {
  int expression = 0, pose = 0;
  bool facing_left = false;
  Shot shot = Shot::bust;
  View view = View::front;
};

/// Draws a chibi character in its head frame: origin at the head's centre, unit the head radius, x mirrored by the
/// facing. `head` is in pixels of the canvas. In every view the head fills the same circle; a profile looks along +x,
/// and from behind neither face nor eyes show. Returns where the hands are, in pixels of the canvas.
std::vector<cv::Point2d> draw_character(Canvas& canvas, const Identity& who, const Appearance& how,
                                        const HeadFrame& head);

/// The parts, each in the frame that the canvas has: body units are 0.62 head radii.
/// Hair that lies behind the body; seen from behind there is none.
void draw_hair_back(Canvas& canvas, int style, int grey, View view);
/// Hair that lies before the head; seen from behind all of it.
void draw_hair_front(Canvas& canvas, int style, int grey, View view);
/// Head and face, from behind the head alone.
void draw_face(Canvas& canvas, const Identity& who, int expression, View view);
/// What is worn, over the hair.
void draw_accessory(Canvas& canvas, int accessory, int hair_grey, View view);
/// With the arms that hang; returns their hands.
[[nodiscard]] Points draw_body(Canvas& canvas, const Identity& who, int pose, bool legs, View view = View::front);
/// The other arms, which come before face and hair; returns their hands.
[[nodiscard]] Points draw_raised_arms(Canvas& canvas, const Identity& who, int pose, View view = View::front);

}  // namespace koma::synthesis
