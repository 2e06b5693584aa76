// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QImage>
#include <QWidget>
#include <filesystem>

#include "engine/manga/panel_layout.h"
#include "engine/manga/project.h"

class QListView;
class QMenu;
class QToolButton;

namespace koma::ui {

class Background;
class Document;
class EmptyState;
class PageDelegate;
class PagesModel;
class PageThumbnails;
class PictureLibrary;
class Selection;
class Theme;

/// The strip of all pages, from the side where reading begins. What stands in the Pages dock.
class PagesDock : public QWidget {
  Q_OBJECT
 public:
  PagesDock(Document& document, Selection& selection, PictureLibrary& pictures, Background& background,
            const Theme& theme, const std::filesystem::path& fontsFolder, QWidget* parent = nullptr);

  /// Between the panels of a template.
  void setGutters(const manga::Gutters& gutters) { gutters_ = gutters; }
  [[nodiscard]] QListView* view() const noexcept { return view_; }
  [[nodiscard]] PageThumbnails* thumbnails() const noexcept { return thumbnails_; }

 signals:
  /// A page looks different now; for overviews elsewhere.
  void thumbnailPainted(koma::manga::PageId page, const QImage& image);
  /// Enter or a double click: work on the page.
  void openWanted(koma::manga::PageId page);

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;
  void changeEvent(QEvent* event) override;

 private:
  void setUpView();
  QWidget* buildTools();
  void addActions();
  void fillTemplates();
  void showSelection();
  void takeCurrent();
  void showDirection();
  void fitStrip();
  void tellVisible();
  void step(int rows);
  void moveCurrent(int rows);
  void addAfterCurrent();
  void duplicateCurrent();
  void removeCurrent();
  [[nodiscard]] manga::PageId current() const;

  Document& document_;
  Selection& selection_;
  const Theme& theme_;
  manga::Gutters gutters_;
  PagesModel* model_;
  PageThumbnails* thumbnails_;
  PageDelegate* delegate_;
  QListView* view_;
  EmptyState* empty_;
  QMenu* templates_;
  QToolButton *template_ = nullptr, *duplicate_ = nullptr, *remove_ = nullptr;
  bool following_ = false;  ///< one side is being told of the other
};

}  // namespace koma::ui
