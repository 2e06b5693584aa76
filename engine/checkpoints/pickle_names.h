// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/checkpoints/pickle_machine.h"

namespace koma::checkpoints {

/// Where a storage's bytes lie in the file.
struct StorageRange {
  std::uint64_t begin = 0, size = 0;
};

/// A pickle that has been run: its result, and the bytes of each of the heap's storages.
struct UnpickledFile {
  PickleText& text;
  const PickleHeap& heap;
  PickleValue result;
  std::vector<StorageRange> ranges;
};

/// The tensors of the result's dicts under their names. Throws Error(invalid_file).
[[nodiscard]] TensorIndex name_tensors(const UnpickledFile& unpickled, ReadBudget& budget);

}  // namespace koma::checkpoints
