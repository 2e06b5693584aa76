// SPDX-License-Identifier: Apache-2.0
#include "engine/training/panel_batch.h"

#include <ATen/ATen.h>

#include "engine/training/picture_tensors.h"

namespace koma::training {

namespace {

constexpr double drop_all = 0.10, drop_code = 0.07, drop_reference = 0.03;

/// Empties the rows that `dropped` [B] marks.
PanelBatch empty_rows(PanelBatch batch, const at::Tensor& dropped, const Unspecified& unspecified) {
  const at::Tensor each = dropped.unsqueeze(1);  // [B, 1]
  batch.ids = at::where(each, unspecified.ids, batch.ids);
  batch.tokens = at::where(each.unsqueeze(2).unsqueeze(3), unspecified.tokens, batch.tokens);
  batch.boxes = batch.boxes.masked_fill(each.unsqueeze(2), 0);
  batch.present = batch.present.logical_and(each.logical_not());
  batch.codes = at::where(each.unsqueeze(2), unspecified.codes, batch.codes);
  batch.dialogs = batch.dialogs.masked_fill(each.unsqueeze(2), 0);
  return batch;
}

}  // namespace

PanelBatch PanelBatch::to(const at::Device& device) const {
  return {latents.to(device), ids.to(device),
          tokens.to(device),  boxes.to(device),
          present.to(device), codes.to(device),
          heads.to(device),   hands.to(device),
          dialogs.to(device), edges.defined() ? edges.to(device) : edges};
}

Unspecified Unspecified::to(const at::Device& device) const {
  return {codes.to(device), tokens.to(device), ids.to(device)};
}

PanelBatch drop_conditions(const PanelBatch& batch, const Unspecified& unspecified, at::Generator& generator) {
  const at::Device device = batch.latents.device();
  at::Generator there = generator_on(device, generator);
  const auto chosen = [&](at::IntArrayRef sizes, double share) {
    return at::rand(sizes, there, at::TensorOptions(device).dtype(at::kFloat)) < share;
  };
  const at::Tensor all = chosen({batch.size()}, drop_all);                      // [B]
  const at::Tensor codes = chosen(batch.codes.sizes(), drop_code);              // [B, N, 5]
  const at::Tensor references = chosen(batch.present.sizes(), drop_reference);  // [B, N]
  PanelBatch result = batch;
  result.codes = at::where(codes, unspecified.codes, batch.codes);
  result.tokens = at::where(references.unsqueeze(2).unsqueeze(3), unspecified.tokens, batch.tokens);
  return empty_rows(std::move(result), all, unspecified);
}

PanelBatch without_conditions(const PanelBatch& batch, const Unspecified& unspecified) {
  return empty_rows(batch, at::ones({batch.size()}, batch.present.options()), unspecified);
}

}  // namespace koma::training
