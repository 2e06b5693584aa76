// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>
#include <QPointer>

#include "ui/document/selection.h"

class QDialog;
class QMainWindow;

namespace koma::ui {

class Actions;
class Document;
class Settings;
class Theme;

/// Opens the dialogs that stand beside the work, one of each kind at a time, and carries out what they are told.
class DialogActions : public QObject {
  Q_OBJECT
 public:
  DialogActions(Actions& actions, Document& document, Selection& selection, Settings& settings, const Theme& theme,
                QMainWindow& window);

 private:
  void showAbout();
  void showKeys();
  void showPreferences();
  void showPageSetup();
  /// Brings one that is open to the front; false when there is none.
  static bool raised(const QPointer<QDialog>& dialog);
  void show(QPointer<QDialog>& place, QDialog* dialog);

  Actions& actions_;
  Document& document_;
  Selection& selection_;
  Settings& settings_;
  const Theme& theme_;
  QMainWindow& window_;
  QPointer<QDialog> about_, keys_, preferences_, setup_;
};

}  // namespace koma::ui
