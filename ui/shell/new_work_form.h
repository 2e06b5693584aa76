// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>
#include <QWidget>

#include "engine/manga/project.h"

class QLabel;
class QLineEdit;
class QPushButton;
class QSpinBox;

namespace koma::ui {

class Background;
class PaperPicker;
class PaperPreview;
class Theme;

/// A work that the author wants to begin.
struct NewWork {
  QString title;
  QString bundle;  ///< path, ends in .koma; nothing is there yet
  manga::Paper paper;
  manga::ReadingDirection direction = manga::ReadingDirection::right_to_left;
  int pages = 1;
  friend bool operator==(const NewWork&, const NewWork&) = default;
};

/// A file name made of a title: what file systems do not bear is replaced.
[[nodiscard]] QString bundleName(const QString& title);

/// Asks what a new work should be: paper, title, place, reading direction, pages.
class NewWorkForm : public QWidget {
  Q_OBJECT
 public:
  NewWorkForm(Background& background, const Theme& theme, QWidget* parent = nullptr);

  [[nodiscard]] NewWork work() const;
  /// The folder that the work's bundle will be made in.
  void setFolder(const QString& folder);
  void retranslate();

 signals:
  void createRequested(const koma::ui::NewWork& work);

 private:
  void buildFields();
  QWidget* buildDirection();
  QWidget* buildPlace();
  void chooseFolder();
  void check();
  void showProblem(const QString& problem);
  void create();

  Background& background_;
  const Theme& theme_;
  PaperPicker* papers_;
  PaperPreview* preview_;
  QWidget* fields_;
  QLineEdit *title_, *folder_;
  QPushButton *rightToLeft_, *leftToRight_, *create_, *browse_;
  QSpinBox* pages_;
  QLabel *titleLabel_, *placeLabel_, *directionLabel_, *pagesLabel_, *outcome_, *purpose_;
  std::uint64_t checks_ = 0;  ///< only the last answer counts
  bool free_ = false;         ///< nothing is at that place
  bool eager_ = false;        ///< create as soon as that is known
};

}  // namespace koma::ui
