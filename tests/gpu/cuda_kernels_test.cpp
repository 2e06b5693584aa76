// SPDX-License-Identifier: Apache-2.0
// Needs an NVIDIA GPU; skipped without one.
#include <ATen/ATen.h>
#include <c10/core/InferenceMode.h>

#include <QTest>

#include "engine/nn/gpu_kernels.h"
#include "engine/tensors/device.h"
#include "tests/support/compare_tensors.h"

using namespace koma;

namespace {

/// A rounding of the type, in standard deviations of the result: a few units in the last place.
double tolerance_of(at::ScalarType type) {
  if (type == at::kFloat) return 1e-5;
  return type == at::kHalf ? 4e-3 : 3e-2;
}

void add_types() {
  QTest::addColumn<int>("type");
  QTest::newRow("float32") << int(at::kFloat);
  QTest::newRow("float16") << int(at::kHalf);
  QTest::newRow("bfloat16") << int(at::kBFloat16);
}

}  // namespace

class CudaKernelsTest final : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void initTestCase() {
    if (!tensors::choose_placement("auto").device.is_cuda()) QSKIP("there is no CUDA device");
    const c10::InferenceMode no_gradients;
    if (!nn::has_gpu_group_norm(at::ones({1, 8, 1, 1}, at::kCUDA))) QSKIP("komawari-cuda was not built");
  }

  void group_norm_is_torch_s_data() { add_types(); }
  void group_norm_is_torch_s() {
    QFETCH(int, type);
    const c10::InferenceMode no_gradients;
    at::manual_seed(1);
    struct Case {
      std::vector<std::int64_t> sizes;
      std::int64_t groups;
    };
    // Widths of Stable Diffusion and its autoencoder, one cell, odd sizes, channels that no pack divides.
    for (const Case& each : {Case{{2, 320, 128, 128}, 32}, Case{{2, 2560, 32, 32}, 32}, Case{{1, 128, 512, 512}, 32},
                             Case{{3, 640, 7, 5}, 32}, Case{{1, 64, 1, 1}, 32}, Case{{2, 30, 9, 4}, 5}}) {
      for (const bool silu : {false, true}) {
        for (const bool told : {false, true}) {
          const auto rounded = [&](const at::Tensor& x) { return x.to(at::ScalarType(type)); };
          const std::int64_t channels = each.sizes[1];
          // Far from zero: the variance must not drown in the mean.
          const at::Tensor x = rounded(at::randn(each.sizes) * 2 + 9);
          const at::Tensor weight = rounded(at::randn({channels})), bias = rounded(at::randn({channels}));
          const at::Tensor offset = told ? rounded(at::randn({each.sizes[0], channels})) : at::Tensor();
          at::Tensor wanted = x.to(at::kDouble);
          if (told) wanted = wanted + offset.to(at::kDouble).unsqueeze(-1).unsqueeze(-1);
          wanted = at::group_norm(wanted, each.groups, weight.to(at::kDouble), bias.to(at::kDouble), 1e-5);
          if (silu) wanted = at::silu(wanted);
          const at::Tensor got =
              nn::gpu_group_norm(x.to(at::kCUDA).contiguous(at::MemoryFormat::ChannelsLast),
                                 {weight.to(at::kCUDA), bias.to(at::kCUDA), told ? offset.to(at::kCUDA) : at::Tensor(),
                                  each.groups, 1e-5, silu});
          QVERIFY(got.is_contiguous(at::MemoryFormat::ChannelsLast));
          KOMA_COMPARE_TENSORS(got.to(at::kCPU, at::kFloat), wanted.to(at::kFloat),
                               4 * tolerance_of(at::ScalarType(type)));
        }
      }
    }
  }

  void group_norm_gives_the_same_bits_again() {
    const c10::InferenceMode no_gradients;
    const at::Tensor x = at::randn({2, 640, 64, 64}, at::TensorOptions(at::kCUDA).dtype(at::kHalf));
    const at::Tensor ones = at::ones({640}, x.options());
    const nn::GroupNormCall call{.weight = ones, .bias = ones, .groups = 32, .silu = true};
    const at::Tensor first = nn::gpu_group_norm(x, call);
    for (int i = 0; i < 10; ++i) QVERIFY(at::equal(nn::gpu_group_norm(x, call), first));
  }

  void gated_gelu_is_torch_s_data() { add_types(); }
  void gated_gelu_is_torch_s() {
    QFETCH(int, type);
    const c10::InferenceMode no_gradients;
    at::manual_seed(2);
    for (const auto& sizes : {std::vector<std::int64_t>{2, 1024, 10240}, {1, 3, 14}, {5, 2}}) {
      const at::Tensor x = at::randn(sizes).mul(2).to(at::ScalarType(type));
      const auto halves = x.to(at::kDouble).chunk(2, -1);
      const at::Tensor wanted = halves[0] * at::gelu(halves[1]);
      const at::Tensor got = nn::gpu_gated_gelu(x.to(at::kCUDA));
      KOMA_COMPARE_TENSORS(got.to(at::kCPU, at::kFloat), wanted.to(at::kFloat), 4 * tolerance_of(at::ScalarType(type)));
    }
  }
};

QTEST_GUILESS_MAIN(CudaKernelsTest)
#include "cuda_kernels_test.moc"
