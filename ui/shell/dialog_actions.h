// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QList>
#include <QObject>
#include <QPointer>
#include <filesystem>

#include "ui/document/selection.h"

class QAction;
class QDialog;
class QMainWindow;

namespace koma::ui {

class Actions;
class Background;
class Document;
class DocumentSession;
class Settings;
class Theme;

/// What the dialogs look at; everything outlives them.
struct DialogPlace {
  Document& document;
  Selection& selection;
  DocumentSession& session;
  Settings& settings;
  Background& background;
  const Theme& theme;
  std::filesystem::path fonts;
  QList<QAction*> toolActions;  ///< for the keyboard reference
};

/// Opens the dialogs that stand beside the work, one of each kind at a time, and carries out what they are told.
class DialogActions : public QObject {
  Q_OBJECT
 public:
  DialogActions(Actions& actions, DialogPlace place, QMainWindow& window);

 private:
  void showAbout();
  void showKeys();
  void showPreferences();
  void showPageSetup();
  void showExport();
  /// Brings one that is open to the front; false when there is none.
  static bool raised(const QPointer<QDialog>& dialog);
  void show(QPointer<QDialog>& place, QDialog* dialog);

  Actions& actions_;
  DialogPlace place_;
  QMainWindow& window_;
  QPointer<QDialog> about_, keys_, preferences_, setup_, export_;
};

}  // namespace koma::ui
