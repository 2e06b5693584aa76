// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>
#include <optional>

#include "ui/dialogs/export_work.h"

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QRadioButton;

namespace koma::ui {

class Background;
class Theme;

/// Asks how pages are to be exported.
class ExportForm : public QWidget {
  Q_OBJECT
 public:
  /// `project` must outlive the form. Targets begin in `folder`.
  ExportForm(const manga::Project& project, const QString& folder, Background& background, const Theme& theme,
             QWidget* parent = nullptr);

  /// Nothing while something has to be mended first; the form says what.
  [[nodiscard]] std::optional<ExportPlan> plan() const;

 signals:
  void changed();

 private:
  void buildFields();
  QWidget* buildFormat();
  QWidget* buildPages();
  QWidget* buildTarget();
  void update();
  void showSize();
  void lookAtTarget();
  void chooseTarget();
  [[nodiscard]] bool png() const;
  /// Nothing and a sentence for people when the range is none.
  [[nodiscard]] std::optional<std::vector<std::size_t>> pages(QString* problem) const;
  [[nodiscard]] QString problemOf(const std::optional<std::vector<std::size_t>>& pages) const;
  [[nodiscard]] QSizeF pixels() const;

  const manga::Project& project_;
  Background& background_;
  const Theme& theme_;
  QPushButton *png_, *pdf_, *browse_;
  QRadioButton *all_, *some_;
  QLineEdit *range_, *target_;
  QComboBox *dpi_, *colour_;
  QCheckBox* bleed_;
  QLabel *size_, *note_, *problem_;
  QString pngTarget_, pdfTarget_;
  std::uint64_t looks_ = 0;  ///< only the last answer counts
};

}  // namespace koma::ui
