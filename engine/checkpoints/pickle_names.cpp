// SPDX-License-Identifier: Apache-2.0
#include "engine/checkpoints/pickle_names.h"

#include <algorithm>

namespace koma::checkpoints {
namespace {

constexpr int most_dicts = 16;

class NameWalk {
 public:
  NameWalk(const UnpickledFile& unpickled, ReadBudget& budget)
      : unpickled_(unpickled), file_(unpickled.text.file()), budget_(budget) {
    index_.path = file_.place();
  }

  TensorIndex names() {
    if (unpickled_.result.kind != PickleValue::Kind::dict) refuse(file_, "the pickle holds no dict of tensors");
    if (const PickleValue* inner = state_dict()) walk(*inner, {}, 1);
    if (index_.tensors.empty()) walk(unpickled_.result, {}, 0);
    if (index_.tensors.empty()) refuse(file_, "the pickle holds no tensors");
    return std::move(index_);
  }

 private:
  [[nodiscard]] const auto& pairs(const PickleValue& dict) const { return unpickled_.heap.dicts[dict.index()]; }

  /// What trainers wrap their weights in.
  [[nodiscard]] const PickleValue* state_dict() {
    const PickleValue* found = nullptr;
    for (const auto& [key, value] : pairs(unpickled_.result)) {
      if (value.kind != PickleValue::Kind::dict || name_of(key) != "state_dict") continue;
      if (found != nullptr) refuse(file_, "\"state_dict\" stands there twice");
      found = &value;
    }
    return found;
  }

  std::optional<std::string> name_of(const PickleValue& key) {
    if (key.kind == PickleValue::Kind::integer) return std::to_string(key.number);
    if (key.kind != PickleValue::Kind::text) return std::nullopt;
    const std::string_view name = unpickled_.text.view(key);
    if (!is_utf8(name)) refuse(file_, "a name in the pickle is no UTF-8");
    budget_.take(name.size());
    return std::string(name);
  }

  /// Every visit is paid, for a dict may stand in many places, or in itself.
  void walk(const PickleValue& dict, const std::string& prefix, int depth) {
    if (depth > most_dicts) refuse(file_, "the pickle's dicts are nested too deep");
    for (const auto& [key, value] : pairs(dict)) {
      budget_.take(sizeof(PickleValue));
      if (value.kind != PickleValue::Kind::dict && value.kind != PickleValue::Kind::tensor) continue;
      const auto name = name_of(key);
      if (!name) continue;
      budget_.take(prefix.size() + 1);
      const std::string full = prefix.empty() ? *name : prefix + "." + *name;
      if (value.kind == PickleValue::Kind::dict) {
        walk(value, full, depth + 1);
      } else {
        add(full, unpickled_.heap.tensors[value.index()]);
      }
    }
  }

  void add(const std::string& name, const PickleTensor& tensor) {
    const StorageRange& range = unpickled_.ranges[tensor.storage];
    const std::uint64_t size = size_of(tensor.type);
    StoredTensor stored{tensor.type, tensor.shape, tensor.strides, range.begin + tensor.first * size, 0};
    stored.end = stored.begin + tensor.count * size;
    check_size(name, stored);
    budget_.take(bytes_per_tensor + 16 * tensor.shape.size());
    if (!index_.tensors.emplace(name, std::move(stored)).second) {
      refuse(file_, in_quotes(name) + " stands there twice");
    }
  }

  /// A stride of 0 can make any number of numbers of a single one.
  void check_size(const std::string& name, const StoredTensor& stored) {
    std::uint64_t bytes = size_of(stored.type);
    for (const std::int64_t side : stored.shape) {
      if (__builtin_mul_overflow(bytes, static_cast<std::uint64_t>(side), &bytes)) bytes = UINT64_MAX;
      if (side == 0) return;
    }
    if (bytes > file_.size()) {
      refuse(file_, in_quotes(name) + " of shape " + shape_text(stored.shape) + " is larger than the file");
    }
  }

  const UnpickledFile& unpickled_;
  const StoredBytes& file_;
  ReadBudget& budget_;
  TensorIndex index_;
};

}  // namespace

TensorIndex name_tensors(const UnpickledFile& unpickled, ReadBudget& budget) {
  return NameWalk(unpickled, budget).names();
}

}  // namespace koma::checkpoints
