// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QAbstractListModel>
#include <vector>

#include "engine/manga/project.h"

namespace koma::ui {

class Document;
class PictureLibrary;

/// The takes of one panel, the newest first. Owned by the takes' dock.
class TakeModel : public QAbstractListModel {
  Q_OBJECT
 public:
  enum Role { acceptedRole = Qt::UserRole, dateRole, pictureRole, problemRole };

  TakeModel(Document& document, PictureLibrary& pictures, QObject* parent = nullptr);

  void setPanel(manga::PanelId panel);
  [[nodiscard]] manga::PanelId panel() const noexcept { return panel_; }
  /// Longer side of the pictures in pixels of the screen.
  void setPictureSide(int side) noexcept { side_ = side; }

  [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
  [[nodiscard]] const manga::Take& takeAt(int row) const { return rows_[std::size_t(row)]; }
  /// Row of the take that the page shows, or −1.
  [[nodiscard]] int acceptedRow() const;

 private:
  void refresh();
  void pictureChanged(const std::string& asset);

  Document& document_;
  PictureLibrary& pictures_;
  manga::PanelId panel_;
  manga::TakeId accepted_;
  std::vector<manga::Take> rows_;
  int side_ = 0;
};

}  // namespace koma::ui
