// SPDX-License-Identifier: Apache-2.0
#include "ui/generation/region_list.h"

#include <QCheckBox>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>
#include <array>

#include "engine/api/region_request.h"
#include "ui/document/qt_values.h"
#include "ui/document/thing_commands.h"
#include "ui/generation/prompt_edit.h"
#include "ui/generation/region_row.h"
#include "ui/style/flow_layout.h"
#include "ui/style/icons.h"
#include "ui/style/quiet_label.h"
#include "ui/style/slider_field.h"
#include "ui/style/theme.h"

namespace koma::ui {

RegionList::RegionList(Document& document, Selection& selection, const Theme& theme, QWidget* parent)
    : QWidget(parent),
      document_(document),
      selection_(selection),
      theme_(theme),
      none_(new QuietLabel(tr("The whole panel has one prompt. Divide it to say what is seen in each part, or draw "
                              "boxes with the region tool."),
                           theme, this)),
      column_(new QVBoxLayout(this)),
      columns_(new QPushButton(icon(QStringLiteral("divide"), theme), tr("In columns"), this)),
      rowsButton_(new QPushButton(icon(QStringLiteral("divide-rows"), theme), tr("In rows"), this)),
      removeAll_(new QPushButton(icon(QStringLiteral("delete"), theme), tr("Remove"), this)),
      basePrompt_(new PromptEdit(2, this)),
      //: how much of the whole panel's prompt is heard in its regions
      baseShare_(new SliderField(tr("Base prompt"), {0, 1, 0.05, QStringLiteral("%"), 100}, this)),
      inControls_(new QCheckBox(tr("ControlNets read the regions too"), this)),
      pooled_(new QCheckBox(tr("The base prompt sums up the picture"), this)) {
  columns_->setToolTip(tr("Divide the selected region, or the panel, in columns"));
  rowsButton_->setToolTip(tr("Divide the selected region, or the panel, in rows"));
  removeAll_->setToolTip(tr("Remove all regions: the panel has one prompt again"));
  // A dock may be narrow, and other languages have longer words.
  auto* buttons = new FlowLayout(nullptr, space::tight);
  for (QPushButton* button : {columns_, rowsButton_, removeAll_}) buttons->addWidget(button);
  column_->setContentsMargins(0, 0, 0, 0);
  column_->setSpacing(space::small);
  column_->addWidget(none_);
  column_->addLayout(buttons);
  column_->addWidget(makeShared());
  connect(columns_, &QPushButton::clicked, this, [this] { divide(manga::DivideInto::columns); });
  connect(rowsButton_, &QPushButton::clicked, this, [this] { divide(manga::DivideInto::rows); });
  connect(removeAll_, &QPushButton::clicked, this, [this] { removeRegions(document_, panel_); });
  connectShared();
}

QWidget* RegionList::makeShared() {
  basePrompt_->setAccessibleName(tr("Base prompt"));
  basePrompt_->setPlaceholderText(tr("The panel’s prompt. Write another one here, such as “two girls”."));
  basePrompt_->setToolTip(tr("What the whole panel shows; it is heard beside the regions and, by its share, in them."));
  baseShare_->setResetValue(0);
  baseShare_->setExplanation(
      tr("How much of the base prompt every region hears. 20 to 50 % where the regions show people of one kind."));
  inControls_->setToolTip(tr("Otherwise they hear the base prompt alone."));
  pooled_->setToolTip(tr("SDXL has one summary of all words: the base prompt’s, or else the last region’s."));
  shared_ = new QWidget(this);
  auto* column = new QVBoxLayout(shared_);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(space::small);
  for (QWidget* widget : std::initializer_list<QWidget*>{baseShare_, basePrompt_, inControls_, pooled_}) {
    column->addWidget(widget);
  }
  return shared_;
}

template <class Change>
void RegionList::share(Change change) {
  const manga::Panel* panel = manga::find_panel(document_.project(), panel_);
  if (!panel) return;
  manga::Division division = panel->division;
  change(division);
  setDivision(document_, panel_, division);
}

void RegionList::connectShared() {
  connect(basePrompt_, &PromptEdit::edited, this, [this](const QString& text) {
    share([&](manga::Division& division) { division.base_prompt = text.toStdString(); });
  });
  connect(basePrompt_, &PromptEdit::left, this, [this] { document_.endMerging(); });
  connect(basePrompt_, &PromptEdit::drawRequested, this, &RegionList::drawRequested);
  connect(baseShare_, &SliderField::edited, this,
          [this] { share([&](manga::Division& division) { division.base_share = baseShare_->value().value_or(0); }); });
  connect(inControls_, &QCheckBox::clicked, this,
          [this](bool on) { share([&](manga::Division& division) { division.in_controls = on; }); });
  connect(pooled_, &QCheckBox::clicked, this,
          [this](bool on) { share([&](manga::Division& division) { division.pooled_from_base = on; }); });
}

RegionRow* RegionList::addRow() {
  const std::size_t index = rows_.size();
  auto* row = new RegionRow(index, theme_, this);
  // Behind the sentence for none and before the buttons.
  column_->insertWidget(int(index) + 1, row);
  rows_.push_back(row);
  connect(row->prompt(), &PromptEdit::edited, this, [this, index](const QString& text) {
    setRegionPrompt(document_, {panel_, index}, text);
  });
  connect(row->prompt(), &PromptEdit::left, this, [this] { document_.endMerging(); });
  connect(row->prompt(), &PromptEdit::drawRequested, this, &RegionList::drawRequested);
  connect(row, &RegionRow::weightEdited, this, [this, index](double weight) {
    setRegionWeight(document_, {panel_, index}, weight);
  });
  connect(row, &RegionRow::removed, this, [this, index] {
    removeThings(document_, std::array<Thing, 1>{RegionRef{panel_, index}});
  });
  connect(row, &RegionRow::chosen, this, [this, index] { selection_.select(RegionRef{panel_, index}); });
  return row;
}

void RegionList::divide(manga::DivideInto direction) {
  const RegionRef* chosen = selection_.region();
  const manga::Panel* panel = manga::find_panel(document_.project(), panel_);
  if (!panel) return;
  const std::size_t last = panel->regions.empty() ? 0 : panel->regions.size() - 1;
  const bool here = chosen && chosen->panel == panel_;
  const RegionRef added = divideRegion(document_, {panel_, here ? chosen->index : last}, direction);
  selection_.select(added);
  editPrompt(added.index);
}

void RegionList::show(const manga::Panel& panel) {
  panel_ = panel.id;
  while (rows_.size() > panel.regions.size()) {
    // One of these may have asked for it.
    rows_.back()->hide();
    rows_.back()->deleteLater();
    rows_.pop_back();
  }
  while (rows_.size() < panel.regions.size()) addRow();
  const bool base = !QString::fromStdString(api::whole_prompt(panel)).trimmed().isEmpty();
  const bool cells = manga::split_rows(panel).has_value();
  for (std::size_t i = 0; i < rows_.size(); ++i) {
    const bool chosen = selection_.contains(Thing(RegionRef{panel.id, i}));
    rows_[i]->show(panel.regions[i], chosen, base && (panel.division.base_share > 0 || !cells || rows_.size() == 1));
    rows_[i]->setVisible(true);
  }
  none_->setVisible(rows_.empty());
  shared_->setVisible(!rows_.empty());
  removeAll_->setEnabled(!rows_.empty());
  basePrompt_->setDocumentText(toQt(panel.division.base_prompt));
  baseShare_->setValue(panel.division.base_share);
  inControls_->setChecked(panel.division.in_controls);
  inControls_->setVisible(!panel.controls.empty());
  pooled_->setChecked(panel.division.pooled_from_base);
  pooled_->setEnabled(base);
}

void RegionList::editPrompt(std::size_t region) {
  if (region >= rows_.size()) return;
  selection_.select(RegionRef{panel_, region});
  rows_[region]->prompt()->setFocus(Qt::OtherFocusReason);
  rows_[region]->prompt()->moveCursor(QTextCursor::End);
}

}  // namespace koma::ui
