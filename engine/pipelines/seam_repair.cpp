// SPDX-License-Identifier: Apache-2.0
#include "engine/pipelines/seam_repair.h"

#include <ATen/ATen.h>

#include "engine/base/error.h"
#include "engine/tensors/noise.h"
#include "engine/tensors/pixels.h"

namespace koma::pipelines {

namespace {

constexpr std::uint8_t middle = 128;  // 0.5 and above is drawn

void check(const models::DiffRir& model, const SeamPictures& pictures) {
  const auto fits = [&](const Image& image) {
    return image.width() == pictures.drawn.width() && image.height() == pictures.drawn.height();
  };
  const int channels = pictures.drawn.channels();
  if (pictures.drawn.empty() || !fits(pictures.original) || !fits(pictures.composite) || channels == 4 ||
      pictures.original.channels() != channels || pictures.composite.channels() != 1) {
    throw Error(ErrorCode::invalid_argument,
                "drawing, original and mask of a seam must have one size, and the pictures the same channels");
  }
  if (model.config().scale != 1) {
    throw Error(ErrorCode::unsupported, "this DiffRIR is for enlarging (x" + std::to_string(model.config().scale) +
                                            "); seams are repaired by the file for x1");
  }
}

/// 0…1, three channels. → [1, 3, H, W]
at::Tensor unit_of(const Image& image) {
  return tensors::to_tensor(to_rgb(image)).add(1).div(2).unsqueeze(0);
}

std::uint8_t mixed(std::uint8_t drawn, std::uint8_t repaired, double blend) {
  return std::uint8_t(drawn + (repaired - drawn) * blend + 0.5);
}

}  // namespace

Image repair_seam(const models::DiffRir& model, const SeamPictures& pictures, const SeamRepair& wish) {
  check(model, pictures);
  const at::Tensor parameter = model.parameters().front();
  const tensors::Placement placement{parameter.device(), parameter.scalar_type()};
  const auto placed = [&](const at::Tensor& x) { return x.to(placement.device, placement.dtype); };
  const at::Tensor mask = (tensors::to_tensor(pictures.composite).add(1).mul(127.5) >= middle - 0.5).unsqueeze(0);
  const at::Tensor reference = unit_of(pictures.original).masked_fill(mask, 0);
  const at::Tensor start = tensors::normal_noise({wish.seed}, {models::diffrir_code}, placement);
  const at::Tensor repaired = model.forward(placed(unit_of(pictures.drawn)), placed(reference), start);
  Image made = tensors::to_image(repaired.select(0, 0).to(at::kFloat).mul(2).sub(1));
  if (pictures.drawn.channels() == 1) made = to_grey(made);

  const std::size_t channels = std::size_t(pictures.drawn.channels());
  std::vector<std::uint8_t> result(pictures.original.pixels().begin(), pictures.original.pixels().end());
  for (std::size_t i = 0; i < result.size(); ++i) {
    if (pictures.composite.pixels()[i / channels] < middle) continue;
    result[i] = mixed(pictures.drawn.pixels()[i], made.pixels()[i], wish.blend);
  }
  return Image(made.width(), made.height(), made.channels(), std::move(result));
}

}  // namespace koma::pipelines
