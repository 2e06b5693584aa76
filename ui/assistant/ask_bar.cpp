// SPDX-License-Identifier: Apache-2.0
#include "ui/assistant/ask_bar.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QPushButton>
#include <QToolButton>

#include "ui/assistant/assistant_terms.h"
#include "ui/assistant/question_edit.h"
#include "ui/style/flow_layout.h"
#include "ui/style/icons.h"
#include "ui/style/theme.h"

namespace koma::ui {
namespace {

using manga::TurnKind;

constexpr TurnKind quickKinds[] = {TurnKind::describe, TurnKind::refine, TurnKind::similar,
                                   TurnKind::edit,     TurnKind::fill,   TurnKind::explain};

}  // namespace

bool isOfPanels(TurnKind kind) {
  return kind == TurnKind::similar || kind == TurnKind::edit || kind == TurnKind::fill || kind == TurnKind::explain;
}

AskBar::AskBar(QComboBox* model, const Theme& theme, QWidget* parent)
    : QWidget(parent),
      question_(new QuestionEdit(this)),
      send_(new QPushButton(tr("&Ask"), this)),
      stop_(new QPushButton(tr("S&top"), this)),
      clear_(new QToolButton(this)) {
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(space::small);
  column->addWidget(makeActions());
  question_->setAccessibleName(tr("Your question or wish"));
  question_->setPlaceholderText(tr("Ask, or say what should be different"));
  column->addWidget(question_);
  column->addWidget(makeFoot(model, theme));
  connect(question_, &QuestionEdit::sent, this, [this] { emit asked(TurnKind::ask); });
  connect(question_, &QPlainTextEdit::textChanged, this,
          [this] { send_->setEnabled(possible_ && !words().isEmpty()); });
}

QWidget* AskBar::makeActions() {
  auto* actions = new QWidget(this);
  auto* flow = new FlowLayout(actions, space::tight);
  flow->setContentsMargins(0, 0, 0, 0);
  for (const TurnKind kind : quickKinds) {
    auto* button = new QPushButton(actions);
    button->setProperty("quick", true);
    flow->addWidget(button);
    connect(button, &QPushButton::clicked, this, [this, kind] { emit asked(kind); });
    quick_[kind] = button;
  }
  return actions;
}

QWidget* AskBar::makeFoot(QComboBox* model, const Theme& theme) {
  auto* foot = new QWidget(this);
  auto* row = new QHBoxLayout(foot);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(space::small);
  const QString clearing = tr("Deletes this conversation; one undo brings it back");
  clear_->setToolTip(clearing);
  clear_->setAccessibleName(clearing);
  clear_->setAutoRaise(true);
  clear_->setIcon(icon(QStringLiteral("delete"), theme));
  send_->setProperty("primary", true);
  send_->setToolTip(turnHint(TurnKind::ask, false));
  stop_->setToolTip(tr("Stops the answer; nothing is kept of it"));
  row->addWidget(clear_);
  row->addWidget(model, 1);
  row->addWidget(stop_);
  row->addWidget(send_);
  connect(send_, &QPushButton::clicked, this, [this] { emit asked(TurnKind::ask); });
  connect(stop_, &QPushButton::clicked, this, &AskBar::stopWanted);
  connect(clear_, &QToolButton::clicked, this, &AskBar::clearWanted);
  return foot;
}

QString AskBar::words() const {
  return question_->toPlainText().trimmed();
}

QPushButton* AskBar::quickAction(TurnKind kind) const {
  const auto found = quick_.find(kind);
  return found == quick_.end() ? nullptr : found->second;
}

void AskBar::show(const AskState& state) {
  for (const auto& [kind, button] : quick_) {
    const QString reason = state.obstacle(kind);
    button->setText(turnTitle(kind, state.person));
    button->setVisible(!(state.person && isOfPanels(kind)));
    button->setEnabled(reason.isEmpty());
    button->setToolTip(reason.isEmpty() ? turnHint(kind, state.person) : reason);
  }
  possible_ = state.obstacle(TurnKind::ask).isEmpty();
  send_->setEnabled(possible_ && !words().isEmpty());
  send_->setVisible(!state.running);
  stop_->setVisible(state.running);
  clear_->setEnabled(state.spoken);
}

}  // namespace koma::ui
