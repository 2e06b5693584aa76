// SPDX-License-Identifier: Apache-2.0
#include "engine/eval/ablation.h"

#include <algorithm>

#include "engine/base/error.h"
#include "engine/eval/generated.h"

namespace koma::eval {

namespace {

enum Index : std::size_t { masks_off, attention_masks_off, references_swapped, edges_off, words_off };

bool is(const Ablation& ablation, Index index) noexcept {
  return std::string_view(ablation.name) == ablations[index].name;
}

}  // namespace

const Ablation& ablation_named(const std::string& name) {
  const auto* found = std::ranges::find(ablations, name, &Ablation::name);
  if (found != ablations.end()) return *found;
  std::string names;
  for (const Ablation& ablation : ablations) names += std::string(names.empty() ? "" : ", ") + ablation.name;
  throw Error(ErrorCode::invalid_argument, "there is no comparison \"" + name + "\"; choose among " + names, "compare");
}

api::GenerationRequest ablated(const Ablation& ablation, api::GenerationRequest request, const Example& example,
                               std::uint64_t seed) {
  if (is(ablation, masks_off)) {
    for (auto& character : request.characters) character.box = {0, 0, 1, 1};
    request.dialog_boxes.clear();
  } else if (is(ablation, references_swapped)) {
    const std::vector<Image> references = other_references_of(example, seed);
    for (std::size_t i = 0; i < request.characters.size(); ++i) {
      request.characters[i].references = {{.path = {}, .image = references[i]}};
    }
  } else if (is(ablation, edges_off)) {
    request.controls.clear();
  } else if (is(ablation, words_off) && request.regions) {
    request.prompt = request.regions->base_prompt;
    request.regions.reset();
  }
  return request;
}

Masks masks_of(const Ablation& ablation, Masks usual) noexcept {
  return is(ablation, attention_masks_off) ? Masks{false, false} : usual;
}

}  // namespace koma::eval
