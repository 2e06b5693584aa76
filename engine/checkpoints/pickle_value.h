// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "engine/checkpoints/pickle_globals.h"
#include "engine/checkpoints/read_budget.h"

namespace koma::checkpoints {

/// What can stand on the stack of a pickle. Small and flat: containers lie in a PickleHeap and are named by number, so
/// that values which hold each other, or hold one another a million times, cost nothing and end nowhere.
struct PickleValue {
  enum class Kind : std::uint8_t {
    none,
    boolean,
    integer,
    text,     ///< at byte `number` of the pickle, `length` bytes long
    global,   ///< an allowed name; `number` is a PickleGlobal, `length` its StoredType where it has one
    inert,    ///< something of which only its existence is known; never looked into, never executed
    list,     ///< `number` in PickleHeap::sequences
    tuple,    ///< likewise
    dict,     ///< `number` in PickleHeap::dicts
    storage,  ///< `number` in PickleHeap::storages
    tensor,   ///< `number` in PickleHeap::tensors
  };

  Kind kind = Kind::none;
  std::uint32_t length = 0;
  std::int64_t number = 0;

  [[nodiscard]] std::size_t index() const { return static_cast<std::size_t>(number); }
  [[nodiscard]] PickleGlobal global() const { return static_cast<PickleGlobal>(number); }
  [[nodiscard]] StoredType type() const { return static_cast<StoredType>(length); }
};

/// A stretch of numbers that tensors share; which bytes of the file it is, the container knows.
struct PickleStorage {
  PickleValue key;  ///< a text
  StoredType type = StoredType::f32;
  std::uint64_t numbers = 0;
};

/// A view of a storage, checked against its length.
struct PickleTensor {
  std::size_t storage = 0;
  StoredType type = StoredType::f32;
  std::uint64_t first = 0, count = 0;  ///< in numbers: where it begins, and how far it reaches from there
  std::vector<std::int64_t> shape, strides;
};

/// Everything that the values of one pickle refer to.
struct PickleHeap {
  std::vector<std::vector<PickleValue>> sequences;
  std::vector<std::vector<std::pair<PickleValue, PickleValue>>> dicts;
  std::vector<PickleStorage> storages;
  std::vector<PickleTensor> tensors;
};

}  // namespace koma::checkpoints
