// SPDX-License-Identifier: Apache-2.0
#include "engine/synthesis/panel_layout.h"

#include <algorithm>
#include <cmath>

#include "engine/synthesis/vocabulary.h"

namespace koma::synthesis {

namespace {

constexpr int tries = 60;
constexpr double smallest_head = .1;  // of the square root of the area: smaller faces are lost in the autoencoder

double unit_of(double width, double height) {
  return std::sqrt(width * height);
}

/// The largest heads that stand beside each other.
double side_by_side(double width, int count) {
  return width / (2.6 * count);
}

/// Nobody in one of 17: an establishing shot. Three stand beside each other only where each still has a face of some
/// size.
int random_count(Random& random, const PanelOptions& options) {
  const double w = options.width, h = options.height;
  if (side_by_side(w, 3) < smallest_head * unit_of(w, h)) return random.pick({.06, .72, .22});
  return w > 1.1 * h ? random.pick({.06, .52, .24, .18}) : random.pick({.06, .62, .2, .12});
}

HeadFrame place_head(Random& random, const PanelLabels& labels, Shot shot, int index, int count) {
  const double w = labels.width, h = labels.height, unit = unit_of(w, h);
  double r = unit * (shot == Shot::close_up ? random.uniform(.26, .38)
                     : shot == Shot::bust   ? random.uniform(.15, .27)
                                            : random.uniform(.12, .195));
  if (count > 1) {
    // Not all of the same size: one stands nearer.
    const double most = side_by_side(w, count);
    r = std::min(r, std::max(std::min(most, smallest_head * unit), most * random.uniform(.86, 1)));
  }
  r = std::min({r, w / 2.5, h / (shot == Shot::full ? 5.0 : shot == Shot::bust ? 3.3 : 2.6)});
  const double share = w / count, edge = std::min(1.15 * r, share / 2);
  const double x = share * index + random.uniform(edge, share - edge);
  double low = 1.35 * r, high = h - .9 * r;
  // In tall panels whole figures may stand further back, higher in the picture.
  if (shot == Shot::full) low = std::max(low, h - (h > 7 * r ? 4.5 : 3.9) * r), high = h - 3.45 * r;
  // Without legs a figure must be cut by the panel's lower edge: the drawn body ends 2.2 radii below the head's centre.
  if (shot != Shot::full)
    low = std::max(low, h - 2.15 * r), high = std::max(low, h - (shot == Shot::bust ? 1.7 : .9) * r);
  return {float(x), float(random.uniform(std::min(low, high), high)), float(r)};
}

View random_view(Random& random, Shot shot) {
  // A close-up is there for its face.
  return View(shot == Shot::close_up ? random.pick({.78, .18, .04}) : random.pick({.7, .18, .12}));
}

/// An establishing shot needs a place, and so does a night.
int random_background(Random& random, const PanelOptions& options, int count) {
  if (options.background >= 0) return options.background;
  for (;;) {
    const int background = random.integer(int(backgrounds.size()));
    if ((options.night != 1 && count > 0) || knows_night(background)) return background;
  }
}

bool apart(const UnitBox& a, const UnitBox& b, float margin) {
  return a.left >= b.right + margin || b.left >= a.right + margin || a.top >= b.bottom + margin ||
         b.top >= a.bottom + margin;
}

/// The part of a character a balloon must not hide: head with hair, and raised arms.
UnitBox keep_clear(const DrawnCharacter& who, const PanelLabels& labels) {
  const float r = who.head.radius;
  const bool raised = who.pose != standing;
  const float side = raised ? 2.3f * r : 1.3f * r;
  return {(who.head.x - side) / float(labels.width), (who.head.y - 1.45f * r) / float(labels.height),
          (who.head.x + side) / float(labels.width), (who.head.y + (raised ? 2.1f : 1.15f) * r) / float(labels.height)};
}

void place_dialogs(Random& random, int wanted, PanelLabels& labels) {
  for (int i = 0; i < tries && int(labels.dialogs.size()) < wanted; ++i) {
    // Balloons keep their proportions in wide and tall panels.
    const double unit = unit_of(labels.width, labels.height);
    const double w = std::min(random.uniform(.16, .46) * unit / labels.width, .9);
    const double h = std::min(random.uniform(.13, .4) * unit / labels.height, .6);
    const double x = random.uniform(.005, .995 - w),
                 y = random.chance(.6) ? random.uniform(.005, .2) : random.uniform(.005, .995 - h);
    const UnitBox box{float(x), float(std::min(y, .995 - h)), float(x + w), float(std::min(y, .995 - h) + h)};
    const bool free =
        std::ranges::all_of(labels.characters,
                            [&](const auto& who) { return apart(box, keep_clear(who, labels), .005f); }) &&
        std::ranges::all_of(labels.dialogs, [&](const auto& other) { return apart(box, other, .02f); });
    if (free) labels.dialogs.push_back(box);
  }
}

/// A box as an author might drag it: the canonical one, a little wider or taller, with the very same head.
UnitBox loosened(Random& random, const UnitBox& box, const HeadFrame& head, const PanelLabels& labels) {
  UnitBox loose = box;
  loose.bottom += float(random.uniform(-.04, .06)) * (box.bottom - box.top);
  const HeadFrame now = head_frame(loose, labels.width, labels.height);
  return std::abs(now.radius - head.radius) < 1e-3f * head.radius && std::abs(now.y - head.y) < .01f ? loose : box;
}

}  // namespace

PanelLabels lay_out(Random& random, const PanelOptions& options) {
  PanelLabels labels;
  labels.width = options.width;
  labels.height = options.height;
  const int count = options.characters >= 0 ? options.characters : random_count(random, options);
  labels.background = random_background(random, options, count);
  if (knows_night(labels.background)) labels.night = options.night >= 0 ? options.night == 1 : random.chance(.35);
  labels.shot = Shot(options.shot >= 0 ? options.shot
                     : count > 1       ? 1 + random.integer(2)
                                       : random.pick({.3, .42, .28}));
  for (int i = 0; i < count; ++i) {
    DrawnCharacter who;
    who.identity = identity_of_split(random, options.held_out);
    who.expression = random.integer(int(expressions.size()));
    who.pose = labels.shot == Shot::close_up ? int(standing) : random.pick({.46, .18, .18, .18});
    who.facing = random.integer(2);
    who.view = random_view(random, labels.shot);
    who.shot = labels.shot;
    const HeadFrame head = place_head(random, labels, who.shot, i, count);
    who.box = loosened(random, box_of(head, who.shot, labels.width, labels.height), head, labels);
    who.head = head_frame(who.box, labels.width, labels.height);
    labels.characters.push_back(who);
  }
  place_dialogs(random, options.dialogs >= 0 ? options.dialogs : random.pick({.3, .4, .2, .1}), labels);
  return labels;
}

}  // namespace koma::synthesis
