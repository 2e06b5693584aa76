// SPDX-License-Identifier: Apache-2.0
#include "engine/nn/regional_attention.h"

#include <ATen/ATen.h>

#include "engine/nn/attention.h"

namespace koma::nn {

at::Tensor attend_regions(const at::Tensor& queries, const TextTokens& tokens, const TextRegions& regions,
                          bool upcast) {
  const std::int64_t heads = tokens.keys.size(1), others = regions.every_row ? 0 : queries.size(0) - 1;
  // rows [R, S', C] that begin at batch row `row` → [R, S', C]
  const auto look = [&](const at::Tensor& rows, std::int64_t row, const TokenRange& range) {
    if (range.count == 0) return at::zeros_like(rows);
    const auto part = [&](const at::Tensor& all) {
      return all.slice(0, row, row + rows.size(0)).slice(2, range.first, range.first + range.count);
    };
    return merge_heads(attend(split_heads(rows, heads), part(tokens.keys), part(tokens.values), {}, upcast));
  };
  at::Tensor divided = queries.slice(0, others);
  if (regions.order.defined()) divided = divided.index_select(1, regions.order);
  std::vector<at::Tensor> parts;
  std::int64_t slot = 0;
  for (const TextRegion& region : regions.regions) {
    parts.push_back(look(divided.slice(1, slot, slot + region.positions), others, region.tokens));
    slot += region.positions;
  }
  at::Tensor seen = parts.size() == 1 ? parts.front() : at::cat(parts, 1);  // [R, S, C]
  if (regions.base_share.defined()) {
    seen = at::lerp(seen, look(divided, others, regions.base), regions.base_share.to(seen.scalar_type()));
  }
  if (regions.slots.defined()) seen = seen.index_select(1, regions.slots);
  if (others > 0) seen = at::cat({look(queries.slice(0, 0, others), 0, regions.plain), seen});
  return split_heads(seen, heads);
}

}  // namespace koma::nn
