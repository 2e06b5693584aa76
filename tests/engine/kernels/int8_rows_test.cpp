// SPDX-License-Identifier: Apache-2.0
#include "engine/kernels/int8_rows.h"

#include <QTest>
#include <cmath>

#include "engine/kernels/cpu_features.h"
#include "tests/engine/kernels/random_numbers.h"

using namespace koma;
using kernels::Bfloat16;
using kernels::Vectors;

namespace {

constexpr std::int64_t rows = 9, width = 101;

/// Rows of random numbers, of which one is zero and one has a single large number.
template <class T>
std::vector<T> numbers() {
  auto x = test::random_numbers<T>(std::size_t(rows * width), 3, 0, 2);
  std::fill_n(x.begin() + 2 * width, width, T{});
  x[std::size_t(4 * width + 50)] = test::random_numbers<T>(1, 5, 1e4, 1)[0];
  return x;
}

template <class T>
void compare() {
  const std::vector<T> x = numbers<T>();
  std::vector<std::int8_t> y(x.size(), 99);
  std::vector<float> steps(std::size_t(rows), -1);
  kernels::to_int8(rows, width, x.data(), y.data(), steps.data(), test::run_in_parts);
  std::vector<T> back(x.size());
  kernels::from_int8(rows * width, y.data(), back.data(), test::run_in_parts);
  for (std::size_t i = 0; i < x.size(); ++i) {
    const double step = steps[i / std::size_t(width)];
    QVERIFY(std::abs(test::value(x[i]) - y[i] * step) <= step * 0.5001);
    QCOMPARE(double(test::value(back[i])), double(y[i]));
  }
  QCOMPARE(steps[2], 0.0f);
  for (std::int64_t row = 0; row < rows; ++row) {
    const auto begin = y.begin() + row * width;
    const auto largest =
        *std::max_element(begin, begin + width, [](int a, int b) { return std::abs(a) < std::abs(b); });
    QCOMPARE(std::abs(int(largest)), row == 2 ? 0 : 127);
  }
}

}  // namespace

class Int8RowsTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void everyVersionIsWithinHalfAStepAndComesBack() {
    for (const Vectors vectors : {Vectors::portable, Vectors::avx2, Vectors::avx512}) {
      const kernels::NarrowVectors narrow(vectors);
      compare<float>();
      compare<Bfloat16>();
    }
  }
};

QTEST_APPLESS_MAIN(Int8RowsTest)
#include "int8_rows_test.moc"
