// SPDX-License-Identifier: Apache-2.0
#include "engine/models/condition_rows.h"

#include <ATen/ATen.h>

namespace koma::models {

namespace {

/// Tensors of one row hold for every row; they stay.
at::Tensor last(const at::Tensor& tensor) {
  return tensor.defined() && tensor.size(0) > 1 ? tensor.slice(0, tensor.size(0) - 1) : tensor;
}

}  // namespace

PreparedConditions last_row(const PreparedConditions& prepared) {
  PreparedConditions result = prepared;
  UNetConditions& conditions = result.conditions;
  for (at::Tensor* each : {&conditions.text, &conditions.image, &conditions.image_strength, &conditions.pooled,
                           &conditions.time_ids, &conditions.dialog_mask}) {
    *each = last(*each);
  }
  for (at::Tensor& mask : conditions.image_masks) mask = last(mask);
  for (at::Tensor& inside : conditions.image_inside) inside = last(inside);
  if (conditions.paint) {
    CharacterPaint& paint = *conditions.paint;
    for (at::Tensor* each : {&paint.entry, &paint.pooled, &paint.exit, &paint.token_shift}) *each = last(*each);
  }
  for (auto& [layer, tokens] : result.tokens) {
    for (at::Tensor* each : {&tokens.text_keys, &tokens.text_values, &tokens.image_keys, &tokens.image_values}) {
      *each = last(*each);
    }
  }
  return result;
}

}  // namespace koma::models
