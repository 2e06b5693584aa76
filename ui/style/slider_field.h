// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>
#include <optional>

class QLabel;
class QLineEdit;
class QSlider;

namespace koma::ui {

/// What a slider field can be set to. A value is shown multiplied by `factor` with `unit`: 0.5 as "50 %".
struct SliderRange {
  double least = 0, most = 1, step = 0.01;
  QString unit;
  double factor = 1;
  /// What may be typed beyond the slider's ends.
  std::optional<double> leastTyped = {}, mostTyped = {};
};

/// A name, a slider and a field with a unit for one number. The field takes units and small sums ("50%", "3+4"); arrow
/// keys step, with Shift by ten; a double click on the name resets. A drag is one edit, made when it ends.
class SliderField : public QWidget {
  Q_OBJECT
 public:
  SliderField(const QString& name, const SliderRange& range, QWidget* parent = nullptr);

  /// None where somebody else decides, see setUnsetText().
  [[nodiscard]] std::optional<double> value() const noexcept { return value_; }
  /// Shows a value; that is no edit.
  void setValue(std::optional<double> value);
  /// What a double click on the name, and an emptied field, go back to.
  void setResetValue(std::optional<double> value);
  /// Stands in the field when there is no value ("model's own"); the slider then rests at `rest`.
  void setUnsetText(const QString& text, double rest);
  /// Explains the field; the way to reset is added.
  void setExplanation(const QString& text);

  [[nodiscard]] QSlider* slider() const noexcept { return slider_; }
  [[nodiscard]] QLineEdit* field() const noexcept { return field_; }
  [[nodiscard]] QLabel* label() const noexcept { return label_; }

 signals:
  /// Somebody set another value().
  void edited();

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  [[nodiscard]] QString textOf(std::optional<double> value) const;
  [[nodiscard]] double valueAt(int position) const;
  void takeText();
  void step(double steps);
  void edit(std::optional<double> value);
  void refuse(const QString& sentence);

  SliderRange range_;
  std::optional<double> value_, resetValue_;
  double rest_;
  QString explanation_;
  QLabel* label_;
  QSlider* slider_;
  QLineEdit* field_;
};

}  // namespace koma::ui
