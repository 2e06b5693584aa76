// SPDX-License-Identifier: Apache-2.0
#include "ui/generation/people_list.h"

#include <QLabel>
#include <QVBoxLayout>

#include "ui/document/panel_commands.h"
#include "ui/generation/character_row.h"
#include "ui/style/quiet_label.h"
#include "ui/style/theme.h"

namespace koma::ui {

PeopleList::PeopleList(Document& document, Selection& selection, const Theme& theme, QWidget* parent)
    : QWidget(parent),
      document_(document),
      selection_(selection),
      theme_(theme),
      nobody_(new QuietLabel(
          tr("Nobody yet. Drag a card from the cast onto the panel, or draw a box with the character tool."), theme,
          this)),
      reason_(new QuietLabel(theme, this)),
      column_(new QVBoxLayout(this)) {
  column_->setContentsMargins(0, 0, 0, 0);
  column_->setSpacing(space::small);
  column_->addWidget(nobody_);
  column_->addWidget(reason_);
}

CharacterRow* PeopleList::addRow() {
  auto* row = new CharacterRow(theme_, this);
  const std::size_t index = rows_.size();
  column_->addWidget(row);
  rows_.push_back(row);
  connect(row, &CharacterRow::edited, this, [this, index](const manga::CharacterBox& box) {
    setCharacterBox(document_, {panel_, index}, box);
  });
  connect(row, &CharacterRow::removed, this, [this, index] { remove(index); });
  connect(row, &CharacterRow::chosen, this, [this, index] { selection_.select(BoxRef{panel_, index}); });
  return row;
}

void PeopleList::show(const manga::Panel& panel, const api::ModelAbilities& abilities, const api::ControlWords& words) {
  panel_ = panel.id;
  while (rows_.size() > panel.characters.size()) {
    // One of these may have asked for it.
    rows_.back()->hide();
    rows_.back()->deleteLater();
    rows_.pop_back();
  }
  while (rows_.size() < panel.characters.size()) addRow();
  const manga::DrawingSettings drawing = manga::drawing_of(document_.project(), panel);
  for (std::size_t i = 0; i < rows_.size(); ++i) {
    const manga::CharacterBox& box = panel.characters[i];
    rows_[i]->setWords(words);
    rows_[i]->show(box, manga::find_character(document_.project(), box.character), abilities);
    rows_[i]->setPhraseUse(manga::has_adapter(drawing), drawing.auto_layout.value_or(false));
    rows_[i]->setVisible(true);
  }
  nobody_->setVisible(rows_.empty());
  reason_->setText(CharacterRow::reasonFor(abilities));
  reason_->setVisible(!rows_.empty() && !reason_->text().isEmpty());
}

void PeopleList::remove(std::size_t index) {
  document_.edit(tr("Take character out"), [&](Draft& draft) {
    auto& characters = draft.panel(panel_).characters;
    if (index < characters.size()) characters.erase(characters.begin() + std::ptrdiff_t(index));
  });
}

}  // namespace koma::ui
