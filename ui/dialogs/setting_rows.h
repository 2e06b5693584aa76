// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

class QCheckBox;
class QGridLayout;

namespace koma::ui {

class Theme;

/// A column of settings: names on the left, fields on the right, under each a sentence of what it does.
class SettingRows : public QWidget {
  Q_OBJECT
 public:
  explicit SettingRows(const Theme& theme, QWidget* parent = nullptr);

  void addTitle(const QString& text);
  /// The field gets the name and the sentence as its accessible ones. `name` may have a mnemonic.
  void addRow(const QString& name, QWidget* field, const QString& sentence);
  void addCheck(QCheckBox* check, const QString& sentence);
  /// A sentence for itself.
  void addText(const QString& sentence);

 private:
  void addSentence(const QString& sentence);

  const Theme& theme_;
  QGridLayout* grid_;
  int row_ = 0;
};

}  // namespace koma::ui
