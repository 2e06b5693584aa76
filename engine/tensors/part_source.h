// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include "engine/checkpoints/checkpoint_layout.h"
#include "engine/tensors/weights.h"

namespace koma::tensors {

/// The weights of one network of a checkpoint under their canonical names (diffusers'), whatever the files call them:
/// each tensor is found, cut out of a stacked one, transposed or freed of its cells as the layout says, while it is
/// read. Nothing is renamed or copied. Throws Error(not_found | unreadable) when a file cannot be opened.
[[nodiscard]] std::shared_ptr<const WeightSource> open_part(const checkpoints::PartLayout& layout);

/// The part of a stored tensor that `form` names, as a view of the same bytes; nothing when its shape does not allow
/// it.
[[nodiscard]] std::optional<checkpoints::StoredTensor> view_of(const checkpoints::StoredTensor& stored,
                                                               checkpoints::StoredForm form);

}  // namespace koma::tensors
