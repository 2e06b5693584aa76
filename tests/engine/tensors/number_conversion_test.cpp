// SPDX-License-Identifier: Apache-2.0
#include "engine/tensors/number_conversion.h"

#include <ATen/ATen.h>

#include <QTest>

using namespace koma::tensors;

namespace {

/// `numbers` in `type`, by ours and by torch's conversion; NaN counts as equal to NaN.
bool agree(const at::Tensor& numbers, at::ScalarType type) {
  const at::Tensor ours = at::empty(numbers.sizes(), type);
  convert_numbers(numbers.data_ptr(), numbers.scalar_type(), ours.data_ptr(), type,
                  static_cast<std::size_t>(numbers.numel()));
  return at::allclose(ours.to(at::kFloat), numbers.to(type).to(at::kFloat), 0, 0, true);
}

/// Every pattern of 16 bits as a number of `type`.
at::Tensor every_pattern(at::ScalarType type) {
  return at::arange(65536, at::kInt).to(at::kShort).view(type);
}

}  // namespace

class NumberConversionTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void everyHalfBecomesWhatTorchMakesOfIt() {
    QVERIFY(agree(every_pattern(at::kHalf), at::kFloat));
    QVERIFY(agree(every_pattern(at::kHalf), at::kBFloat16));
  }

  void everyBrainFloatBecomesWhatTorchMakesOfIt() { QVERIFY(agree(every_pattern(at::kBFloat16), at::kFloat)); }

  void floatsAreRoundedAsTorchDoes() {
    // Given every upper half with lower halves around the ties, which covers infinities, NaN and denormals.
    const at::Tensor upper = at::arange(65536, at::kLong).mul(65536).unsqueeze(1);
    const at::Tensor lower = at::tensor({0, 1, 0x7FFF, 0x8000, 0x8001, 0xFFFF}, at::kLong);
    const at::Tensor patterns = (upper + lower).flatten().to(at::kInt).view(at::kFloat);
    QVERIFY(agree(patterns, at::kBFloat16));
  }

  void countsThatFillNoVectorAreConvertedToTheLast() {
    for (const std::int64_t count : {0, 1, 63, 64, 65, 1000}) {
      QVERIFY(agree(at::randn({count}).to(at::kHalf), at::kBFloat16));
    }
  }

  void onlyTheUsualPairsAreOffered() {
    QVERIFY(can_convert(at::kHalf, at::kBFloat16));
    QVERIFY(!can_convert(at::kLong, at::kFloat));
    QVERIFY(!can_convert(at::kDouble, at::kFloat));
  }
};

QTEST_GUILESS_MAIN(NumberConversionTest)
#include "number_conversion_test.moc"
