// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string_view>

#include "engine/checkpoints/tensor_index.h"

namespace koma::checkpoints {

/// The names that a pickled state dict may ask for. Each means a fixed piece of our own code; nothing is looked up.
enum class PickleGlobal {
  ordered_dict,
  rebuild_tensor,                ///< torch._utils._rebuild_tensor, before torch 0.4
  rebuild_tensor_v2,             ///< torch._utils._rebuild_tensor_v2
  rebuild_tensor_v3,             ///< torch._utils._rebuild_tensor_v3, for types that have no storage class
  rebuild_parameter,             ///< torch._utils._rebuild_parameter
  rebuild_parameter_with_state,  ///< torch._utils._rebuild_parameter_with_state
  storage,                       ///< torch.FloatStorage and its kin
  size,                          ///< torch.Size
  device,                        ///< torch.device
  encode,                        ///< _codecs.encode, by which protocol 2 spells bytes
  dtype,                         ///< torch.float16 and its kin
  inert,                         ///< what trainers leave beside the weights; a placeholder that nothing executes
};

struct KnownGlobal {
  PickleGlobal global = PickleGlobal::inert;
  StoredType type = StoredType::u8;  ///< of a storage or a dtype
};

/// What `module.name` stands for; nothing for every name that is not on the list, which must be refused.
[[nodiscard]] std::optional<KnownGlobal> known_global(std::string_view module, std::string_view name) noexcept;

}  // namespace koma::checkpoints
