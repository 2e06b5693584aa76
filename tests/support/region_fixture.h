// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>

#include "engine/api/generation_request.h"
#include "tests/support/diffsensei_fixture.h"

namespace koma::test {

/// The small Stable Diffusion 1.5 and SDXL with recorded regional pictures in tests/data/rpg (its README has
/// tolerances).
inline const std::filesystem::path region_folder = std::filesystem::path(KOMA_TEST_DATA) / "rpg";
inline constexpr double region_part_tolerance = 1e-4, region_image_tolerance = 5e-3;

inline std::string text_or_empty(const nlohmann::json& value) {
  if (value.is_null()) return {};
  return value.is_string() ? value.get<std::string>() : value.dump();
}

/// A recorded picture as a request. What was recorded of the published code needs its quirks.
inline api::GenerationRequest region_request(const nlohmann::json& recorded, const std::string& family) {
  api::GenerationRequest request;
  request.model = (region_folder / "checkpoint" / family).string();
  request.prompt = recorded["prompt"].get<std::string>();
  if (!recorded["negative_prompt"].is_null()) request.negative_prompt = recorded["negative_prompt"].get<std::string>();
  request.width = recorded["width"].get<int>();
  request.height = recorded["height"].get<int>();
  request.steps = recorded["steps"].get<int>();
  request.guidance_scale = recorded["guidance_scale"].get<double>();
  request.guidance_rescale = recorded["guidance_rescale"].get<double>();
  request.count = recorded["num_images_per_prompt"].get<int>();
  if (!recorded["clip_skip"].is_null()) request.clip_skip = recorded["clip_skip"].get<int>();
  request.sampler = api::SamplerKind::dpmpp_2m;
  request.sigmas = api::SigmaKind::karras;
  request.seed = 0;
  api::Regions regions;
  regions.split = recorded["split_ratio"].get<std::string>();
  regions.base_prompt = text_or_empty(recorded["base_prompt"]);
  regions.base_ratio = text_or_empty(recorded["base_ratio"]);
  regions.pooled_from_base = recorded["pooled"] == "base";
  request.regions = regions;
  request.upstream_quirks = recorded["behaviour"] == "upstream";
  return request;
}

}  // namespace koma::test

/// Fails with the number when `actual` is further than `tolerance` from `expected` anywhere.
#define KOMA_COMPARE_ABSOLUTE(actual, expected, tolerance)                                                     \
  do {                                                                                                         \
    const at::Tensor koma_actual = (actual).to(at::kFloat), koma_expected = (expected).to(at::kFloat);         \
    QVERIFY2(koma_actual.sizes() == koma_expected.sizes(), "another shape");                                   \
    const double koma_error = (koma_actual - koma_expected).abs().max().item<double>();                        \
    QVERIFY2(koma_error <= (tolerance),                                                                        \
             qPrintable(QString("%1 differs by %2, allowed %3").arg(#actual).arg(koma_error).arg(tolerance))); \
  } while (false)
