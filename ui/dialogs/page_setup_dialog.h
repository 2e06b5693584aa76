// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QDialog>

#include "engine/manga/page.h"

class QButtonGroup;
class QComboBox;
class QDoubleSpinBox;
class QLabel;
class QPushButton;

namespace koma::ui {

class PaperPreview;
class Theme;

/// Asks for a sheet: trim, bleed, inner frame and safe margin in mm, from a preset or one's own.
class PageSetupDialog : public QDialog {
  Q_OBJECT
 public:
  /// Which pages the answer is for. All of them includes those that will come.
  enum class Scope { thisPage, allPages, newPages };

  PageSetupDialog(const manga::Paper& paper, const Theme& theme, QWidget* parent = nullptr);

  [[nodiscard]] const manga::Paper& paper() const noexcept { return paper_; }
  [[nodiscard]] Scope scope() const;

 signals:
  void chosen(const koma::manga::Paper& paper, koma::ui::PageSetupDialog::Scope scope);

 private:
  QWidget* buildFields();
  QWidget* buildScope();
  QDoubleSpinBox* lengthField(double least, double most);
  void choosePreset(int index);
  void readFields();
  void showPaper();
  void check();

  const Theme& theme_;
  manga::Paper paper_;
  QComboBox* preset_;
  QDoubleSpinBox *width_, *height_, *bleed_, *safe_, *innerWidth_, *innerHeight_, *innerLeft_, *innerTop_;
  QButtonGroup* scope_;
  QLabel* problem_;
  PaperPreview* preview_;
  QPushButton* apply_;
  bool showing_ = false;  ///< fields are being filled: that is no edit
};

}  // namespace koma::ui
