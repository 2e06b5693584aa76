// SPDX-License-Identifier: Apache-2.0
#include "engine/eval/scores.h"

#include <ATen/ATen.h>
#include <c10/core/InferenceMode.h>

#include <string_view>

#include "engine/base/error.h"
#include "engine/eval/balloon_detector.h"
#include "engine/eval/calm_area.h"
#include "engine/eval/head_crop.h"
#include "engine/eval/visibility.h"
#include "engine/synthesis/vocabulary.h"
#include "engine/training/picture_tensors.h"

namespace koma::eval {

namespace {

/// A balloon is clear when so much of the place for its text is white.
constexpr double clear_share = 0.95;

void count(bool right, const std::string& name, Judgement& judgement, const synthesis::DrawnCharacter& person) {
  for (Scores* scores :
       {&judgement.all, &judgement.by_shot[std::size_t(person.shot)], &judgement.by_view[std::size_t(person.view)]}) {
    (*scores)[name] += {right ? 1.0 : 0.0, 1};
  }
}

/// Whether an attribute says who somebody is; the others change by the panel, and eyes are too often hidden.
bool names_a_person(std::string_view attribute) {
  return attribute != "eyes" && attribute != "expression" && attribute != "facing" && attribute != "view";
}

/// Returns how many people of the panel were recognised.
Score judge_characters(const Judges& judges, const Image& picture, const Example& wanted, Judgement& judgement) {
  Score recognised;
  for (const auto& person : wanted.labels.characters) {
    const auto logits = judges.character->forward(head_crop(picture, person.head).unsqueeze(0));
    const auto classes = classes_of(person);
    bool same_person = true;
    for (std::size_t i = 0; i < attributes.size(); ++i) {
      if (!can_be_seen(attributes[i].name, person)) continue;
      const bool right = logits[i].argmax(1).item<std::int64_t>() == classes[i];
      count(right, attributes[i].name, judgement, person);
      if (names_a_person(attributes[i].name)) same_person = same_person && right;
    }
    count(same_person, "identity", judgement, person);
    recognised += {same_person ? 1.0 : 0.0, 1};
  }
  return recognised;
}

/// Returns the overlap of the judged and the wanted characters in cells, so that sums are weighted by area.
Score judge_panel(const Judges& judges, const Image& picture, const Example& wanted, Judgement& judgement) {
  const auto& labels = wanted.labels;
  const auto half = training::unit_tensor(shrink(picture, labels.width / 2, labels.height / 2));
  const auto verdict = judges.panel->forward(half.unsqueeze(0));
  const auto class_of = [](const at::Tensor& logits) { return logits.argmax(1).item<std::int64_t>(); };
  judgement.all["background"] += {class_of(verdict.background) == labels.background ? 1.0 : 0.0, 1};
  if (synthesis::knows_night(labels.background)) {
    judgement.all["night"] += {(class_of(verdict.night) == 1) == labels.night ? 1.0 : 0.0, 1};
  }
  const at::Tensor seen = verdict.character[0].gt(0), mask = coarse_mask(wanted.character_mask, 1).gt(0);
  return {seen.logical_and(mask).sum().item<double>(), seen.logical_or(mask).sum().item<double>()};
}

/// Returns the panel's share of the balloon F1.
Score judge_dialogs(const Image& picture, const Example& wanted, Judgement& judgement) {
  const std::vector<bool> shows = dialogs_that_show(wanted);
  std::vector<UnitBox> asked, unseen;
  for (std::size_t i = 0; i < shows.size(); ++i) {
    const UnitBox& box = wanted.labels.dialogs[i];
    (shows[i] ? asked : unseen).push_back(box);
    judgement.all["clear balloon"] += {calm_in(picture, box).white_share >= clear_share ? 1.0 : 0.0, 1};
  }
  const InstanceCount count = match_boxes(asked, find_calm_places(picture, wanted.bare), unseen);
  judgement.balloons += count;
  judgement.unseen_dialogs += int(unseen.size());
  return count.f1();
}

}  // namespace

Judgement judge_pictures(const Judges& judges, const std::vector<Image>& pictures,
                         const std::vector<const Example*>& wanted) {
  if (pictures.size() != wanted.size()) {
    throw Error(ErrorCode::invalid_argument, "as many pictures as examples are needed", "judge_pictures");
  }
  const c10::InferenceMode inference;
  Judgement judgement;
  for (std::size_t i = 0; i < pictures.size(); ++i) {
    judgement.by_panel[0].push_back(judge_characters(judges, pictures[i], *wanted[i], judgement));
    judgement.by_panel[1].push_back(judge_panel(judges, pictures[i], *wanted[i], judgement));
    judgement.by_panel[2].push_back(judge_dialogs(pictures[i], *wanted[i], judgement));
    judgement.all["box IoU"] += judgement.by_panel[1].back();
    judgement.all["balloon F1"] += judgement.by_panel[2].back();
  }
  return judgement;
}

}  // namespace koma::eval
