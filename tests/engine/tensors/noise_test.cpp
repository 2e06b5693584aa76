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
