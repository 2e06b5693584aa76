// SPDX-License-Identifier: Apache-2.0
#include "engine/models/diffrir.h"

#include <ATen/ATen.h>

#include "engine/base/error.h"
#include "engine/tensors/part_source.h"

namespace koma::models {

namespace {

/// Which of 0 … size − 1 lies at each of `count` places when the row is thrown back at its ends.
at::Tensor reflected_places(std::int64_t size, std::int64_t count, at::Device device) {
  if (size == 1) return at::zeros({count}, at::TensorOptions(at::kLong).device(device));
  const std::int64_t period = 2 * (size - 1);
  const at::Tensor at_place = at::arange(count, at::TensorOptions(at::kLong).device(device)).remainder(period);
  return at::minimum(at_place, period - at_place);
}

std::int64_t rounded_up(std::int64_t side, std::int64_t multiple) {
  return (side + multiple - 1) / multiple * multiple;
}

}  // namespace

at::Tensor reflected_to(const at::Tensor& x, std::int64_t multiple) {
  at::Tensor result = x;
  for (const std::int64_t side : {2, 3}) {
    const std::int64_t wanted = rounded_up(x.size(side), multiple);
    if (wanted == x.size(side)) continue;
    result = result.index_select(side, reflected_places(x.size(side), wanted, x.device()));
  }
  return result;
}

at::Tensor diffrir_input(const DiffRirConfig& config, const at::Tensor& drawn, const at::Tensor& reference) {
  const auto picture = [](const at::Tensor& x) { return x.dim() == 4 && x.size(1) == 3 && x.numel() > 0; };
  if (!picture(drawn) || !picture(reference) || reference.size(0) != drawn.size(0) ||
      reference.size(2) != config.scale * drawn.size(2) || reference.size(3) != config.scale * drawn.size(3)) {
    throw Error(ErrorCode::invalid_argument, "DiffRIR x" + std::to_string(config.scale) +
                                                 " takes an RGB drawing and kept pixels " +
                                                 std::to_string(config.scale) + " times its size");
  }
  return at::cat({drawn, at::pixel_unshuffle(reference, config.scale)}, 1);
}

DiffRir::DiffRir(const nn::Weights& weights, const DiffRirConfig& config)
    : config_(config),
      generator_(child<DiffRirGenerator>("G", weights, config)),
      condition_(child<DiffRirEncoder>(
          "condition", weights,
          DiffRirEncoderShape{config.inputs() * config.fold() * config.fold(), config.encoder_residuals})),
      denoise_(child<DiffRirDenoiser>("denoise", weights)) {}

at::Tensor DiffRir::vector(const at::Tensor& input, const at::Tensor& start, const Observer& observer) const {
  const at::Tensor code = condition_->forward(at::pixel_unshuffle(input, config_.fold()));
  if (observer) observer("code", code);
  return diffuse(*denoise_, code, start, observer);
}

at::Tensor DiffRir::forward(const at::Tensor& drawn, const at::Tensor& reference, const at::Tensor& start,
                            const Observer& observer) const {
  const at::Tensor padded = reflected_to(input(drawn, reference), config_.multiple());
  const at::Tensor result = restored(padded, vector(padded, start, observer), observer);
  return result.slice(2, 0, reference.size(2)).slice(3, 0, reference.size(3));
}

std::shared_ptr<const DiffRir> open_diffrir(const checkpoints::PartLayout& part, const tensors::Placement& placement) {
  const nn::Weights weights(tensors::open_part(part), part.name, placement.device, placement.dtype);
  auto model = std::make_shared<const DiffRir>(weights, DiffRirConfig::detect(weights));
  weights.expect_all_used();
  return model;
}

}  // namespace koma::models
