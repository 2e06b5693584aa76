// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QAbstractButton>
#include <QButtonGroup>
#include <QWidget>
#include <string>
#include <vector>

#include "engine/manga/page.h"

namespace koma::ui {

class Theme;

/// One paper as a card to choose: the sheet to scale, its name, its size.
class PaperCard : public QAbstractButton {
  Q_OBJECT
 public:
  /// `scale` is pixels per mm, the same for all cards that stand together.
  PaperCard(manga::Paper paper, double scale, const Theme& theme, QWidget* parent = nullptr);

  [[nodiscard]] const manga::Paper& paper() const noexcept { return paper_; }
  void retranslate();
  [[nodiscard]] QSize sizeHint() const override;
  [[nodiscard]] QSize minimumSizeHint() const override;

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  manga::Paper paper_;
  double scale_;
  const Theme& theme_;
};

/// All paper presets beside each other; one is chosen.
class PaperPicker : public QWidget {
  Q_OBJECT
 public:
  explicit PaperPicker(const Theme& theme, QWidget* parent = nullptr);

  [[nodiscard]] const manga::Paper& paper() const;
  /// Nothing happens for an unknown preset.
  void choose(const std::string& preset);
  void retranslate();

 signals:
  void chosen(const koma::manga::Paper& paper);

 private:
  std::vector<PaperCard*> cards_;
  QButtonGroup group_;
};

}  // namespace koma::ui
