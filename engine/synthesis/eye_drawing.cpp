// SPDX-License-Identifier: Apache-2.0
#include "engine/synthesis/eye_drawing.h"

#include "engine/synthesis/vocabulary.h"

namespace koma::synthesis {

namespace {

void draw_open_eye(Canvas& canvas, int style, const EyePlace& at) {
  const double line = canvas.line(), x = at.x, w = .25 * at.width, small = .6 + .4 * at.width;
  if (style == round_eyes) {
    canvas.fill(ellipse(x, eye_y, .21 * at.width, .33), 0);
    canvas.fill(ellipse(x - .06 * at.width, eye_y - .12, .09 * small, .12, 0, 360, 12), 255);
    canvas.fill(ellipse(x + .07 * at.width, eye_y + .16, .055 * small, .06, 0, 360, 12), 255);
  } else if (style == hollow_eyes) {
    canvas.shape(ellipse(x, eye_y, .22 * at.width, .32), 170, line);
    canvas.fill(ellipse(x, eye_y + .06, .1 * small, .15, 0, 360, 12), 0);
    canvas.fill(ellipse(x - .08 * at.width, eye_y - .1, .07 * small, .08, 0, 360, 12), 255);
    canvas.stroke(curve({{x - w, eye_y - .12}, {x, eye_y - .33}, {x + w, eye_y - .12}}, false), line * 1.8);
  } else {
    canvas.fill(ellipse(x, eye_y - .04, .2 * at.width, .33, 0, 180, 14), 0);
    canvas.stroke({{x - at.side * w * 1.1, eye_y - .03}, {x + at.side * w * 1.25, eye_y - .15}}, line * 2);
    canvas.fill(ellipse(x - .04 * at.width, eye_y + .07, .07, .08, 0, 360, 12), 255);
  }
}

/// Lashes at the outer corner.
void draw_lashes(Canvas& canvas, const EyePlace& at, double y) {
  const double outer = at.x + at.side * .2 * at.width;
  canvas.stroke({{outer - at.side * .03, y}, {outer + at.side * .13, y - .08}}, canvas.line() * 1.4);
}

void draw_tear_stream(Canvas& canvas, const EyePlace& at) {
  const double x = at.x, w = .14 * at.width, s = at.side * .04;
  canvas.shape({{x - w, eye_y + .04},
                {x + w, eye_y + .04},
                {x + w + s, eye_y + .26},
                {x + w * .9 + s, at.side > 0 ? .6 : .78},
                {x + s, at.side > 0 ? .72 : .8},
                {x - w * .9 + s, at.side > 0 ? .78 : .66},
                {x - w + s, eye_y + .26}},
               215, canvas.line() * .9);
}

void draw_half_closed(Canvas& canvas, const EyePlace& at) {
  const double line = canvas.line(), x = at.x, w = .25 * at.width, y = eye_y + .06;
  canvas.shape(ellipse(x, y, .21 * at.width, .2, 0, 180, 14), 255, line);
  canvas.fill(ellipse(x, y, .12 * at.width, .15, 0, 180, 12), 0);
  canvas.stroke({{x - w * 1.15, y + .01}, {x + w * 1.15, y + .01}}, line * 2);
  canvas.stroke(curve({{x - w * .9, y - .13}, {x, y - .2}, {x + w * .9, y - .13}}, false), line);
}

void draw_brow(Canvas& canvas, int expression, const EyePlace& at) {
  const double x = at.x, y = eye_y - .46, o = at.side * .25 * (.4 + .6 * at.width);
  Points brow = {{x - o, y + .04}, {x, y - .03}, {x + o, y + .04}};
  switch (expression) {
    case angry:
      brow = {{x - o, y + .3}, {x + o, y - .06}};
      break;
    case sad:
    case crying:
      brow = {{x - o, y - .1}, {x + o, y + .18}};
      break;
    case surprised:
      brow = {{x - o, y - .08}, {x, y - .18}, {x + o, y - .08}};
      break;
    case embarrassed:
      brow = {{x - o, y - .12}, {x + o * .2, y - .06}, {x + o, y + .08}};
      break;
    case sleepy:
      brow = {{x - o, y - .02}, {x + o, y + .1}};
      break;
    case winking:
      if (at.side > 0) brow = {{x - o, y - .04}, {x, y - .14}, {x + o, y - .06}};
      break;
    default:
      break;
  }
  canvas.stroke(brow, canvas.line() * (expression == angry ? 2.2 : 1.5));
}

void draw_winked_eye(Canvas& canvas, const EyePlace& at) {
  canvas.stroke(ellipse(at.x, eye_y - .04, .27 * at.width, .22, 8, 172, 14), canvas.line() * 2.2);
}

}  // namespace

void draw_eye(Canvas& canvas, const Identity& who, int expression, const EyePlace& at) {
  const double line = canvas.line(), x = at.x, s = at.side;
  if (expression == laughing) {
    const double w = .25 * at.width;
    canvas.stroke(curve({{x - w, eye_y + .12}, {x, eye_y - .17}, {x + w, eye_y + .12}}, false), line * 1.8);
  } else if (expression == surprised) {
    canvas.shape(ellipse(x, eye_y, .28 * at.width, .35), 255, line * 1.2);
    canvas.fill(ellipse(x, eye_y, .1, .13, 0, 360, 14), 0);
  } else if (expression == crying) {
    draw_tear_stream(canvas, at);
    const double w = .28 * at.width;
    canvas.stroke(curve({{x - s * w, eye_y - .06}, {x, eye_y + .08}, {x + s * w, eye_y + .1}}, false), line * 2.2);
  } else if (expression == sleepy) {
    draw_half_closed(canvas, at);
  } else if (expression == winking && at.side < 0) {
    draw_winked_eye(canvas, at);
  } else {
    draw_open_eye(canvas, who.eyes, at);
    if (who.girl) draw_lashes(canvas, at, eye_y - .12);
  }
  draw_brow(canvas, expression, at);
  if (expression == sad) {
    canvas.shape(curve({{x + s * .1, eye_y + .28},
                        {x + s * .22, eye_y + .5},
                        {x + s * .1, eye_y + .64},
                        {x - s * .02, eye_y + .5}}),
                 255, line * .8);
  }
}

void draw_blush(Canvas& canvas, const EyePlace& at) {
  const double x = at.x + at.side * .1 * at.width, y = .62, step = .15 * at.width;
  canvas.fill(ellipse(x, y, .27 * at.width, .13), 205);
  for (const int i : {-1, 0, 1})
    canvas.stroke({{x + i * step + .04, y - .09}, {x + i * step - .05, y + .09}}, canvas.line() * .9);
}

}  // namespace koma::synthesis
