// SPDX-License-Identifier: Apache-2.0
#include "engine/samplers/beta_distribution.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace koma::samplers {

namespace {

double log_beta(double a, double b) {
  return std::lgamma(a) + std::lgamma(b) - std::lgamma(a + b);
}

/// The continued fraction by Lentz's method, without its factor; converges fast for x < (a + 1) / (a + b + 2).
double continued_fraction(double x, double a, double b) {
  constexpr double tiny = 1e-300;
  const auto apart = [](double value) { return std::abs(value) < tiny ? tiny : value; };
  double c = 1, d = 1 / apart(1 - (a + b) * x / (a + 1)), result = d;
  for (int m = 1; m <= 500; ++m) {
    const double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
    const double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
    double change = 1;
    for (const double term : {even, odd}) {
      d = 1 / apart(1 + term * d);
      c = apart(1 + term / c);
      change = c * d;
      result *= change;
    }
    if (std::abs(change - 1) < std::numeric_limits<double>::epsilon()) break;
  }
  return result;
}

}  // namespace

double beta_share_below(double x, double a, double b) {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  const double front = std::exp(a * std::log(x) + b * std::log1p(-x) - log_beta(a, b));
  if (x < (a + 1) / (a + b + 2)) return front * continued_fraction(x, a, b) / a;
  return 1 - front * continued_fraction(1 - x, b, a) / b;
}

double beta_quantile(double share, double a, double b) {
  if (share <= 0) return 0;
  if (share >= 1) return 1;
  // Near 0 the density has a pole for a < 1; from the other end 1 − x keeps all its digits.
  if (share > 0.5) return 1 - beta_quantile(1 - share, b, a);
  double low = 0, high = 1, x = std::min(0.5, std::exp((std::log(share * a) + log_beta(a, b)) / a));
  for (int i = 0; i < 200 && x > 0; ++i) {
    const double miss = beta_share_below(x, a, b) - share;
    (miss < 0 ? low : high) = x;
    const double density = std::exp((a - 1) * std::log(x) + (b - 1) * std::log1p(-x) - log_beta(a, b));
    const double newton = x - miss / density;
    const double next = newton > low && newton < high ? newton : (low + high) / 2;
    if (std::abs(next - x) <= std::numeric_limits<double>::epsilon() * x) return next;
    x = next;
  }
  return x;
}

}  // namespace koma::samplers
