// SPDX-License-Identifier: Apache-2.0
#include "engine/models/dialog_embedding.h"

#include <ATen/ATen.h>
#include <c10/util/Half.h>

#include <algorithm>

namespace koma::models {
namespace {

/// Numbers beyond any latent end at its border; they must not overflow the integer.
std::int64_t truncated(float edge, std::int64_t size, bool half) {
  const float product = half ? static_cast<float>(c10::Half(static_cast<float>(c10::Half(edge)) * size)) : edge * size;
  if (!(product > -1e6F)) return -1'000'000;
  return static_cast<std::int64_t>(std::min(product, 1e6F));
}

struct Span {
  std::int64_t begin, end;
};

Span covered(float low, float high, std::int64_t size, const DialogRounding& rounding) {
  const std::int64_t begin = std::max<std::int64_t>(truncated(low, size, rounding.half_products), 0);
  std::int64_t end = std::min(truncated(high, size, rounding.half_products), size);
  if (end < 0) end = rounding.python_slices ? std::max<std::int64_t>(end + size, 0) : 0;
  return {std::min(begin, end), end};
}

/// Cells from trunc(low · size) up to before trunc(high · size). low, high [B, N] → [B, N, size] bool
at::Tensor whole_cells_between(const at::Tensor& low, const at::Tensor& high, std::int64_t size) {
  const at::Tensor cell = at::arange(size, low.options());
  const auto edge = [&](const at::Tensor& value) { return (value * double(size)).trunc().unsqueeze(-1); };
  return cell.ge(edge(low)).logical_and_(cell.lt(edge(high)));
}

/// `dialog_cells` without a way through main memory, for which a GPU would wait. // → [B, 1, height, width]
at::Tensor cells_there(const at::Tensor& boxes, std::int64_t height, std::int64_t width) {
  const auto edge = boxes.to(at::kFloat).unbind(-1);                                     // 4 × [B, N]
  const at::Tensor columns = whole_cells_between(edge[0], edge[2], width).unsqueeze(2);  // [B, N, 1, width]
  const at::Tensor rows = whole_cells_between(edge[1], edge[3], height).unsqueeze(-1);   // [B, N, height, 1]
  return columns.logical_and(rows).any(1, /*keepdim=*/true).to(at::kFloat);
}

}  // namespace

at::Tensor dialog_cells(const at::Tensor& boxes, std::int64_t height, std::int64_t width,
                        const DialogRounding& rounding) {
  if (!boxes.is_cpu() && !rounding.half_products && !rounding.python_slices) return cells_there(boxes, height, width);
  const at::Tensor edges = boxes.to(at::kCPU, at::kFloat).contiguous();
  const auto edge = edges.accessor<float, 3>();
  at::Tensor cells = at::zeros({boxes.size(0), 1, height, width}, at::kFloat);
  float* cell = cells.data_ptr<float>();  // written without a view per box: a large batch has a thousand boxes
  for (std::int64_t b = 0; b < boxes.size(0); ++b) {
    for (std::int64_t n = 0; n < boxes.size(1); ++n) {
      const Span columns = covered(edge[b][n][0], edge[b][n][2], width, rounding);
      const Span rows = covered(edge[b][n][1], edge[b][n][3], height, rounding);
      for (std::int64_t y = rows.begin; y < rows.end; ++y) {
        float* row = cell + (b * height + y) * width;
        std::fill(row + columns.begin, row + columns.end, 1.0F);
      }
    }
  }
  return cells;
}

at::Tensor mark_dialogs(const at::Tensor& hidden, const at::Tensor& cells, const at::Tensor& vector) {
  return hidden + cells.to(hidden.options()) * vector.to(hidden.dtype()).view({1, -1, 1, 1});
}

}  // namespace koma::models
