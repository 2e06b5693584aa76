// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>
#include <filesystem>

class QMainWindow;

namespace koma::ui {

class Actions;
class DocumentSession;
class Settings;

/// New, open, copy, close: asks for places without holding up the window and hands the answer to the session.
class FileActions : public QObject {
  Q_OBJECT
 public:
  FileActions(Actions& actions, DocumentSession& session, Settings& settings, std::filesystem::path resources,
              QMainWindow& window);

  void setOpen(bool open);
  /// A copy of the sample work in the author's folder of works; opens the one that is there already.
  void openSample();
  /// Asks for a work's folder.
  void chooseWork();

 private:
  void chooseCopy();
  [[nodiscard]] QString worksFolder() const;

  Actions& actions_;
  DocumentSession& session_;
  Settings& settings_;
  std::filesystem::path resources_;
  QMainWindow& window_;
};

}  // namespace koma::ui
