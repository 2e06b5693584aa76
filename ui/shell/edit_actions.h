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
/// on. Renaming is the window's: it happens in a dock.
class EditActions : public QObject {
  Q_OBJECT
 public:
  EditActions(Actions& actions, Document& document, Selection& selection, Notices& notices,
              std::function<manga::Gutters()> gutters, QObject* parent = nullptr);

  /// The open work, for the clipboard; empty when none is open: everything is off then.
  void setBundle(const std::string& bundle);

 signals:
  /// There is a picture in the clipboard, and somebody wants it here.
  void picturePasted();
  /// A region is new and has no words yet.
  void regionMade(const koma::ui::RegionRef& region);

 private:
  void connectHistory();
  void connectThings();
  void connectArrange();
  void connectRegions();
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
  std::string bundle_;
  bool open_ = false;
};

}  // namespace koma::ui
