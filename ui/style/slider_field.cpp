// SPDX-License-Identifier: Apache-2.0
#include "ui/style/slider_field.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QSignalBlocker>
#include <QSlider>
#include <QToolTip>
#include <algorithm>
#include <cmath>

#include "ui/style/field_manners.h"
#include "ui/style/quantity.h"
#include "ui/style/theme.h"

namespace koma::ui {
namespace {

/// Digits that tell two neighbouring steps apart.
int decimalsOf(double step) {
  return std::max(0, int(std::ceil(-std::log10(step) - 1e-9)));
}

}  // namespace

SliderField::SliderField(const QString& name, const SliderRange& range, QWidget* parent)
    : QWidget(parent),
      range_(range),
      rest_(range.least),
      label_(new QLabel(name, this)),
      slider_(new QSlider(Qt::Horizontal, this)),
      field_(new QLineEdit(this)) {
  slider_->setRange(0, int(std::lround((range_.most - range_.least) / range_.step)));
  slider_->setPageStep(std::max(1, slider_->maximum() / 10));
  slider_->setTracking(false);
  slider_->setAccessibleName(name);
  field_->setAccessibleName(name);
  field_->setAlignment(Qt::AlignRight);
  label_->setBuddy(slider_);
  wheelOnlyWhenFocused(slider_);
  leaveUndoToDocument(field_);
  label_->installEventFilter(this);
  field_->installEventFilter(this);
  setFocusProxy(slider_);

  const QString widest = textOf(range_.most) + QStringLiteral("00");
  field_->setFixedWidth(field_->fontMetrics().horizontalAdvance(widest) + space::large);
  slider_->setMinimumSize(space::huge, space::wide);  // the handle is higher than a bare slider
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(space::small);
  row->addWidget(label_);
  row->addWidget(slider_, 1);
  row->addWidget(field_);

  connect(slider_, &QSlider::sliderMoved, this, [this](int position) { field_->setText(textOf(valueAt(position))); });
  connect(slider_, &QSlider::valueChanged, this, [this](int position) { edit(valueAt(position)); });
  connect(field_, &QLineEdit::editingFinished, this, &SliderField::takeText);
  setResetValue(range_.least);
  setValue(range_.least);
}

QString SliderField::textOf(std::optional<double> value) const {
  if (!value) return {};
  const QString number = QString::number(*value * range_.factor, 'f', decimalsOf(range_.step * range_.factor));
  //: a number and its unit
  return range_.unit.isEmpty() ? number : tr("%1 %2").arg(number, range_.unit);
}

double SliderField::valueAt(int position) const {
  return std::min(range_.least + position * range_.step, range_.most);
}

void SliderField::setValue(std::optional<double> value) {
  value_ = value;
  const QSignalBlocker quiet(slider_);
  if (!slider_->isSliderDown()) {
    slider_->setValue(int(std::lround((value.value_or(rest_) - range_.least) / range_.step)));
  }
  // Whoever is writing a number keeps it: the new value is shown when they are done.
  if (!field_->isModified()) field_->setText(textOf(value));
}

void SliderField::setResetValue(std::optional<double> value) {
  resetValue_ = value;
  setExplanation(explanation_);
}

void SliderField::setUnsetText(const QString& text, double rest) {
  rest_ = rest;
  field_->setPlaceholderText(text);
  const int width = field_->fontMetrics().horizontalAdvance(text) + space::wide;  // with room for its padding
  field_->setFixedWidth(std::max(field_->width(), width));
  resetValue_.reset();
  setExplanation(explanation_);
  setValue({});
}

void SliderField::setExplanation(const QString& text) {
  explanation_ = text;
  const QString reset = resetValue_ ? textOf(resetValue_) : field_->placeholderText();
  const QString way = tr("Double-click the name to go back to “%1”.").arg(reset);
  const QString all = text.isEmpty() ? way : text + u'\n' + way;
  for (QWidget* part : {static_cast<QWidget*>(label_), static_cast<QWidget*>(slider_), static_cast<QWidget*>(field_)}) {
    part->setToolTip(all);
  }
}

bool SliderField::eventFilter(QObject* watched, QEvent* event) {
  if (watched == label_ && event->type() == QEvent::MouseButtonDblClick) {
    edit(resetValue_);
    return true;
  }
  if (watched == field_ && event->type() == QEvent::KeyPress) {
    const auto* key = static_cast<QKeyEvent*>(event);
    const double steps = key->modifiers().testFlag(Qt::ShiftModifier) ? 10 : 1;
    if (key->key() == Qt::Key_Up || key->key() == Qt::Key_Down) {
      step(key->key() == Qt::Key_Up ? steps : -steps);
      return true;
    }
    if (key->key() == Qt::Key_Escape && field_->isModified()) {
      field_->setText(textOf(value_));
      return true;
    }
  }
  return QWidget::eventFilter(watched, event);
}

void SliderField::step(double steps) {
  takeText();
  const double most = range_.mostTyped.value_or(range_.most), least = range_.leastTyped.value_or(range_.least);
  edit(std::clamp(value_.value_or(rest_) + steps * range_.step, least, most));
}

void SliderField::takeText() {
  if (!field_->isModified()) return;
  const QString text = field_->text().trimmed();
  field_->setModified(false);
  if (text.isEmpty()) {
    edit(resetValue_);
    return;
  }
  const auto shown = quantityOf(text, range_.unit);
  if (!shown) {
    refuse(tr("“%1” is not a number; write, for example, %2.").arg(text, textOf(range_.most)));
    return;
  }
  const double value = *shown / range_.factor;
  const double most = range_.mostTyped.value_or(range_.most), least = range_.leastTyped.value_or(range_.least);
  edit(std::clamp(value, least, most));
  if (value > most) refuse(tr("The most is %1.").arg(textOf(most)));
  if (value < least) refuse(tr("The least is %1.").arg(textOf(least)));
}

void SliderField::edit(std::optional<double> value) {
  const bool other = value != value_;
  field_->setModified(false);
  setValue(value);
  if (other) emit edited();
}

void SliderField::refuse(const QString& sentence) {
  field_->setText(textOf(value_));
  QToolTip::showText(field_->mapToGlobal(QPoint(0, field_->height())), sentence, field_);
}

}  // namespace koma::ui
