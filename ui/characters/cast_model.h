// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QAbstractListModel>

#include "engine/manga/project.h"
#include "ui/document/change.h"

namespace koma::ui {

class Document;

/// What a dragged card carries: the character's id in decimal.
inline constexpr const char* characterMimeType = "application/x-komawari-character";

/// The cast as a list: names to show and edit, cards to drag onto panels and into another order.
class CastModel : public QAbstractListModel {
  Q_OBJECT
 public:
  explicit CastModel(Document& document, QObject* parent = nullptr);

  [[nodiscard]] manga::CharacterId idAt(const QModelIndex& index) const;
  /// Null for an index that is not valid.
  [[nodiscard]] const manga::Character* characterAt(const QModelIndex& index) const;
  [[nodiscard]] QModelIndex indexOf(manga::CharacterId character) const;

  [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
  bool setData(const QModelIndex& index, const QVariant& value, int role) override;
  [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;
  [[nodiscard]] Qt::DropActions supportedDropActions() const override { return Qt::CopyAction | Qt::MoveAction; }
  [[nodiscard]] QStringList mimeTypes() const override;
  [[nodiscard]] QMimeData* mimeData(const QModelIndexList& indexes) const override;
  bool canDropMimeData(const QMimeData* data, Qt::DropAction action, int row, int column,
                       const QModelIndex& parent) const override;
  bool dropMimeData(const QMimeData* data, Qt::DropAction action, int row, int column,
                    const QModelIndex& parent) override;

 private:
  void documentChanged(const Change& change);
  void reload();

  Document& document_;
  std::vector<manga::CharacterId> ids_;  ///< as the views know them; between an edit and `changed` the cast may differ
};

}  // namespace koma::ui
