// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>
#include <set>

#include "ui/document/selection.h"

class QTreeView;

namespace koma::ui {

class Document;
class EmptyState;
class ObjectsModel;
class PictureLibrary;
class Theme;

/// The tree of everything on the pages. What stands in the Objects dock.
class ObjectsDock : public QWidget {
  Q_OBJECT
 public:
  ObjectsDock(Document& document, Selection& selection, PictureLibrary& pictures, const Theme& theme,
              QWidget* parent = nullptr);

  /// Opens the editor of the chosen thing's name.
  void renameCurrent();
  [[nodiscard]] QTreeView* view() const noexcept { return view_; }
  [[nodiscard]] ObjectsModel* model() const noexcept { return model_; }

 signals:
  /// The things are selected already; none are when it was on a page.
  void contextMenuWanted(const QPoint& globalPlace);
  /// Enter or a double click on something: show it on the page.
  void revealWanted(koma::manga::PageId page, const std::vector<koma::ui::Thing>& things);

 private:
  void setUpView();
  void addActions();
  void takeSelection();
  void showSelection();
  void noteBranch(const QModelIndex& index, bool open);
  void reopen();
  void clicked(const QModelIndex& index);
  [[nodiscard]] std::vector<Thing> chosen() const;
  void toggle(int column);

  Document& document_;
  Selection& selection_;
  ObjectsModel* model_;
  QTreeView* view_;
  EmptyState* empty_;
  std::set<manga::PageId> openPages_;
  std::set<Thing> openPanels_;  ///< branches that the author has opened; rebuilt ones are opened again
  bool following_ = false;      ///< one side is being told of the other
};

}  // namespace koma::ui
