// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QListView>

#include "engine/manga/ids.h"

namespace koma::ui {

class CastModel;
class DropVeil;
class PictureLibrary;
class Theme;

/// The list of cards. Cards are dragged out of it and into another order; pictures are dropped on a card or between
/// them.
class CastView : public QListView {
  Q_OBJECT
 public:
  CastView(CastModel& model, PictureLibrary& pictures, const Theme& theme, QWidget* parent = nullptr);

  [[nodiscard]] manga::CharacterId current() const;
  void setCurrent(manga::CharacterId character);

 signals:
  void currentCharacterChanged(koma::manga::CharacterId character);
  /// Zero: on no card.
  void picturesDropped(const QMimeData& data, koma::manga::CharacterId on);

 protected:
  void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;
  void dragEnterEvent(QDragEnterEvent* event) override;
  void dragMoveEvent(QDragMoveEvent* event) override;
  void dragLeaveEvent(QDragLeaveEvent* event) override;
  void dropEvent(QDropEvent* event) override;

 private:
  void showZone(const QPoint& place);
  CastModel& model_;
  DropVeil* veil_;
};

}  // namespace koma::ui
