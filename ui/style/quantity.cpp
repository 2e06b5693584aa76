// SPDX-License-Identifier: Apache-2.0
#include "ui/style/quantity.h"

#include <QRegularExpression>
#include <cmath>

namespace koma::ui {
namespace {

/// Millimetres of the lengths we know; none for any other unit.
std::optional<double> millimetres(const QString& unit) {
  if (unit == u"mm") return 1;
  if (unit == u"cm") return 10;
  if (unit.compare(u"q", Qt::CaseInsensitive) == 0 || unit == u"H") return 0.25;
  if (unit == u"pt") return 25.4 / 72;
  if (unit == u"in" || unit == u"\"") return 25.4;
  return {};
}

/// Sums of products of numbers, read from the left.
class Reader {
 public:
  Reader(const QString& text, const QString& unit) : text_(text), unit_(unit) {}

  std::optional<double> read() {
    const auto value = sum();
    skipSpace();
    if (!value || at_ != text_.size() || !std::isfinite(*value)) return {};
    return value;
  }

 private:
  void skipSpace() {
    while (at_ < text_.size() && text_[at_].isSpace()) ++at_;
  }
  /// The operator that comes next, if it is one of `operators`.
  QChar taken(QStringView operators) {
    skipSpace();
    if (at_ == text_.size() || !operators.contains(text_[at_])) return {};
    return text_[at_++];
  }
  std::optional<double> sum() {
    auto left = product();
    while (left) {
      const QChar sign = taken(u"+-−");
      if (sign.isNull()) break;
      const auto right = product();
      if (!right) return {};
      left = sign == u'+' ? *left + *right : *left - *right;
    }
    return left;
  }
  std::optional<double> product() {
    auto left = number();
    while (left) {
      const QChar sign = taken(u"*×/÷");
      if (sign.isNull()) break;
      const auto right = number();
      if (!right) return {};
      left = sign == u'*' || sign == u'×' ? *left * *right : *left / *right;
    }
    return left;
  }
  std::optional<double> number() {
    if (!taken(u"-−").isNull()) {
      const auto value = number();
      return value ? std::optional(-*value) : value;
    }
    skipSpace();
    static const QRegularExpression pattern(QStringLiteral(R"(\G(\d+(?:[.,]\d*)?|[.,]\d+)\s*([a-zA-Z%"×°]*))"));
    const auto match = pattern.match(text_, at_);
    if (!match.hasMatch()) return {};
    QString word = match.captured(2);
    // "2×3" is a product; as a unit the sign stands at the end.
    if (word == u"×" && word != unit_) word.clear();
    at_ = match.capturedEnd(word.isEmpty() ? 1 : 2);
    return converted(match.captured(1).replace(u',', u'.').toDouble(), word);
  }
  [[nodiscard]] std::optional<double> converted(double value, const QString& word) const {
    if (word.isEmpty() || word == unit_) return value;
    const auto from = millimetres(word), to = millimetres(unit_);
    if (from && to) return value * *from / *to;
    return {};
  }

  const QString& text_;
  const QString& unit_;
  qsizetype at_ = 0;
};

}  // namespace

std::optional<double> quantityOf(const QString& text, const QString& unit) {
  return Reader(text, unit).read();
}

}  // namespace koma::ui
