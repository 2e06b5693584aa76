// SPDX-License-Identifier: Apache-2.0
#include "engine/kernels/attention.h"

#include <QTest>
#include <cmath>
#include <limits>

#include "tests/engine/kernels/random_numbers.h"

using namespace koma;
using kernels::AttentionInputs;
using kernels::AttentionShape;
using kernels::Bfloat16;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

/// Tensors [batch, tokens, heads, size], as a linear leaves them, seen as [batch, heads, tokens, size].
template <class T>
kernels::HeadsView<T> view(T* data, const AttentionShape& shape, std::int64_t tokens) {
  return {data, tokens * shape.heads * shape.size, shape.size, shape.heads * shape.size};
}

struct Problem {
  explicit Problem(const AttentionShape& shape)
      : shape(shape),
        queries(test::random_numbers<Bfloat16>(count(shape.queries), 1, 0, 2)),
        keys(test::random_numbers<Bfloat16>(count(shape.keys), 2)),
        values(test::random_numbers<Bfloat16>(count(shape.keys), 3)) {}

  [[nodiscard]] std::size_t count(std::int64_t tokens) const {
    return std::size_t(shape.batch * tokens * shape.heads * shape.size);
  }
  [[nodiscard]] AttentionInputs inputs() const {
    AttentionInputs inputs{view(queries.data(), shape, shape.queries),
                           view(keys.data(), shape, shape.keys),
                           view(values.data(), shape, shape.keys),
                           {},
                           1 / std::sqrt(float(shape.size))};
    // One mask [queries, keys] for every head.
    if (!mask.empty()) inputs.mask = {mask.data(), 0, 0, shape.keys};
    return inputs;
  }
  [[nodiscard]] std::vector<Bfloat16> ours(const kernels::ParallelFor& parallel) const {
    std::vector<Bfloat16> result(queries.size(), test::cut(7));
    kernels::attention(shape, inputs(), view(result.data(), shape, shape.queries), parallel);
    return result;
  }

  AttentionShape shape;
  std::vector<Bfloat16> queries, keys, values;
  std::vector<float> mask;
};

/// The softmax of one query's scores; zeros when it sees nothing.
std::vector<double> weights_of(std::vector<double> scores) {
  const double largest = *std::max_element(scores.begin(), scores.end());
  double sum = 0;
  for (double& score : scores) sum += score = largest == -infinity ? 0 : std::exp(score - largest);
  for (double& score : scores) score /= sum > 0 ? sum : 1;
  return scores;
}

/// The definition, in double.
std::vector<double> reference(const Problem& problem) {
  const AttentionShape& shape = problem.shape;
  const AttentionInputs in = problem.inputs();
  std::vector<double> result(problem.queries.size());
  const auto out = view(result.data(), shape, shape.queries);
  for (std::int64_t b = 0; b < shape.batch; ++b)
    for (std::int64_t h = 0; h < shape.heads; ++h)
      for (std::int64_t q = 0; q < shape.queries; ++q) {
        std::vector<double> scores(std::size_t(shape.keys), 0.0);
        for (std::int64_t k = 0; k < shape.keys; ++k) {
          double& score = scores[std::size_t(k)];
          for (std::int64_t i = 0; i < shape.size; ++i)
            score += test::value(in.queries.at(b, h, q)[i]) * test::value(in.keys.at(b, h, k)[i]);
          score = score * double(in.scale) + (in.mask.data != nullptr ? double(in.mask.at(b, h, q)[k]) : 0.0);
        }
        const std::vector<double> weights = weights_of(std::move(scores));
        for (std::int64_t k = 0; k < shape.keys; ++k)
          for (std::int64_t i = 0; i < shape.size; ++i)
            out.at(b, h, q)[i] += weights[std::size_t(k)] * test::value(in.values.at(b, h, k)[i]);
      }
  return result;
}

/// bfloat16 numerators and one rounding of the result.
constexpr double tolerance = 0.02;

}  // namespace

class AttentionTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void agreesWithTheDefinition_data() {
    QTest::addColumn<int>("queries");
    QTest::addColumn<int>("keys");
    QTest::addColumn<int>("size");
    QTest::newRow("SD 1 self-attention") << 100 << 256 << 40;
    QTest::newRow("SD 1 words") << 64 << 77 << 80;
    QTest::newRow("SD 1 middle") << 16 << 16 << 160;
    QTest::newRow("SDXL, uneven tokens") << 49 << 391 << 64;
    QTest::newRow("autoencoder") << 20 << 130 << 512;
    QTest::newRow("one token, smallest head") << 1 << 1 << 2;
  }
  void agreesWithTheDefinition() {
    QFETCH(int, queries);
    QFETCH(int, keys);
    QFETCH(int, size);
    Problem problem({2, 3, queries, keys, size});
    if (!kernels::has_attention(problem.shape)) QSKIP("this processor multiplies no bfloat16");
    QVERIFY(test::distance(problem.ours(kernels::run_alone), reference(problem)) < tolerance);
    problem.mask = test::random_numbers<float>(std::size_t(queries) * std::size_t(keys), 9, 0, 3);
    QVERIFY(test::distance(problem.ours(kernels::run_alone), reference(problem)) < tolerance);
  }

  void hiddenKeysAreNotSeenAndABlindQueryGivesZeros() {
    Problem problem({1, 2, 10, 300, 64});
    if (!kernels::has_attention(problem.shape)) QSKIP("this processor multiplies no bfloat16");
    problem.mask.assign(std::size_t(10 * 300), 0.0f);
    for (std::int64_t q = 0; q < 10; ++q)
      for (std::int64_t k = 0; k < 300; ++k)
        if (k < 290 - 29 * q || q == 0) problem.mask[std::size_t(q * 300 + k)] = -float(infinity);
    const auto result = problem.ours(kernels::run_alone);
    QVERIFY(test::distance(result, reference(problem)) < tolerance);
    QCOMPARE(test::value(result[0]), 0.0);
  }

  void threadsChangeNoBit() {
    const Problem problem({2, 2, 130, 200, 40});
    if (!kernels::has_attention(problem.shape)) QSKIP("this processor multiplies no bfloat16");
    QVERIFY(problem.ours(kernels::run_alone) == problem.ours(test::run_in_parts));
  }

  void largeScoresOverflowNothing() {
    Problem problem({1, 1, 6, 140, 64});
    if (!kernels::has_attention(problem.shape)) QSKIP("this processor multiplies no bfloat16");
    problem.queries = test::random_numbers<Bfloat16>(problem.queries.size(), 4, 0, 300);
    QVERIFY(test::distance(problem.ours(kernels::run_alone), reference(problem)) < tolerance);
  }
};

QTEST_APPLESS_MAIN(AttentionTest)
#include "attention_test.moc"
