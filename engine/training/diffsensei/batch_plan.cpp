// SPDX-License-Identifier: Apache-2.0
#include "engine/training/diffsensei/batch_plan.h"

#include <random>
#include <utility>

#include "engine/training/mixed_seed.h"

namespace koma::training {

namespace {

/// Fisher and Yates with a generator whose numbers every platform agrees on.
template <class T>
void shuffle(std::vector<T>& values, std::uint64_t seed) {
  std::mt19937_64 generator(seed);
  for (std::size_t i = values.size(); i > 1; --i) std::swap(values[i - 1], values[generator() % i]);
}

}  // namespace

struct BatchPlan::Epoch {
  std::map<Bucket, std::vector<std::size_t>> panels;
  std::vector<std::pair<Bucket, std::int64_t>> order;  ///< bucket, and which of its batches
};

BatchPlan::BatchPlan(std::vector<Bucket> buckets, const Options& options) : options_(options) {
  for (std::size_t i = 0; i < buckets.size(); ++i) panels_[buckets[i]].push_back(i);
  for (const auto& [bucket, panels] : panels_)
    batches_ += (std::int64_t(panels.size()) + together(bucket) - 1) / together(bucket);
}

std::int64_t BatchPlan::together(const Bucket& bucket) const {
  return bucket_batch(options_.batch, bucket.tier) * options_.world;
}

BatchPlan::Epoch BatchPlan::shuffled(std::int64_t number) const {
  Epoch epoch{panels_, {}};
  for (auto& [bucket, panels] : epoch.panels) {
    const auto place = std::uint64_t(bucket.tier * bucket_shapes + bucket.shape);
    shuffle(panels, mixed_seed(options_.seed, std::uint64_t(number), place));
    const std::int64_t count = (std::int64_t(panels.size()) + together(bucket) - 1) / together(bucket);
    for (std::int64_t i = 0; i < count; ++i) epoch.order.emplace_back(bucket, i);
  }
  shuffle(epoch.order, mixed_seed(options_.seed, std::uint64_t(number), bucket_tiers * bucket_shapes));
  return epoch;
}

PlannedBatch BatchPlan::batch(std::int64_t index) const {
  const Epoch epoch = shuffled(index / batches_);
  const auto& [bucket, number] = epoch.order[std::size_t(index % batches_)];
  const std::vector<std::size_t>& panels = epoch.panels.at(bucket);
  const std::int64_t own = bucket_batch(options_.batch, bucket.tier);
  PlannedBatch result{bucket, {}, {}};
  for (std::int64_t row = options_.rank * own; row < (options_.rank + 1) * own; ++row) {
    result.panels.push_back(panels[std::size_t(number * together(bucket) + row) % panels.size()]);
    result.seeds.push_back(mixed_seed(options_.seed ^ 0x5DEECE66Du, std::uint64_t(index), std::uint64_t(row)));
  }
  return result;
}

}  // namespace koma::training
