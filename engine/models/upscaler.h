// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>

#include "engine/checkpoints/checkpoint_layout.h"
#include "engine/nn/module.h"
#include "engine/tensors/device.h"

namespace koma::models {

/// What a network that enlarges pictures looks like (engine/checkpoints/upscaler_names.h).
struct UpscalerConfig {
  bool compact = false;  ///< SRVGGNetCompact instead of RRDBNet
  std::int64_t scale = 4;
  std::int64_t channels = 3;   ///< of a picture
  std::int64_t unshuffle = 1;  ///< pixels per side that become channels first
  std::int64_t features = 64;
  std::int64_t growth = 32;  ///< RRDBNet: channels that each convolution of a dense block adds
  std::int64_t blocks = 23;  ///< RRDBs, or the compact network's convolutions between its first and its last
  std::int64_t doublings = 2;

  [[nodiscard]] static UpscalerConfig from_json(const nlohmann::json& json);
  /// How far around itself a place of the input is seen, in the picture's pixels, where it is known exactly: tiles with
  /// so much around them give what the whole gives. RRDBNet sees hundreds of pixels, most of them hardly.
  [[nodiscard]] std::int64_t reach() const;
};

/// A network that makes a picture larger from its neighbourhoods alone.
class Upscaler : public nn::Module {
 public:
  explicit Upscaler(const UpscalerConfig& config) : config_(config) {}
  /// x [B, channels, H, W] in 0…1, sides multiples of `unshuffle` → [B, channels, scale·H, scale·W], not clamped
  [[nodiscard]] virtual at::Tensor forward(const at::Tensor& x) const = 0;
  [[nodiscard]] const UpscalerConfig& config() const { return config_; }

 protected:
  UpscalerConfig config_;
};

/// Reads what checkpoints::read_part_layout(…, "upscaler") found: ESRGAN (Wang et al. 2018) and Real-ESRGAN (2021), or
/// the small networks of the latter. Throws Error(unreadable | invalid_file) naming the file.
[[nodiscard]] std::shared_ptr<const Upscaler> open_upscaler(const checkpoints::PartLayout& part,
                                                            const tensors::Placement& placement = {});
/// The same from any weights.
[[nodiscard]] std::shared_ptr<const Upscaler> make_upscaler(const nn::Weights& weights, const UpscalerConfig& config);

}  // namespace koma::models
