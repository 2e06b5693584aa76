// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <memory>

#include "engine/models/diffrir_code.h"

namespace koma::models {

/// Measures of DiffRIR (specs/llmga.md 3.2); those of the published files without changes.
struct DiffRirConfig {
  int scale = 1;          ///< how many times larger the result is than the drawing: 1, 2, 4
  std::int64_t dim = 64;  ///< channels at the highest level
  std::array<std::int64_t, 4> encoder_blocks = {13, 1, 1, 1};  ///< the last is the bottom
  std::array<std::int64_t, 3> decoder_blocks = {13, 1, 1};     ///< from the highest level down
  std::int64_t refinement_blocks = 13;
  std::array<std::int64_t, 4> heads = {1, 2, 4, 8};
  double expansion = 2.2;
  std::int64_t encoder_residuals = 9;

  /// Reads scale, widths, heads and numbers of blocks off the stored shapes. Throws Error(invalid_file | unsupported).
  [[nodiscard]] static DiffRirConfig detect(const nn::Weights& weights);
  /// Channels of the drawing and of what is kept, laid beside it: 6, 15, 51.
  [[nodiscard]] std::int64_t inputs() const { return 3 + 3 * std::int64_t(scale) * scale; }
  /// The body works at a quarter of the result's size: cells per side that one of its places sees.
  [[nodiscard]] std::int64_t fold() const { return 4 / scale; }
  /// Sides of the input must be multiples of this.
  [[nodiscard]] std::int64_t multiple() const { return 32 / scale; }
};

/// DiffRIR's U-Net (DIRformer, specs/llmga.md 3.3).
class DiffRirGenerator final : public nn::Module {
 public:
  DiffRirGenerator(const nn::Weights& weights, const DiffRirConfig& config);

  /// input [B, inputs, h, w] with sides of `multiple`, code [B, 256] → [B, 3, scale·h, scale·w]. The observer sees the
  /// stages by their names in the state dict.
  [[nodiscard]] at::Tensor forward(const at::Tensor& input, const at::Tensor& code,
                                   const Observer& observer = {}) const;
  /// Features to pixels, so many rows of features at a time: 512 channels at half and 128 at full size are most of
  /// DiffRIR's memory. It sees 1.75 rows around each, so bands with two more on either side give the same as the
  /// whole. features [B, 2·dim, h, w] → [B, 3, 4h, 4w]
  [[nodiscard]] at::Tensor tail(const at::Tensor& features, std::int64_t rows) const;

 private:
  [[nodiscard]] at::Tensor up(std::size_t level, const at::Tensor& below, const at::Tensor& beside,
                              const at::Tensor& code) const;
  [[nodiscard]] at::Tensor plain_tail(const at::Tensor& features) const;

  DiffRirConfig config_;
  std::shared_ptr<nn::Conv2d> patch_embed_;
  std::array<std::shared_ptr<DiffRirGroup>, 4> encoder_;  ///< the last is the bottom
  std::array<std::shared_ptr<nn::Conv2d>, 3> down_, up_;  ///< between a level and the one below
  std::array<std::shared_ptr<nn::Conv2d>, 3> reduce_;     ///< none at the highest level
  std::array<std::shared_ptr<DiffRirGroup>, 3> decoder_;
  std::shared_ptr<DiffRirGroup> refinement_;
  std::array<std::shared_ptr<nn::Conv2d>, 3> tail_;
};

}  // namespace koma::models
