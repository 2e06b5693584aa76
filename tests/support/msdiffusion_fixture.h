// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ATen/ATen.h>

#include <filesystem>
#include <limits>
#include <map>
#include <nlohmann/json.hpp>

#include "engine/checkpoints/subject_adapter.h"
#include "engine/models/subject_adapter.h"
#include "tests/support/diffsensei_fixture.h"

namespace koma::test {

/// The small MS-Diffusion with random weights and recorded values (tests/data/msdiffusion/README.md).
inline const std::filesystem::path subject_folder = std::filesystem::path(KOMA_TEST_DATA) / "msdiffusion";
/// Of single parts in float32 on a CPU, as the README states: largest absolute difference.
inline constexpr double subject_tolerance = 1e-4;

inline nlohmann::json subject_facts() {
  return read_json(subject_folder / "io.json");
}
inline std::map<std::string, at::Tensor> subject_values() {
  return tensors::read_safetensors(subject_folder / "io.safetensors");
}

inline models::SubjectAdapter subject_adapter(const char* file = "ms_adapter.bin") {
  const auto unet =
      models::UNet2DConditionConfig::from_json(read_json(subject_folder / "checkpoint/sdxl/unet/config.json"));
  return models::SubjectAdapter(checkpoints::read_subject_adapter(subject_folder / "checkpoint" / file),
                                checkpoints::read_subject_encoder(subject_folder / "checkpoint/image_encoder"), unet,
                                {});
}

/// Rows of [x1, y1, x2, y2] as a tensor.
inline at::Tensor boxes_of(const nlohmann::json& boxes) {
  std::vector<float> edges;
  for (const auto& box : boxes) {
    for (const auto& edge : box) edges.push_back(edge.get<float>());
  }
  return at::tensor(edges, at::kFloat).view({-1, 4});
}

inline at::Tensor picked(const at::Tensor& rows, const nlohmann::json& which) {
  return rows.index_select(0, at::tensor(which.get<std::vector<std::int64_t>>(), at::kLong));
}

/// Infinite where the shapes differ or a value is not finite.
inline double largest_difference(const at::Tensor& actual, const at::Tensor& expected) {
  if (actual.sizes() != expected.sizes() || !actual.isfinite().all().item<bool>()) {
    return std::numeric_limits<double>::infinity();
  }
  return (actual.to(at::kDouble) - expected.to(at::kDouble)).abs().max().item<double>();
}

}  // namespace koma::test

/// Fails with the number when `actual` is further than `tolerance` from `expected` anywhere.
#define KOMA_COMPARE_VALUES(actual, expected, tolerance)                                                       \
  do {                                                                                                         \
    const double koma_error = koma::test::largest_difference((actual), (expected));                            \
    QVERIFY2(koma_error <= (tolerance),                                                                        \
             qPrintable(QString("%1 differs by %2, allowed %3").arg(#actual).arg(koma_error).arg(tolerance))); \
  } while (false)
