// SPDX-License-Identifier: Apache-2.0
#include "engine/eval/scores.h"

#include <ATen/ATen.h>
#include <c10/core/InferenceMode.h>

#include <cmath>
#include <string_view>

#include "engine/base/error.h"
#include "engine/eval/calm_area.h"
#include "engine/eval/head_crop.h"
#include "engine/synthesis/vocabulary.h"
#include "engine/training/picture_tensors.h"

namespace koma::eval {

namespace {

/// A balloon is clear when so much of the place for its text is white.
constexpr double clear_share = 0.95;

void count(bool right, const std::string& name, Judgement& judgement, Shot shot) {
  for (Scores* scores : {&judgement.all, &judgement.by_shot[std::size_t(shot)]}) {
    Score& score = (*scores)[name];
    score.right += right ? 1 : 0;
    score.total += 1;
  }
}

/// Whether an attribute says who somebody is; expression and facing change by the panel, eyes are too often hidden.
bool names_a_person(std::string_view attribute) {
  return attribute != "eyes" && attribute != "expression" && attribute != "facing";
}

/// Laughing and surprised people show no eyes of their own; a close-up ends where the outfit begins.
bool can_be_seen(std::string_view attribute, const synthesis::DrawnCharacter& person) {
  if (attribute == "eyes") {
    return person.expression != synthesis::laughing && person.expression != synthesis::surprised;
  }
  return attribute != "outfit" || person.shot != Shot::close_up;
}

void judge_characters(const Judges& judges, const Image& picture, const Example& wanted, Judgement& judgement) {
  for (const auto& person : wanted.labels.characters) {
    const auto logits = judges.character->forward(head_crop(picture, person.head).unsqueeze(0));
    const auto classes = classes_of(person);
    bool same_person = true;
    for (std::size_t i = 0; i < attributes.size(); ++i) {
      if (!can_be_seen(attributes[i].name, person)) continue;
      const bool right = logits[i].argmax(1).item<std::int64_t>() == classes[i];
      count(right, attributes[i].name, judgement, person.shot);
      if (names_a_person(attributes[i].name)) same_person = same_person && right;
    }
    count(same_person, "identity", judgement, person.shot);
  }
}

/// Counts cells, so that the ratio over many panels is weighted by area.
struct Overlap {
  double both = 0, judged = 0, wanted = 0;
  void add(const at::Tensor& seen, const at::Tensor& mask) {
    both += (seen * mask).sum().item<double>();
    judged += seen.sum().item<double>();
    wanted += mask.sum().item<double>();
  }
};

}  // namespace

Score::Interval Score::interval() const noexcept {
  if (total <= 0) return {0, 1};
  constexpr double z = 1.96;
  const double p = value(), z2 = z * z / total;
  const double middle = (p + z2 / 2) / (1 + z2);
  const double reach = z / (1 + z2) * std::sqrt(p * (1 - p) / total + z2 / (4 * total));
  return {middle - reach, middle + reach};
}

Judgement judge_pictures(const Judges& judges, const std::vector<Image>& pictures,
                         const std::vector<const Example*>& wanted) {
  if (pictures.size() != wanted.size()) {
    throw Error(ErrorCode::invalid_argument, "as many pictures as examples are needed", "judge_pictures");
  }
  const c10::InferenceMode inference;
  Judgement judgement;
  Overlap boxes;
  for (std::size_t i = 0; i < pictures.size(); ++i) {
    const auto& labels = wanted[i]->labels;
    judge_characters(judges, pictures[i], *wanted[i], judgement);
    const auto half = training::unit_tensor(shrink(pictures[i], labels.width / 2, labels.height / 2));
    const auto verdict = judges.panel->forward(half.unsqueeze(0));
    const auto seen = [](const at::Tensor& logits) { return logits[0].gt(0).to(at::kFloat); };
    boxes.add(seen(verdict.character), coarse_mask(wanted[i]->character_mask, 1));
    for (const UnitBox& box : labels.dialogs) {
      Score& clear = judgement.all["clear balloon"];
      clear.right += calm_in(pictures[i], box).white_share >= clear_share ? 1 : 0;
      clear.total += 1;
    }
    auto& background = judgement.all["background"];
    background.right += verdict.background.argmax(1).item<std::int64_t>() == labels.background ? 1 : 0;
    background.total += 1;
  }
  judgement.all["box IoU"] = {boxes.both, boxes.judged + boxes.wanted - boxes.both};
  return judgement;
}

}  // namespace koma::eval
