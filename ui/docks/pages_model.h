// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QAbstractListModel>

#include "engine/manga/project.h"
#include "ui/document/change.h"

namespace koma::ui {

class Document;

/// The pages in their order, to be dragged into another one.
class PagesModel : public QAbstractListModel {
  Q_OBJECT
 public:
  explicit PagesModel(Document& document, QObject* parent = nullptr);

  [[nodiscard]] manga::PageId idAt(const QModelIndex& index) const;
  [[nodiscard]] QModelIndex indexOf(manga::PageId page) const;
  /// Page 1 stands alone; then two and two lie open together.
  [[nodiscard]] static bool beginsSpread(int row) { return row % 2 == 1; }
  [[nodiscard]] bool rightToLeft() const;

  [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
  [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;
  [[nodiscard]] Qt::DropActions supportedDropActions() const override { return Qt::MoveAction; }
  [[nodiscard]] QStringList mimeTypes() const override;
  [[nodiscard]] QMimeData* mimeData(const QModelIndexList& indexes) const override;
  bool dropMimeData(const QMimeData* data, Qt::DropAction action, int row, int column,
                    const QModelIndex& parent) override;

 private:
  void documentChanged(const Change& change);
  void reload();

  Document& document_;
  std::vector<manga::PageId> ids_;
};

}  // namespace koma::ui
