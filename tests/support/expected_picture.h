// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QDir>
#include <QImage>
#include <QString>
#include <cmath>

namespace koma::test {

/// Root mean square difference of two pictures of equal size in grey levels; 255 when the sizes differ.
inline double rmsDifference(const QImage& a, const QImage& b) {
  if (a.size() != b.size() || a.isNull()) return 255;
  double sum = 0;
  for (int y = 0; y < a.height(); ++y)
    for (int x = 0; x < a.width(); ++x) {
      const double difference = qGray(a.pixel(x, y)) - qGray(b.pixel(x, y));
      sum += difference * difference;
    }
  return std::sqrt(sum / (static_cast<double>(a.width()) * a.height()));
}

/// Writes the picture as NAME.actual.png and NAME.expected.png into the test output, for eyes, and returns how far it
/// is from tests/data/expected/NAME.png.
inline double differenceFromExpected(const QImage& actual, const QString& name) {
  QDir().mkpath(QStringLiteral(KOMA_TEST_OUTPUT));
  const QString output = QStringLiteral(KOMA_TEST_OUTPUT "/") + name;
  actual.save(output + QStringLiteral(".actual.png"));
  const QImage expected(QStringLiteral(KOMA_TEST_DATA "/expected/") + name + QStringLiteral(".png"));
  expected.save(output + QStringLiteral(".expected.png"));
  return rmsDifference(actual, expected);
}

}  // namespace koma::test
