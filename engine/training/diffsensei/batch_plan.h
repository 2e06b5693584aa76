// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <vector>

#include "engine/training/diffsensei/buckets.h"

namespace koma::training {

/// One batch of one process.
struct PlannedBatch {
  Bucket bucket;
  std::vector<std::size_t> panels;   ///< indices into the list given to BatchPlan
  std::vector<std::uint64_t> seeds;  ///< of each row's own random numbers
};

/// Which panels make which batch. Every batch is of one bucket; an epoch shows every panel once, in an order drawn from
/// the seed, and fills the last batch of a bucket with panels from its beginning.
/// A batch of all processes together is one run of panels and each process takes its share, so P processes with
/// batches of b see what one process with batches of P · b sees, row by row with the same random numbers. (Buckets
/// whose batch is rounded, bucket_batch, are the exception.)
class BatchPlan {
 public:
  struct Options {
    std::int64_t batch = 8;  ///< per process, in the smallest area
    int rank = 0, world = 1;
    std::uint64_t seed = 1;
  };
  /// `buckets` has one entry per panel, at least one.
  BatchPlan(std::vector<Bucket> buckets, const Options& options);

  /// Batch number `index` of this process; numbers go on over the epochs.
  [[nodiscard]] PlannedBatch batch(std::int64_t index) const;
  [[nodiscard]] std::int64_t batches_per_epoch() const noexcept { return batches_; }

 private:
  struct Epoch;
  [[nodiscard]] Epoch shuffled(std::int64_t epoch) const;
  [[nodiscard]] std::int64_t together(const Bucket& bucket) const;

  Options options_;
  std::map<Bucket, std::vector<std::size_t>> panels_;
  std::int64_t batches_ = 0;
};

}  // namespace koma::training
