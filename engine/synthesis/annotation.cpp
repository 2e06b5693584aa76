// SPDX-License-Identifier: Apache-2.0
#include "engine/synthesis/annotation.h"

#include <algorithm>
#include <cmath>

#include "engine/base/json_fields.h"
#include "engine/synthesis/label_checks.h"
#include "engine/synthesis/vocabulary.h"

namespace koma::synthesis {

namespace {

nlohmann::json pixel_box(const UnitBox& box, const PanelLabels& labels) {
  const auto pixel = [](float part, int side) { return std::clamp(int(std::lround(part * float(side))), 0, side); };
  return {pixel(box.left, labels.width), pixel(box.top, labels.height), pixel(box.right, labels.width),
          pixel(box.bottom, labels.height)};
}

nlohmann::json identity_names(const Identity& who) {
  return {{"gender", who.girl ? "girl" : "boy"},
          {"hair", hair_styles[std::size_t(who.hair)]},
          {"tone", hair_greys[std::size_t(who.tone)]},
          {"eyes", eye_styles[std::size_t(who.eyes)]},
          {"accessory", accessories[std::size_t(who.accessory)]},
          {"outfit", outfits[std::size_t(who.outfit)]}};
}

nlohmann::json our_character(const DrawnCharacter& who) {
  nlohmann::json hands = nlohmann::json::array();
  for (const auto& hand : who.hands) hands.push_back({hand.x, hand.y});
  return {{"box", box_to_json(who.box)},
          {"head", {who.head.x, who.head.y, who.head.radius}},
          {"hands", hands},
          {"expression", expressions[std::size_t(who.expression)]},
          {"pose", poses[std::size_t(who.pose)]},
          {"facing", facings[std::size_t(who.facing)]},
          {"view", views[std::size_t(who.view)]},
          {"shot", shots[std::size_t(who.shot)]},
          {"identity", identity_names(who.identity)},
          {"held_out", held_out(who.identity)}};
}

int face_number(View view) {
  return view == View::front ? 0 : view == View::profile ? 1 : 2;
}

}  // namespace

int identity_number(const Identity& who) noexcept {
  int number = who.girl ? 1 : 0;
  number = number * int(hair_styles.size()) + who.hair;
  number = number * int(hair_greys.size()) + who.tone;
  number = number * int(eye_styles.size()) + who.eyes;
  number = number * int(accessories.size()) + who.accessory;
  return number * int(outfits.size()) + who.outfit;
}

nlohmann::json annotation(const PanelLabels& labels, const std::string& image_path) {
  check_labels(labels);
  auto people = nlohmann::json::array(), dialogs = nlohmann::json::array();
  auto our_people = nlohmann::json::array(), our_dialogs = nlohmann::json::array();
  for (const auto& who : labels.characters) {
    people.push_back(
        {{"id", identity_number(who.identity)}, {"bbox", pixel_box(who.box, labels)}, {"type", face_number(who.view)}});
    our_people.push_back(our_character(who));
  }
  for (const auto& box : labels.dialogs) {
    dialogs.push_back({{"bbox", pixel_box(box, labels)}});
    our_dialogs.push_back(box_to_json(box));
  }
  const nlohmann::json frame = {{"bbox", {0, 0, labels.width, labels.height}},
                                {"caption", labels.caption},
                                {"characters", people},
                                {"dialogs", dialogs}};
  return {{"image_path", image_path},
          {"frames", nlohmann::json::array({frame})},
          {"komawari",
           {{"width", labels.width},
            {"height", labels.height},
            {"background", backgrounds[std::size_t(labels.background)]},
            {"night", labels.night},
            {"shot", shots[std::size_t(labels.shot)]},
            {"characters", our_people},
            {"dialogs", our_dialogs}}}};
}

}  // namespace koma::synthesis
