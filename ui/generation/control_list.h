// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>
#include <vector>

#include "engine/api/model_catalog.h"
#include "engine/manga/project.h"
#include "ui/generation/picture_sources.h"

class QLabel;
class QMenu;
class QToolButton;
class QVBoxLayout;

namespace koma::ui {

class ControlRow;
class Document;
class PictureLibrary;
class Theme;

/// The control pictures of a panel: from files, the clipboard, drops or the panel's own takes. Owned by the panel's
/// dock.
class ControlList : public QWidget {
  Q_OBJECT
 public:
  ControlList(Document& document, PictureLibrary& pictures, const Theme& theme, QWidget* parent = nullptr);

  void setSources(PictureSources sources) { sources_ = std::move(sources); }
  /// `model` is the checkpoint that ControlNets must fit, or null when it is not there.
  void show(const manga::Panel& panel, const std::vector<api::ModelEntry>& models, const api::ModelEntry* model);
  [[nodiscard]] const std::vector<ControlRow*>& rows() const noexcept { return rows_; }
  [[nodiscard]] QToolButton* addButton() const noexcept { return add_; }

 protected:
  void dragEnterEvent(QDragEnterEvent* event) override;
  void dragMoveEvent(QDragMoveEvent* event) override;
  void dropEvent(QDropEvent* event) override;

 private:
  ControlRow* addRow();
  void fillMenu();
  void add(manga::PanelId panel, const manga::AssetId& picture);
  /// Adds what comes to the panel that is shown now, whichever is shown then.
  [[nodiscard]] PictureSources::Then adder();

  Document& document_;
  PictureLibrary& pictures_;
  const Theme& theme_;
  PictureSources sources_;
  manga::PanelId panel_;
  std::vector<api::ModelEntry> models_;
  std::string likely_;  ///< the ControlNet that a new picture starts with
  std::vector<ControlRow*> rows_;
  QLabel* none_;
  QVBoxLayout* column_;
  QToolButton* add_;
  QMenu* menu_;
};

}  // namespace koma::ui
