// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>
#include <functional>

#include "engine/manga/panel_layout.h"
#include "ui/document/selection.h"

namespace koma::ui {

class Actions;
class Document;
class Notices;

/// Connects the actions for what is selected to the document's verbs, and enables those that have something to work
/// on. Pasting and renaming are the window's: they depend on what is in the clipboard and which dock has the focus.
class EditActions : public QObject {
  Q_OBJECT
 public:
  EditActions(Actions& actions, Document& document, Selection& selection, Notices& notices,
              std::function<manga::Gutters()> gutters, QObject* parent = nullptr);

  /// No work is open: everything is off.
  void setOpen(bool open);

 private:
  void connectHistory();
  void connectThings();
  void connectArrange();
  void connectClipboard();
  void update();
  /// Runs a verb; what it refuses becomes a notice.
  void attempt(const std::function<void()>& verb);
  void selectAll();

  Actions& actions_;
  Document& document_;
  Selection& selection_;
  Notices& notices_;
  std::function<manga::Gutters()> gutters_;
  bool open_ = false;
};

}  // namespace koma::ui
