// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

#include "engine/manga/ids.h"

class QAction;
class QStackedWidget;

namespace koma::api {
class ProjectService;
}

namespace koma::ui {

class Background;
class CastModel;
class CastView;
class CharacterDetails;
class Document;
class DropVeil;
class EmptyState;
class Notices;
class PictureIntake;
class PictureLibrary;
class Selection;
class Theme;

/// The cast: cards, or everything about one character. What stands in the Cast dock.
class CastDock : public QWidget {
  Q_OBJECT
 public:
  CastDock(Document& document, Selection& selection, PictureLibrary& pictures, api::ProjectService& service,
           Background& background, Notices& notices, const Theme& theme, QWidget* parent = nullptr);

  /// Named and ready to be renamed.
  void addNew();
  void openDetails(manga::CharacterId character);
  /// From the clipboard to the chosen character, or to a new one when none is chosen.
  void pastePicture();

  [[nodiscard]] CastView* view() const noexcept { return view_; }
  [[nodiscard]] CharacterDetails* details() const noexcept { return details_; }
  [[nodiscard]] EmptyState* emptyState() const noexcept { return empty_; }

 protected:
  void dragEnterEvent(QDragEnterEvent* event) override;
  void dragLeaveEvent(QDragLeaveEvent* event) override;
  void dropEvent(QDropEvent* event) override;

 private:
  QWidget* buildList();
  void addActions();
  void choosePage();
  void showList();
  void followSelection();
  void choosePictures();
  void take(const class QMimeData& data, manga::CharacterId on);
  void keep(const manga::AssetId& picture, const QString& name, manga::CharacterId on);
  void moveCurrent(int by);
  void removeCurrent();

  Document& document_;
  Selection& selection_;
  const Theme& theme_;
  PictureIntake* intake_;
  CastModel* model_;
  QStackedWidget* pages_;
  EmptyState* empty_;
  CastView* view_;
  QWidget *list_, *detailsPage_;
  CharacterDetails* details_;
  DropVeil* veil_;
};

}  // namespace koma::ui
