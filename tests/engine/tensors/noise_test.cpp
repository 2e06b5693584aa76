// SPDX-License-Identifier: Apache-2.0
#include "engine/tensors/noise.h"

#include <ATen/ATen.h>

#include <QTest>

#include "engine/tensors/device.h"

using namespace koma::tensors;

class NoiseTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void theSameSeedGivesTheSameNoise() {
    QVERIFY(at::equal(normal_noise({5}, {4, 8, 8}), normal_noise({5}, {4, 8, 8})));
    QVERIFY(!at::equal(normal_noise({5}, {4, 8, 8}), normal_noise({6}, {4, 8, 8})));
  }

  void aRowDependsOnItsOwnSeedOnly() {
    const at::Tensor both = normal_noise({5, 6}, {4, 8, 8});
    QVERIFY(at::equal(both.slice(0, 1), normal_noise({6}, {4, 8, 8})));
  }

  void aStreamGoesOnAsTorchDoes() {
    // torch.randn(1, 4, 2, 3, generator=g) three times, g = torch.Generator().manual_seed(5), torch 2.11: the first,
    // eighth and last number of each.
    const float recorded[3][3] = {{1.84232986F, -1.43741381F, -0.0647351742F},
                                  {0.818342566F, -0.398505032F, 0.150498748F},
                                  {-0.815645397F, -0.651946723F, -1.12867749F}};
    NoiseStream stream(5, {4, 2, 3});
    for (const auto& expected : recorded) {
      const at::Tensor field = stream.next();
      QCOMPARE(field.sizes().vec(), (std::vector<std::int64_t>{1, 4, 2, 3}));
      const at::Tensor flat = field.flatten();
      QVERIFY(std::abs(flat[0].item<float>() - expected[0]) <= 1e-6F);
      QVERIFY(std::abs(flat[7].item<float>() - expected[1]) <= 1e-6F);
      QVERIFY(std::abs(flat[23].item<float>() - expected[2]) <= 1e-6F);
    }
    QVERIFY(at::equal(NoiseStream(5, {4, 2, 3}).next(), normal_noise({5}, {4, 2, 3})));
  }

  void aStreamOfSmallFieldsGoesOnAsTorchDoes() {
    // The same with torch.randn(1, 3, generator=g): below 16 numbers torch draws them in pairs and keeps the odd one.
    const float recorded[3][3] = {{-0.486780763F, -0.603821576F, -0.55809623F},
                                  {0.667524278F, -0.197415099F, 1.94278347F},
                                  {-1.40170205F, -0.762557149F, 0.631213427F}};
    NoiseStream stream(5, {3});
    for (const auto& expected : recorded) {
      const at::Tensor field = stream.next();
      for (int i = 0; i < 3; ++i) QVERIFY(std::abs(field[0][i].item<float>() - expected[i]) <= 1e-6F);
    }
  }

  void itIsStandardNormal() {
    const at::Tensor noise = normal_noise({1}, {100'000});
    QVERIFY(std::abs(noise.mean().item<float>()) < 0.02F);
    QVERIFY(std::abs(noise.std().item<float>() - 1) < 0.02F);
  }

  void halfPrecisionRoundsTheSameNumbers() {
    const Placement half{at::kCPU, at::kHalf};
    QVERIFY(at::equal(normal_noise({5}, {64}, half), normal_noise({5}, {64}).to(at::kHalf)));
  }

  void anUnknownDeviceIsRefused() {
    QCOMPARE(choose_placement("cpu").device, at::Device(at::kCPU));
    for (const char* word : {"abacus", "", "cuda:", "cuda:x", "cuda:-1", "cuda:1x", "cpu:0"}) {
      try {
        (void)choose_placement(word);
        QFAIL(word);
      } catch (const koma::Error& error) {
        QCOMPARE(koma::to_string(error.code()), koma::to_string(koma::ErrorCode::invalid_argument));
      }
    }
    QVERIFY(peak_memory() > 1'000'000);
  }

  void torchsErrorsBecomeOurs() {
    try {
      with_our_errors("here", [] { return at::ones({2}).matmul(at::ones({3})); });
      QFAIL("nothing was thrown");
    } catch (const koma::Error& error) {
      QCOMPARE(koma::to_string(error.code()), koma::to_string(koma::ErrorCode::internal));
      QCOMPARE(error.place(), std::string("here"));
    }
    try {
      with_our_errors("here", [] { return at::empty({std::int64_t{1} << 50}); });
      QFAIL("nothing was thrown");
    } catch (const koma::Error& error) {
      QCOMPARE(koma::to_string(error.code()), koma::to_string(koma::ErrorCode::out_of_memory));
    }
  }
};

QTEST_GUILESS_MAIN(NoiseTest)
#include "noise_test.moc"
