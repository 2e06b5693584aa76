// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QAbstractItemModel>
#include <QIcon>
#include <memory>
#include <optional>
#include <vector>

#include "ui/document/change.h"
#include "ui/document/selection.h"

namespace koma::ui {

class Document;
class PictureLibrary;
class Theme;

/// Everything on all pages as a tree: pages, their panels in reading order, in each its people and the balloons that
/// lie on it, the front ones first; balloons on no panel come last. Two narrow columns lock and hide.
class ObjectsModel : public QAbstractItemModel {
  Q_OBJECT
 public:
  enum Column { NameColumn, HideColumn, LockColumn, ColumnCount };
  /// Whether a thing is hidden or locked, in those columns; may be set.
  static constexpr int StateRole = Qt::UserRole;

  ObjectsModel(Document& document, PictureLibrary& pictures, const Theme& theme, QObject* parent = nullptr);
  ~ObjectsModel() override;

  /// Rows go and come back: what views lose then, nobody has deselected.
  [[nodiscard]] bool rebuilding() const noexcept { return rebuilding_; }

  /// Zero for an invalid index.
  [[nodiscard]] manga::PageId pageAt(const QModelIndex& index) const;
  /// None for a page.
  [[nodiscard]] std::optional<Thing> thingAt(const QModelIndex& index) const;
  [[nodiscard]] QModelIndex indexOf(manga::PageId page) const;
  [[nodiscard]] QModelIndex indexOf(const Thing& thing) const;

  [[nodiscard]] QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
  [[nodiscard]] QModelIndex parent(const QModelIndex& index) const override;
  using QObject::parent;
  [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] int columnCount(const QModelIndex& = {}) const override { return ColumnCount; }
  [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
  bool setData(const QModelIndex& index, const QVariant& value, int role) override;
  [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;
  [[nodiscard]] Qt::DropActions supportedDropActions() const override { return Qt::MoveAction; }
  [[nodiscard]] QStringList mimeTypes() const override;
  [[nodiscard]] QMimeData* mimeData(const QModelIndexList& indexes) const override;
  bool canDropMimeData(const QMimeData* data, Qt::DropAction action, int row, int column,
                       const QModelIndex& parent) const override;
  bool dropMimeData(const QMimeData* data, Qt::DropAction action, int row, int column,
                    const QModelIndex& parent) override;

 signals:
  /// A box has another place, and so another name, after it was dragged.
  void thingMoved(const koma::ui::Thing& now);

 private:
  struct Node;
  void documentChanged(const Change& change);
  void reload();
  /// The page's branch anew, unless it still has the same members.
  void reloadPage(manga::PageId page);
  [[nodiscard]] std::unique_ptr<Node> treeOf(const manga::Page& page) const;
  [[nodiscard]] Node* nodeAt(const QModelIndex& index) const;
  [[nodiscard]] const manga::Page* pageOf(const Node& node) const;
  [[nodiscard]] QString nameOf(const Node& node) const;
  [[nodiscard]] QIcon iconOf(const Node& node) const;
  /// Where a dragged thing may go: a sibling of its kind, or null.
  [[nodiscard]] Node* dragged(const QMimeData& data, const QModelIndex& parent) const;

  Document& document_;
  PictureLibrary& pictures_;
  const Theme& theme_;
  std::vector<std::unique_ptr<Node>> pages_;
  bool rebuilding_ = false;
};

}  // namespace koma::ui
