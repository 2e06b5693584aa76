// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>
#include <vector>

#include "engine/api/model_catalog.h"
#include "engine/manga/project.h"

class QLabel;
class QVBoxLayout;

namespace koma::ui {

class CharacterRow;
class Document;
class Selection;
class Theme;

/// Who is in a panel: one row per character box. Owned by the panel's dock.
class PeopleList : public QWidget {
  Q_OBJECT
 public:
  PeopleList(Document& document, Selection& selection, const Theme& theme, QWidget* parent = nullptr);

  /// `words` are the model's own; empty lists offer the usual ones.
  void show(const manga::Panel& panel, const api::ModelAbilities& abilities, const api::ControlWords& words);
  /// Takes a box out of the panel.
  void remove(std::size_t index);
  [[nodiscard]] const std::vector<CharacterRow*>& rows() const noexcept { return rows_; }

 private:
  CharacterRow* addRow();

  Document& document_;
  Selection& selection_;
  const Theme& theme_;
  manga::PanelId panel_;
  std::vector<CharacterRow*> rows_;
  QLabel *nobody_, *reason_;
  QVBoxLayout* column_;
};

}  // namespace koma::ui
