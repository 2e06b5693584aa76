// SPDX-License-Identifier: Apache-2.0
#include "engine/eval/probes.h"

#include <algorithm>
#include <cstdlib>

#include "engine/eval/calm_area.h"
#include "engine/eval/generated.h"
#include "engine/synthesis/random.h"
#include "engine/synthesis/reference_drawing.h"

namespace koma::eval {

namespace {

void add_difference(const Image& a, const Image& b, const UnitBox& box, ReferenceSwap& result) {
  const PixelBox inside = pixels_of(box, a);
  double sums[2] = {0, 0};
  std::int64_t counts[2] = {0, 0};
  for (int y = 0; y < a.height(); ++y) {
    for (int x = 0; x < a.width(); ++x) {
      const int where = inside.holds(x, y) ? 0 : 1;
      sums[where] += std::abs(int(a.row(y)[x]) - int(b.row(y)[x]));
      ++counts[where];
    }
  }
  result.inside += sums[0] / double(std::max<std::int64_t>(1, counts[0]));
  result.outside += sums[1] / double(std::max<std::int64_t>(1, counts[1]));
  ++result.seeds;
}

api::GenerationRequest request_of(const ProbePlan& plan, const Example& example, const std::vector<Image>& references,
                                  std::uint64_t seed) {
  api::GenerationRequest request = request_for(example, references, plan.model, seed);
  if (plan.steps > 0) request.steps = plan.steps;
  return request;
}

UnitBox mirrored(const UnitBox& box) {
  return {1 - box.right, box.top, 1 - box.left, box.bottom};
}

bool overlap(const UnitBox& a, const UnitBox& b) {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

}  // namespace

ReferenceSwap swap_references(api::Generator& generator, const ProbePlan& plan, std::stop_token stop) {
  ReferenceSwap result;
  for (std::uint64_t seed = plan.first_seed; result.seeds < plan.seeds; ++seed) {
    const auto example = draw_examples(seed, 1, true).front();
    const auto& people = example.labels.characters;
    if (people.empty()) continue;
    auto references = references_of(example, seed);
    const Image before = generate_grey(generator, request_of(plan, example, references, seed), stop);
    synthesis::Random random(seed ^ 0x5eedu);
    synthesis::Identity other = people[0].identity;
    while (other.hair == people[0].identity.hair) other = synthesis::random_identity(random);
    references[0] = synthesis::draw_reference(random, other, references[0].width());
    const Image after = generate_grey(generator, request_of(plan, example, references, seed), stop);
    add_difference(before, after, people[0].box, result);
  }
  result.inside /= std::max(1, result.seeds);
  result.outside /= std::max(1, result.seeds);
  return result;
}

MovedDialog move_dialogs(api::Generator& generator, const ProbePlan& plan, std::stop_token stop) {
  MovedDialog result;
  for (std::uint64_t seed = plan.first_seed; result.seeds < plan.seeds; ++seed) {
    const auto example = draw_examples(seed, 1, true).front();
    if (example.labels.dialogs.size() != 1) continue;
    const UnitBox here = example.labels.dialogs[0], there = mirrored(here);
    if (overlap(here, there)) continue;
    auto request = request_of(plan, example, references_of(example, seed), seed);
    const Calm with = calm_in(generate_grey(generator, request, stop), here);
    request.dialog_boxes = {there};
    const Calm without = calm_in(generate_grey(generator, request, stop), here);
    result.with_box += with.roughness;
    result.without_box += without.roughness;
    result.white_with += with.white_share;
    result.white_without += without.white_share;
    ++result.seeds;
  }
  const double n = std::max(1, result.seeds);
  result.with_box /= n;
  result.without_box /= n;
  result.white_with /= n;
  result.white_without /= n;
  return result;
}

}  // namespace koma::eval
