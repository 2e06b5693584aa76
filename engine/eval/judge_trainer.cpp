// SPDX-License-Identifier: Apache-2.0
#include "engine/eval/judge_trainer.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <utility>

#include "engine/base/error.h"
#include "engine/eval/head_crop.h"
#include "engine/eval/visibility.h"
#include "engine/pipelines/denoise_loop.h"
#include "engine/synthesis/random.h"
#include "engine/tensors/weight_sources.h"
#include "engine/training/adamw.h"
#include "engine/training/autocast.h"
#include "engine/training/drawings.h"
#include "engine/training/flat_parameters.h"
#include "engine/training/picture_tensors.h"
#include "engine/training/schedule.h"

namespace koma::eval {

using training::unit_tensor;

namespace {

constexpr int crop_batch = 32;
constexpr int panel_batch = 8;
constexpr int fewest_panels = 64;
constexpr double mask_weight = 4, background_weight = 2;
constexpr std::int64_t unseen = -100;  ///< a label that a drawing does not show; cross entropy passes over it

/// Blur, brightness and noise, so that the judge does not learn one exact pixel style. // [N, 1, H, W] → the same
at::Tensor augment(at::Tensor pixels, synthesis::Random& random) {
  if (random.uniform(0, 1) < 0.4) {
    pixels = at::avg_pool2d(at::replication_pad2d(pixels, {1, 1, 1, 1}), {3, 3}, {1, 1});
  }
  return pixels * random.uniform(0.85, 1.02) + 0.05 * random.uniform(0, 1) * at::randn_like(pixels);
}

const Image& pick(const std::vector<Image>& looks, synthesis::Random& random) {
  return looks[std::size_t(random.integer(int(looks.size())))];
}

/// An example with every way it may look.
struct Material {
  Example example;
  std::vector<Image> looks;
};

/// The drawings. The first appearance is the one that is judged, so every second drawing gets it too; the others may go
/// through networks, so only every sixth gets one of them.
std::vector<Material> prepare(const JudgeTraining& training) {
  std::vector<Material> material;
  const auto& appearances = training.appearances;
  // No more than a short training looks at.
  const int count = std::min(training.panels, std::max(fewest_panels, 2 * panel_batch * training.steps));
  for (auto& example : draw_examples(training.seed, count, false, training.stop)) {
    pipelines::check(training.stop);
    const std::size_t turn = material.size();
    Material one{std::move(example), {}};
    one.looks.push_back(one.example.picture);
    if (turn % 2 == 0 && !appearances.empty()) one.looks.push_back(appearances[0](one.example.picture));
    if (turn % 6 == 1 && appearances.size() > 1) {
      one.looks.push_back(appearances[1 + turn / 6 % (appearances.size() - 1)](one.example.picture));
    }
    material.push_back(std::move(one));
  }
  return material;
}

/// The mean over the whole batch, so that a rarely seen attribute does not weigh more where it is seen.
at::Tensor class_loss(const at::Tensor& logits, const at::Tensor& wanted) {
  return at::cross_entropy_loss(logits.to(at::kFloat), wanted, {}, at::Reduction::Sum, unseen) / double(wanted.size(0));
}

/// Somebody of a panel.
struct Somebody {
  const Material* where;
  const synthesis::DrawnCharacter* who;
};
using ByView = std::array<std::vector<Somebody>, synthesis::views.size()>;

ByView people_of(const std::vector<Material>& material) {
  ByView people;
  for (const Material& one : material) {
    for (const auto& person : one.example.labels.characters) {
      people[std::size_t(person.view)].push_back({&one, &person});
    }
  }
  return people;
}

/// Profiles and backs are rarer in drawings than they are easy.
const Somebody& pick(const ByView& people, synthesis::Random& random) {
  for (;;) {
    const auto& seen_so = people[std::size_t(random.pick({0.5, 0.3, 0.2}))];
    if (!seen_so.empty()) return seen_so[std::size_t(random.integer(int(seen_so.size())))];
  }
}

at::Tensor character_loss(const Judges& judges, const ByView& people, synthesis::Random& random) {
  std::vector<at::Tensor> crops;
  std::vector<std::int64_t> wanted;
  while (int(crops.size()) < crop_batch) {
    const auto& [where, who] = pick(people, random);
    const auto& person = *who;
    HeadFrame head = person.head;
    head.x += float(random.uniform(-0.05, 0.05)) * head.radius;
    head.y += float(random.uniform(-0.05, 0.05)) * head.radius;
    head.radius *= float(random.uniform(0.95, 1.05));
    crops.push_back(head_crop(pick(where->looks, random), head));
    const auto classes = classes_of(person);
    for (std::size_t i = 0; i < attributes.size(); ++i) {
      wanted.push_back(can_be_seen(attributes[i].name, person) ? classes[i] : unseen);
    }
  }
  const auto target = at::tensor(wanted, at::kLong).view({crop_batch, std::int64_t(attributes.size())});
  const auto logits = judges.character->forward(augment(at::stack(crops), random));
  at::Tensor loss = at::zeros({});
  for (std::size_t i = 0; i < logits.size(); ++i) {
    loss = loss + class_loss(logits[i], target.select(1, std::int64_t(i)));
  }
  return loss;
}

at::Tensor panel_loss(const Judges& judges, const std::vector<Material>& material, synthesis::Random& random) {
  // All of a batch share one size; draw_examples goes through the sizes in turn.
  const auto size = std::size_t(random.integer(int(judged_sizes.size())));
  std::vector<at::Tensor> panels, characters;
  std::vector<std::int64_t> backgrounds, nights;
  const std::size_t rows = material.size() / judged_sizes.size();
  for (int i = 0; i < panel_batch; ++i) {
    const auto& one = material[std::size_t(random.integer(int(rows))) * judged_sizes.size() + size];
    const auto& labels = one.example.labels;
    panels.push_back(unit_tensor(shrink(pick(one.looks, random), labels.width / 2, labels.height / 2)));
    characters.push_back(coarse_mask(one.example.character_mask, 1));
    backgrounds.push_back(labels.background);
    nights.push_back(!synthesis::knows_night(labels.background) ? unseen : labels.night ? 1 : 0);
  }
  const auto verdict = judges.panel->forward(augment(at::stack(panels), random));
  return mask_weight * at::binary_cross_entropy_with_logits(verdict.character.to(at::kFloat), at::stack(characters)) +
         background_weight * class_loss(verdict.background, at::tensor(backgrounds, at::kLong)) +
         class_loss(verdict.night, at::tensor(nights, at::kLong));
}

Image without_dialogs(const Example& example) {
  if (example.labels.dialogs.empty()) return example.picture;
  synthesis::PanelLabels labels = example.labels;
  labels.dialogs.clear();
  return synthesis::draw_labels(std::move(labels)).picture;
}

}  // namespace

std::vector<Example> draw_examples(std::uint64_t seed, int count, bool held_out, const std::stop_token& stop) {
  synthesis::Random random(seed);
  std::vector<Example> examples;
  examples.reserve(std::size_t(count));
  for (int i = 0; i < count; ++i) {
    pipelines::check(stop);
    const JudgedSize& size = judged_sizes[(seed + std::uint64_t(i)) % judged_sizes.size()];
    auto panel = synthesis::draw_panel(random, {.width = size.width, .height = size.height, .held_out = held_out});
    Example example{std::move(panel.picture), std::move(panel.labels), std::move(panel.character_mask)};
    if (held_out) example.bare = without_dialogs(example);
    examples.push_back(std::move(example));
  }
  return examples;
}

std::array<std::int64_t, attributes.size()> classes_of(const synthesis::DrawnCharacter& character) {
  const auto& identity = character.identity;
  return {identity.girl,        identity.hair,      identity.tone,
          identity.eyes,        identity.accessory, identity.outfit,
          character.expression, character.facing,   std::int64_t(character.view)};
}

Judges train_judges(const JudgeTraining& training) {
  if (training.panels < int(judged_sizes.size()) || training.steps < 1) {
    throw Error(ErrorCode::invalid_argument, "judges need a panel of each judged size and a step, at least",
                "train_judges");
  }
  const auto source = std::make_shared<tensors::InitialiserSource>(training.seed);
  const nn::Weights weights = nn::Weights(source, "judge").trainable();
  const Judges judges{std::make_shared<CharacterJudge>(weights["character"]),
                      std::make_shared<PanelJudge>(weights["panel"])};
  training::NamedTensors parameters;
  for (const auto& item : judges.character->named_parameters())
    parameters.emplace_back("character." + item.key(), item.value());
  for (const auto& item : judges.panel->named_parameters())
    parameters.emplace_back("panel." + item.key(), item.value());
  training::FlatParameters flat(std::move(parameters));
  training::AdamW adam(flat.values(), flat.grads(), {.weight_decay = 0.02});
  const training::Schedule schedule{.peak = 1.5e-3, .warmup_steps = 50, .flat_until = 0.3, .floor_share = 0.03};

  const auto material = prepare(training);
  const ByView people = people_of(material);
  synthesis::Random random(training.seed + 1);
  at::manual_seed(training.seed);
  for (int step = 0; step < training.steps; ++step) {
    pipelines::check(training.stop);
    flat.zero_grads();
    at::Tensor loss;
    {
      const training::Autocast autocast(at::kCPU);
      loss = character_loss(judges, people, random) + panel_loss(judges, material, random);
    }
    loss.backward();
    adam.step(schedule.rate(step, double(step) / training.steps));
    if (training.progress) training.progress(step + 1, loss.item<double>());
  }
  return judges;
}

}  // namespace koma::eval
