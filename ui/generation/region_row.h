// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QFrame>

#include "engine/manga/panel.h"

class QLabel;
class QToolButton;

namespace koma::ui {

class PromptEdit;
class SliderField;
class Theme;

/// One region of a panel: its colour and number as on the page, its prompt, its weight. Owned by the list of regions.
class RegionRow : public QFrame {
  Q_OBJECT
 public:
  RegionRow(std::size_t index, const Theme& theme, QWidget* parent = nullptr);

  /// `chosen`: it is selected on the page. `shared`: a base prompt is heard too, so that the weight counts.
  void show(const manga::Region& region, bool chosen, bool shared);
  [[nodiscard]] PromptEdit* prompt() const noexcept { return prompt_; }
  [[nodiscard]] SliderField* weight() const noexcept { return weight_; }
  [[nodiscard]] QToolButton* removeButton() const noexcept { return remove_; }

 signals:
  void weightEdited(double weight);
  void removed();
  /// Somebody works on this row.
  void chosen();

 protected:
  void mousePressEvent(QMouseEvent* event) override;
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  void restyle();

  const Theme& theme_;
  std::size_t index_;
  QLabel *swatch_, *name_;
  PromptEdit* prompt_;
  SliderField* weight_;
  QToolButton* remove_;
};

}  // namespace koma::ui
