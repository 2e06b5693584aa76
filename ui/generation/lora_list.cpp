// SPDX-License-Identifier: Apache-2.0
#include "ui/generation/lora_list.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QMenu>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>
#include <utility>

#include "ui/document/qt_values.h"
#include "ui/models/model_words.h"
#include "ui/style/icons.h"
#include "ui/style/quiet_label.h"
#include "ui/style/slider_field.h"
#include "ui/style/theme.h"

namespace koma::ui {
namespace {

SliderRange weightRange() {
  return {.least = -2, .most = 2, .step = 0.05, .unit = QStringLiteral("×"), .leastTyped = -4, .mostTyped = 4};
}

}  // namespace

LoraRow::LoraRow(const Theme& theme, QWidget* parent)
    : QFrame(parent),
      theme_(theme),
      name_(new QLabel(this)),
      up_(new QToolButton(this)),
      down_(new QToolButton(this)),
      remove_(new QToolButton(this)),
      //: how strongly a LoRA works
      weight_(new SliderField(tr("Weight"), weightRange(), this)),
      reason_(new QuietLabel(theme, this)) {
  setProperty("card", true);
  name_->setTextFormat(Qt::PlainText);
  up_->setIcon(icon(QStringLiteral("move-up"), theme_));
  down_->setIcon(icon(QStringLiteral("move-down"), theme_));
  remove_->setIcon(icon(QStringLiteral("remove"), theme_));
  weight_->setResetValue(1);
  weight_->setExplanation(tr("1 is as it was made, less is gentler, below 0 works against it. −4 to 4 can be typed."));
  auto* head = new QHBoxLayout;
  head->setSpacing(space::hair);
  head->addWidget(name_, 1);
  for (QToolButton* button : {up_, down_, remove_}) head->addWidget(button);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(space::small, space::tight, space::small, space::small);
  column->setSpacing(space::tight);
  column->addLayout(head);
  column->addWidget(reason_);
  column->addWidget(weight_);
  connect(weight_, &SliderField::edited, this, [this] { emit weightEdited(weight_->value().value_or(1)); });
  connect(remove_, &QToolButton::clicked, this, &LoraRow::removed);
  connect(up_, &QToolButton::clicked, this, [this] { emit moved(-1); });
  connect(down_, &QToolButton::clicked, this, [this] { emit moved(1); });
  connect(&theme_, &Theme::changed, this, &LoraRow::restyle);
  restyle();
}

const QLabel* LoraRow::reason() const noexcept {
  return reason_;
}

void LoraRow::show(const manga::LoraUse& use, const QString& name, const QString& reason, bool first, bool last) {
  name_->setText(name);
  setAccessibleName(name);
  name_->setEnabled(reason.isEmpty());
  weight_->setEnabled(reason.isEmpty());
  weight_->setValue(use.weight);
  reason_->setText(reason);
  reason_->setVisible(!reason.isEmpty());
  up_->setEnabled(!first);
  down_->setEnabled(!last);
  const QString keys = QStringLiteral("%1 (%2)");
  up_->setToolTip(keys.arg(tr("Move %1 up").arg(name), QKeySequence(Qt::ALT | Qt::Key_Up).toString()));
  down_->setToolTip(keys.arg(tr("Move %1 down").arg(name), QKeySequence(Qt::ALT | Qt::Key_Down).toString()));
  remove_->setToolTip(tr("Draw without %1").arg(name));
  for (QToolButton* button : {up_, down_, remove_}) button->setAccessibleName(button->toolTip());
}

void LoraRow::keyPressEvent(QKeyEvent* event) {
  const bool up = event->key() == Qt::Key_Up, down = event->key() == Qt::Key_Down;
  if (event->modifiers().testFlag(Qt::AltModifier) && ((up && up_->isEnabled()) || (down && down_->isEnabled()))) {
    emit moved(up ? -1 : 1);
    return;
  }
  QFrame::keyPressEvent(event);
}

void LoraRow::restyle() {
  name_->setFont(theme_.font(TextRole::strong));
}

LoraList::LoraList(const QString& explanation, const Theme& theme, QWidget* parent)
    : QWidget(parent),
      theme_(theme),
      none_(new QuietLabel(explanation, theme, this)),
      column_(new QVBoxLayout(this)),
      add_(new QToolButton(this)),
      menu_(new QMenu(this)) {
  column_->setContentsMargins(0, 0, 0, 0);
  column_->setSpacing(space::small);
  column_->addWidget(none_);
  column_->addWidget(add_, 0, Qt::AlignLeft);
  add_->setText(tr("Add LoRA"));
  add_->setIcon(icon(QStringLiteral("add"), theme_));
  add_->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
  add_->setPopupMode(QToolButton::InstantPopup);
  add_->setMenu(menu_);
  add_->setToolTip(tr("Choose a LoRA from the model folders"));
  menu_->setToolTipsVisible(true);
  connect(menu_, &QMenu::aboutToShow, this, &LoraList::fillMenu);
}

LoraRow* LoraList::addRow() {
  auto* row = new LoraRow(theme_, this);
  const std::size_t index = rows_.size();
  column_->insertWidget(int(index) + 1, row);
  rows_.push_back(row);
  connect(row, &LoraRow::weightEdited, this, [this, index](double weight) {
    auto uses = uses_;
    uses.at(index).weight = weight;
    edit(std::move(uses));
  });
  connect(row, &LoraRow::removed, this, [this, index] {
    auto uses = uses_;
    uses.erase(uses.begin() + std::ptrdiff_t(index));
    edit(std::move(uses));
  });
  connect(row, &LoraRow::moved, this, [this, index](int step) {
    auto uses = uses_;
    std::swap(uses.at(index), uses.at(index + std::size_t(std::ptrdiff_t(step))));
    edit(std::move(uses));
    rows_[index + std::size_t(std::ptrdiff_t(step))]->weight()->setFocus();
  });
  return row;
}

void LoraList::show(const std::vector<manga::LoraUse>& uses, const std::vector<api::ModelEntry>& models,
                    const api::ModelEntry* model) {
  uses_ = uses;
  models_ = models;
  model_ = model ? std::optional(*model) : std::nullopt;
  while (rows_.size() > uses_.size()) {
    // One of these may have asked for it.
    rows_.back()->hide();
    rows_.back()->deleteLater();
    rows_.pop_back();
  }
  while (rows_.size() < uses_.size()) addRow();
  for (std::size_t i = 0; i < rows_.size(); ++i) {
    const api::ModelEntry* entry = findModel(models_, uses_[i].model, api::ModelKind::lora);
    const QString name = nameOfModel(entry, uses_[i].model);
    rows_[i]->show(uses_[i], name, whyUnfit(name, entry, model, !models_.empty()), i == 0, i + 1 == rows_.size());
    rows_[i]->setVisible(true);
  }
  none_->setVisible(rows_.empty());
}

void LoraList::fillMenu() {
  menu_->clear();
  for (const api::ModelEntry& entry : models_) {
    if (entry.kind != api::ModelKind::lora) continue;
    const bool used = std::ranges::any_of(
        uses_, [&](const manga::LoraUse& use) { return findModel(models_, use.model, entry.kind) == &entry; });
    if (used) continue;
    // Behind the tab stands at the right edge.
    const QString text = toQt(entry.name) + u'\t' + familyName(entry.family);
    QAction* action = menu_->addAction(text, this, [this, id = entry.id] {
      auto uses = uses_;
      uses.push_back({.model = id});
      edit(std::move(uses));
    });
    const QString reason = whyUnfit(toQt(entry.name), &entry, model_ ? &*model_ : nullptr, true);
    action->setEnabled(reason.isEmpty());
    action->setToolTip(reason);
  }
  if (menu_->isEmpty()) menu_->addAction(tr("No other LoRAs in the model folders"))->setEnabled(false);
  menu_->addSeparator();
  menu_->addAction(icon(QStringLiteral("model"), theme_), tr("Model manager…"), this, &LoraList::managerRequested);
}

void LoraList::edit(std::vector<manga::LoraUse> uses) {
  emit edited(uses);
}

}  // namespace koma::ui
