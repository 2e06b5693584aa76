// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QDialog>

#include "ui/dialogs/preferences.h"

class QScrollArea;

namespace koma::ui {

class SettingRows;
class Theme;

/// The preferences, each with a sentence of what it does. There is nothing to confirm: what is changed holds at once,
/// and `edited` tells it. Shown beside the work, not in its way.
class PreferencesDialog : public QDialog {
  Q_OBJECT
 public:
  PreferencesDialog(const Preferences& preferences, const Theme& theme, QWidget* parent = nullptr);

  [[nodiscard]] const Preferences& preferences() const noexcept { return preferences_; }

 signals:
  void edited(const koma::ui::Preferences& preferences);
  /// The list of language models is wanted.
  void endpointsWanted();

 protected:
  void changeEvent(QEvent* event) override;

 private:
  void build();
  void addLook(SettingRows& rows);
  void addDrawing(SettingRows& rows);
  void addPage(SettingRows& rows);
  void addPlanning(SettingRows& rows);
  void addSafety(SettingRows& rows);
  /// Takes a value over and tells it.
  template <class T>
  void take(T& target, const T& value) {
    if (target == value) return;
    target = value;
    emit edited(preferences_);
  }

  Preferences preferences_;
  const Theme& theme_;
  QScrollArea* scroll_;
  class QPushButton *close_, *reset_;
};

}  // namespace koma::ui
