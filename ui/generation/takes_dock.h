// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QDockWidget>
#include <filesystem>

#include "engine/manga/project.h"

class QFormLayout;
class QLabel;
class QListView;
class QMenu;
class QStackedWidget;
class QToolButton;

namespace koma::ui {

class Background;
class Document;
class EmptyState;
class Notices;
class PictureLibrary;
class Section;
class Selection;
class TakeComparison;
class TakeModel;
class Theme;

/// All pictures that were drawn for the selected panel: look through them in place on the page, accept one, throw some
/// away, take their recipe up again. Owned by the main window.
class TakesDock : public QDockWidget {
  Q_OBJECT
 public:
  TakesDock(Document& document, Selection& selection, PictureLibrary& pictures, Background& background,
            Notices& notices, const Theme& theme, QWidget* parent = nullptr);

  [[nodiscard]] QListView* list() const noexcept { return list_; }
  [[nodiscard]] TakeModel* model() const noexcept { return model_; }
  [[nodiscard]] bool isComparing() const;

 public slots:
  /// The newer (−1) or older (1) take becomes the current one and is shown in its place on the page.
  void browse(int places);
  /// Blinks the current take against the accepted one, until it is called again.
  void toggleBlink();
  void endCompare();
  void accept();
  void removeSelected();
  void recall();
  void copyRecipe();
  void showRecipe();
  /// Asks for a finer picture of the current take.
  void enlarge();
  void saveAs();
  /// Writes the current take's file to another place, away from this thread.
  void saveCopy(const std::filesystem::path& file);

 signals:
  /// The panel is to show this picture instead of the accepted one until compareEnded; empty: none.
  void compareRequested(koma::manga::PanelId panel, const std::string& picture);
  void compareEnded();
  void enlargeRequested(koma::manga::PanelId panel, koma::manga::TakeId take);

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  void layOut();
  QToolButton* addButton(const char* iconName, const QString& text, const QString& keys, void (TakesDock::*verb)());
  void showPanel();
  void showCounts();
  void showCurrent();
  bool takeKey(int key, Qt::KeyboardModifiers modifiers);
  void showMenu(QPoint place);
  [[nodiscard]] const manga::Take* current() const;
  [[nodiscard]] const manga::Take* blinkPartner() const;

  Document& document_;
  Selection& selection_;
  PictureLibrary& pictures_;
  Background& background_;
  Notices& notices_;
  const Theme& theme_;
  TakeModel* model_;
  TakeComparison* comparison_;
  manga::TakeId shownTake_;  ///< as last seen
  QStackedWidget* pages_;
  EmptyState* empty_;
  QListView* list_;
  QLabel* count_;
  QToolButton *accept_, *blink_, *recall_, *enlarge_, *remove_;
  Section* recipe_;
  QFormLayout* recipeForm_ = nullptr;
};

}  // namespace koma::ui
