// SPDX-License-Identifier: Apache-2.0
#include "engine/training/diffsensei/condition_sampling.h"

#include <algorithm>
#include <map>

#include "engine/training/picture_tensors.h"

namespace koma::training {

namespace {

using dataset::DatasetCharacter;
using dataset::DatasetFrame;
using dataset::DatasetPage;
using dataset::PixelBox;

/// Uniform in 0…1 without 1, of 53 bits.
double draw_unit(at::Generator& generator) {
  return double(next_seed(generator) >> 11) * 0x1.0p-53;
}

std::size_t draw_index(at::Generator& generator, std::size_t count) {
  return std::min(count - 1, std::size_t(draw_unit(generator) * double(count)));
}

template <class T>
void shuffle(std::vector<T>& values, at::Generator& generator) {
  for (std::size_t i = values.size(); i > 1; --i) std::swap(values[i - 1], values[draw_index(generator, i)]);
}

UnitBox relative(const PixelBox& box, const PixelBox& panel) {
  const auto x = [&](int edge) { return float(edge - panel.left) / float(panel.width()); };
  const auto y = [&](int edge) { return float(edge - panel.top) / float(panel.height()); };
  return {x(box.left), y(box.top), x(box.right), y(box.bottom)};
}

std::int64_t area(const PixelBox& box) {
  return std::int64_t(box.width()) * box.height();
}

std::vector<PixelBox> clean_crops(const DatasetPage& page, std::int64_t id) {
  std::vector<PixelBox> crops;
  for (const DatasetFrame& frame : page.frames) {
    for (const DatasetCharacter& character : frame.characters) {
      const bool clean = character.type.value_or(dataset::FaceType::clean) == dataset::FaceType::clean;
      if (character.id == id && clean) crops.push_back(character.bbox);
    }
  }
  return crops;
}

CharacterPlan plan_of(const DatasetCharacter& character, const DatasetPage& page, const PixelBox& panel,
                      const SamplingRules& rules, at::Generator& generator) {
  CharacterPlan plan{relative(character.bbox, panel), character.bbox, {}, false};
  // Every number is drawn whatever the others say, so that one rule does not shift the draws of the next.
  const double own = draw_unit(generator), which = draw_unit(generator);
  plan.mirrored = draw_unit(generator) < 0.5;
  const auto large = [&](const PixelBox& box) {
    return box.width() >= rules.smallest_crop && box.height() >= rules.smallest_crop;
  };
  if (own < rules.own_crop) {
    plan.source = character.bbox;
  } else if (const auto crops = clean_crops(page, character.id); !crops.empty()) {
    plan.source = crops[std::min(crops.size() - 1, std::size_t(which * double(crops.size())))];
  }
  if (plan.source && !(large(*plan.source) && large(character.bbox))) plan.source.reset();
  return plan;
}

}  // namespace

std::set<std::int64_t> ambiguous_ids(const DatasetPage& page) {
  std::set<std::int64_t> twice;
  for (const DatasetFrame& frame : page.frames) {
    std::set<std::int64_t> seen;
    for (const DatasetCharacter& character : frame.characters) {
      if (!seen.insert(character.id).second) twice.insert(character.id);
    }
  }
  return twice;
}

PanelPlan draw_plan(const DatasetPage& page, std::size_t frame_index, const SamplingRules& rules,
                    at::Generator& generator) {
  const DatasetFrame& frame = page.frames.at(frame_index);
  const std::set<std::int64_t> ambiguous = ambiguous_ids(page);
  PanelPlan plan;
  plan.told = draw_unit(generator) >= rules.text_drop;
  std::vector<DatasetCharacter> kept;
  for (const DatasetCharacter& character : frame.characters) {
    const bool dropped = draw_unit(generator) < rules.character_drop;
    if (!dropped && !ambiguous.contains(character.id)) kept.push_back(character);
  }
  if (rules.by_area) {
    std::stable_sort(kept.begin(), kept.end(),
                     [](const auto& a, const auto& b) { return area(a.bbox) > area(b.bbox); });
  } else {
    shuffle(kept, generator);
  }
  if (kept.size() > std::size_t(rules.characters)) kept.resize(std::size_t(rules.characters));
  for (const DatasetCharacter& character : kept)
    plan.characters.push_back(plan_of(character, page, frame.bbox, rules, generator));
  for (const dataset::DatasetDialog& dialog : frame.dialogs) plan.dialogs.push_back(relative(dialog.bbox, frame.bbox));
  shuffle(plan.dialogs, generator);
  if (plan.dialogs.size() > std::size_t(rules.dialogs)) plan.dialogs.resize(std::size_t(rules.dialogs));
  return plan;
}

}  // namespace koma::training
