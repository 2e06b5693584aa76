// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QObject>
#include <QStringList>
#include <QTimer>
#include <filesystem>
#include <string>

#include "ui/dialogs/preferences.h"

namespace koma::ui {

class Background;

/// Everything the program remembers between two starts, apart from works and their list.
struct SettingsValues {
  Preferences preferences;
  QByteArray geometry, docks;  ///< QWidget::saveGeometry, QMainWindow::saveState
  bool spread = false;         ///< two pages side by side
  bool guides = true;
  QString tool = QStringLiteral("select");
  QString exportFolder, worksFolder;  ///< where the last export and the last new work went
  QStringList modelFolders;           ///< that the author added to the program's own
  friend bool operator==(const SettingsValues&, const SettingsValues&) = default;
};

/// A text that `readSettings` understands.
[[nodiscard]] std::string writeSettings(const SettingsValues& values);
/// Never fails: what is missing, of the wrong kind or out of its range is as in a new installation.
[[nodiscard]] SettingsValues readSettings(const std::string& text);

/// The program's memory, made once and passed by reference. Read when it is made, written a moment after each change,
/// away from the GUI thread, and at the end.
class Settings : public QObject {
  Q_OBJECT
 public:
  explicit Settings(std::filesystem::path file = defaultFile(), QObject* parent = nullptr);
  ~Settings() override;

  /// settings.json in the folder that the system has for the program.
  [[nodiscard]] static std::filesystem::path defaultFile();
  /// Who writes; without one, changes are written at the end only. Must be given back (null) before it is destroyed.
  void setBackground(Background* background) { background_ = background; }

  [[nodiscard]] const SettingsValues& values() const noexcept { return values_; }
  [[nodiscard]] const Preferences& preferences() const noexcept { return values_.preferences; }
  void set(const SettingsValues& values);
  void setPreferences(const Preferences& preferences);

 signals:
  void changed();
  /// The settings cannot be kept; one sentence why. Told once until writing succeeds again.
  void failed(const QString& reason);

 private:
  void writeSoon();
  void writeNow();

  std::filesystem::path file_;
  SettingsValues values_, written_;
  Background* background_ = nullptr;
  QTimer pause_;
  bool writing_ = false, complained_ = false;
};

}  // namespace koma::ui
