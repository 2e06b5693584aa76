// SPDX-License-Identifier: Apache-2.0
#include "engine/kernels/gated_gelu.h"

#include <QTest>
#include <cmath>

#include "engine/kernels/cpu_features.h"
#include "tests/engine/kernels/random_numbers.h"

using namespace koma;
using kernels::Bfloat16;
using kernels::Vectors;

namespace {

constexpr std::int64_t rows = 7, width = 37;

template <class T>
double distance_to_definition() {
  const auto x = test::random_numbers<T>(std::size_t(rows * 2 * width), 1, 0, 2);
  std::vector<T> y(std::size_t(rows * width));
  kernels::gated_gelu(rows, width, x.data(), y.data(), test::run_in_parts);
  std::vector<double> reference(y.size());
  for (std::int64_t row = 0; row < rows; ++row) {
    for (std::int64_t c = 0; c < width; ++c) {
      const double value = test::value(x[std::size_t(row * 2 * width + c)]);
      const double gate = test::value(x[std::size_t(row * 2 * width + width + c)]);
      reference[std::size_t(row * width + c)] = value * gate * 0.5 * (1 + std::erf(gate / std::sqrt(2.0)));
    }
  }
  return test::distance(y, reference);
}

}  // namespace

class GatedGeluTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void everyVersionAgreesWithTheDefinition() {
    for (const Vectors vectors : {Vectors::portable, Vectors::avx2, Vectors::avx512}) {
      const kernels::NarrowVectors narrow(vectors);
      QVERIFY(distance_to_definition<float>() < 1e-5);
      QVERIFY(distance_to_definition<Bfloat16>() < 1.0 / 8);  // one rounding of a value below 64
    }
  }
};

QTEST_APPLESS_MAIN(GatedGeluTest)
#include "gated_gelu_test.moc"
