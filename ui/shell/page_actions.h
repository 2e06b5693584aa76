// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>

#include "ui/document/selection.h"

namespace koma::ui {

class Actions;
class Document;

/// Connects the actions for pages, for the frame of a panel and for the shape of a balloon.
class PageActions : public QObject {
  Q_OBJECT
 public:
  PageActions(Actions& actions, Document& document, Selection& selection, QObject* parent = nullptr);

  /// No work is open: everything is off.
  void setOpen(bool open);

 private:
  void connectPages();
  void connectPanel();
  void connectBalloon();
  void update();
  void goToPage(int step);
  [[nodiscard]] std::size_t pageIndex() const;
  [[nodiscard]] const manga::Balloon* balloon() const;

  Actions& actions_;
  Document& document_;
  Selection& selection_;
  bool open_ = false;
};

}  // namespace koma::ui
