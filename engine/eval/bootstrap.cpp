// SPDX-License-Identifier: Apache-2.0
#include "engine/eval/bootstrap.h"

#include <algorithm>
#include <functional>
#include <vector>

#include "engine/base/error.h"
#include "engine/synthesis/random.h"

namespace koma::eval {

namespace {

Score sum(std::span<const Score> panels) {
  Score all;
  for (const Score& panel : panels) all += panel;
  return all;
}

/// The middle 95 % of what a statistic gives for panels that are drawn anew.
Score::Interval middle(std::size_t panels, std::uint64_t seed,
                       const std::function<double(const std::vector<std::size_t>&)>& statistic) {
  synthesis::Random random(seed);
  std::vector<std::size_t> drawn(panels);
  std::vector<double> values;
  for (int i = 0; i < resamples; ++i) {
    for (std::size_t& index : drawn) index = std::size_t(random.integer(int(panels)));
    values.push_back(statistic(drawn));
  }
  std::ranges::sort(values);
  constexpr int tail = resamples / 40;
  return {values[tail], values[resamples - 1 - tail]};
}

double ratio_of(std::span<const Score> panels, const std::vector<std::size_t>& drawn) {
  Score all;
  for (const std::size_t index : drawn) all += panels[index];
  return all.value();
}

}  // namespace

Score::Interval bootstrap_interval(std::span<const Score> panels, std::uint64_t seed) {
  if (sum(panels).total <= 0) return {0, 1};
  return middle(panels.size(), seed, [&](const auto& drawn) { return ratio_of(panels, drawn); });
}

Difference paired_difference(std::span<const Score> first, std::span<const Score> second, std::uint64_t seed) {
  if (first.empty() || first.size() != second.size()) {
    throw Error(ErrorCode::invalid_argument, "only the same panels can be compared", "paired_difference");
  }
  const auto difference = [&](const auto& drawn) { return ratio_of(first, drawn) - ratio_of(second, drawn); };
  return {sum(first).value() - sum(second).value(), middle(first.size(), seed, difference)};
}

}  // namespace koma::eval
