// SPDX-License-Identifier: Apache-2.0
#include "engine/kernels/group_norm.h"

#include <QTest>
#include <cmath>

#include "engine/kernels/cpu_features.h"
#include "tests/engine/kernels/random_numbers.h"

using namespace koma;
using kernels::Bfloat16;
using kernels::GroupNormShape;
using kernels::Vectors;

namespace {

struct Parameters {
  std::vector<float> weight, bias, offset;
};

Parameters parameters_of(const GroupNormShape& shape) {
  return {test::random_numbers<float>(std::size_t(shape.channels), 1, 1, 0.3f),
          test::random_numbers<float>(std::size_t(shape.channels), 2, 0, 0.5f),
          test::random_numbers<float>(std::size_t(shape.channels * shape.batch), 3)};
}

/// The definition, in double, with the offset and SiLU.
template <class T>
std::vector<double> reference(const GroupNormShape& shape, const std::vector<T>& x, const Parameters& parameters) {
  std::vector<double> y(x.size());
  const std::int64_t width = shape.channels / shape.groups;
  for (std::int64_t b = 0; b < shape.batch; ++b) {
    for (std::int64_t group = 0; group < shape.groups; ++group) {
      const auto each = [&](const auto& visit) {
        for (std::int64_t cell = 0; cell < shape.cells; ++cell)
          for (std::int64_t c = group * width; c < (group + 1) * width; ++c) {
            const auto at = std::size_t((b * shape.cells + cell) * shape.channels + c);
            visit(at, std::size_t(c),
                  test::value(x[at]) + double(parameters.offset[std::size_t(b * shape.channels + c)]));
          }
      };
      double sum = 0, square = 0;
      const auto count = double(shape.cells * width);
      each([&](std::size_t, std::size_t, double value) { sum += value; });
      each([&](std::size_t, std::size_t, double value) { square += (value - sum / count) * (value - sum / count); });
      const double inverse = 1 / std::sqrt(square / count + 1e-5);
      each([&](std::size_t at, std::size_t c, double value) {
        const double normed =
            (value - sum / count) * inverse * double(parameters.weight[c]) + double(parameters.bias[c]);
        y[at] = normed / (1 + std::exp(-normed));
      });
    }
  }
  return y;
}

template <class T>
std::vector<T> ours(const GroupNormShape& shape, const std::vector<T>& x, const Parameters& parameters,
                    const kernels::ParallelFor& parallel) {
  std::vector<T> y(x.size());
  kernels::group_norm(shape, x.data(),
                      {.weight = parameters.weight.data(),
                       .bias = parameters.bias.data(),
                       .offset = parameters.offset.data(),
                       .epsilon = 1e-5f,
                       .silu = true},
                      y.data(), parallel);
  return y;
}

}  // namespace

class GroupNormTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void everyVersionAgreesWithTheDefinition_data() {
    QTest::addColumn<int>("vectors");
    QTest::addColumn<int>("channels");
    QTest::addColumn<int>("cells");
    for (const auto& [name, vectors] : {std::pair("portable", Vectors::portable), std::pair("avx2", Vectors::avx2),
                                        std::pair("avx512", Vectors::avx512)}) {
      QTest::addRow("%s, whole vectors", name) << int(vectors) << 96 << 300;
      QTest::addRow("%s, a rest of channels", name) << int(vectors) << 44 << 129;
      QTest::addRow("%s, few channels, one cell", name) << int(vectors) << 8 << 1;
    }
  }
  void everyVersionAgreesWithTheDefinition() {
    QFETCH(int, vectors);
    QFETCH(int, channels);
    QFETCH(int, cells);
    const kernels::NarrowVectors narrow{Vectors(vectors)};
    const GroupNormShape shape{2, cells, channels, 4};
    const Parameters parameters = parameters_of(shape);
    const auto count = std::size_t(shape.batch * shape.cells * shape.channels);
    const auto floats = test::random_numbers<float>(count, 4);
    QVERIFY(test::distance(ours(shape, floats, parameters, kernels::run_alone), reference(shape, floats, parameters)) <
            1e-5);
    const auto halves = test::random_numbers<Bfloat16>(count, 5);
    // One rounding of a value below 8.
    QVERIFY(test::distance(ours(shape, halves, parameters, kernels::run_alone), reference(shape, halves, parameters)) <
            1.0 / 64);
  }

  void aMeanFarFromZeroCostsNoDigits() {
    const GroupNormShape shape{1, 4096, 32, 4};
    const Parameters parameters = parameters_of(shape);
    const auto x = test::random_numbers<float>(std::size_t(shape.cells * shape.channels), 6, 300);
    // x itself is only known to 1.5e-5 of its deviation there.
    QVERIFY(test::distance(ours(shape, x, parameters, kernels::run_alone), reference(shape, x, parameters)) < 3e-4);
  }

  void threadsChangeNoBit() {
    const GroupNormShape shape{3, 1000, 64, 32};
    const Parameters parameters = parameters_of(shape);
    const auto x = test::random_numbers<float>(std::size_t(shape.batch * shape.cells * shape.channels), 7);
    QVERIFY(ours(shape, x, parameters, kernels::run_alone) == ours(shape, x, parameters, test::run_in_parts));
  }
};

QTEST_APPLESS_MAIN(GroupNormTest)
#include "group_norm_test.moc"
