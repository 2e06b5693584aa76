// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QDialog>

namespace koma::ui {

class Theme;

/// What the program is, whose work it stands on, and under which licences. Reads only what is linked into the program.
class AboutDialog : public QDialog {
  Q_OBJECT
 public:
  explicit AboutDialog(const Theme& theme, QWidget* parent = nullptr);

 private:
  QWidget* buildHead();
  /// A page of a text that is linked into the program; `name` under ":/about".
  QWidget* page(const QString& name, const QString& introduction);

  const Theme& theme_;
};

}  // namespace koma::ui
