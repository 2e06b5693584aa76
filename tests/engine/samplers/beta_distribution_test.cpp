// SPDX-License-Identifier: Apache-2.0
#include "engine/samplers/beta_distribution.h"

#include <QtTest>
#include <cmath>
#include <numbers>

using namespace koma::samplers;

namespace {

struct Quantile {
  double share, a, b, x;
};

// scipy 1.17.1, scipy.stats.beta.ppf.
constexpr Quantile recorded[] = {
    {1e-06, 0.6, 0.6, 1.8558824624053e-10}, {0.01, 0.6, 0.6, 0.000861238821542906},
    {0.2, 0.6, 0.6, 0.122921750458333},     {0.5, 0.6, 0.6, 0.5},
    {0.83, 0.6, 0.6, 0.905519170448449},    {0.999, 0.6, 0.6, 0.999981441261483},
    {1e-06, 2.5, 0.7, 0.00501129850717935}, {0.01, 2.5, 0.7, 0.19597479033741},
    {0.2, 2.5, 0.7, 0.614727735758989},     {0.5, 2.5, 0.7, 0.841502178841484},
    {0.83, 2.5, 0.7, 0.969791518944082},    {0.999, 2.5, 0.7, 0.999980850755478},
    {1e-06, 30, 4, 0.506593200612611},      {0.01, 30, 4, 0.72651326356129},
    {0.2, 30, 4, 0.839194122642082},        {0.5, 30, 4, 0.889851264484413},
    {0.83, 30, 4, 0.93410540168057},        {0.999, 30, 4, 0.986478097948159},
};

bool close(double actual, double expected, double tolerance) {
  const double apart = std::abs(actual - expected) / std::abs(expected);
  if (apart > tolerance) qWarning("%.17g instead of %.17g", actual, expected);
  return apart <= tolerance;
}

}  // namespace

class BetaDistributionTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void quantiles_agree_with_the_reference() {
    for (const Quantile& q : recorded) QVERIFY(close(beta_quantile(q.share, q.a, q.b), q.x, 1e-12));
  }

  void a_quantile_is_the_inverse_of_the_share() {
    for (const double a : {0.3, 0.6, 1.0, 4.0, 50.0}) {
      for (const double b : {0.3, 0.6, 1.0, 4.0, 50.0}) {
        for (int i = 1; i < 200; ++i) {
          // Near 1 a quantile has few digits left for what is above it.
          const double share = i / 200.0;
          QVERIFY(close(beta_share_below(beta_quantile(share, a, b), a, b), share, 1e-10));
        }
      }
    }
  }

  void closed_forms_hold() {
    for (int i = 1; i < 100; ++i) {
      const double share = i / 100.0;
      QVERIFY(close(beta_quantile(share, 1, 1), share, 1e-13));
      QVERIFY(close(beta_quantile(share, 2, 1), std::sqrt(share), 1e-13));
      // The arcsine law.
      QVERIFY(close(beta_quantile(share, 0.5, 0.5), std::pow(std::sin(std::numbers::pi / 2 * share), 2), 1e-12));
    }
  }

  void the_ends_are_the_ends() {
    QCOMPARE(beta_quantile(0, 0.6, 0.6), 0.0);
    QCOMPARE(beta_quantile(1, 0.6, 0.6), 1.0);
    QCOMPARE(beta_share_below(0, 0.6, 0.6), 0.0);
    QCOMPARE(beta_share_below(1, 0.6, 0.6), 1.0);
    QVERIFY(beta_quantile(1e-300, 0.6, 0.6) >= 0);
    QVERIFY(beta_quantile(1e-300, 0.6, 0.6) < 1e-200);
  }
};

QTEST_GUILESS_MAIN(BetaDistributionTest)
#include "beta_distribution_test.moc"
