// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QAbstractListModel>
#include <QListView>

#include "engine/manga/project.h"

namespace koma::ui {

class Document;
class DropVeil;
class PictureLibrary;
class Theme;

/// The references of one character, to be looked at and put into another order.
class ReferenceModel : public QAbstractListModel {
  Q_OBJECT
 public:
  explicit ReferenceModel(Document& document, QObject* parent = nullptr);

  void setCharacter(manga::CharacterId character);
  [[nodiscard]] manga::CharacterId character() const noexcept { return character_; }
  /// Null when there is none at that row.
  [[nodiscard]] const manga::Reference* at(int row) const;

  [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
  [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;
  [[nodiscard]] Qt::DropActions supportedDropActions() const override { return Qt::MoveAction; }
  [[nodiscard]] QStringList mimeTypes() const override;
  [[nodiscard]] QMimeData* mimeData(const QModelIndexList& indexes) const override;
  bool dropMimeData(const QMimeData* data, Qt::DropAction action, int row, int column,
                    const QModelIndex& parent) override;

 private:
  void reload();
  Document& document_;
  manga::CharacterId character_;
  int rows_ = 0;
};

/// Pictures of one character beside each other. A picture that is dropped on one replaces it, beside them it is one
/// more.
class ReferenceStrip : public QListView {
  Q_OBJECT
 public:
  ReferenceStrip(ReferenceModel& model, PictureLibrary& pictures, const Theme& theme, QWidget* parent = nullptr);
  /// As high as all its lines: it stands in something that scrolls.
  [[nodiscard]] QSize sizeHint() const override;
  [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

 signals:
  /// `replaced`: the row of the picture that gives way, or −1.
  void picturesDropped(const QMimeData& data, int replaced);

 protected:
  void paintEvent(QPaintEvent* event) override;
  void dragEnterEvent(QDragEnterEvent* event) override;
  void dragMoveEvent(QDragMoveEvent* event) override;
  void dragLeaveEvent(QDragLeaveEvent* event) override;
  void dropEvent(QDropEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;

 private:
  const Theme& theme_;
  void takeDrag(QDragMoveEvent* event);
  ReferenceModel& model_;
  DropVeil* veil_;
};

}  // namespace koma::ui
