// SPDX-License-Identifier: Apache-2.0
#include "ui/assistant/conversation_view.h"

#include <QScrollBar>
#include <QVBoxLayout>

#include "ui/assistant/live_answer.h"
#include "ui/style/quiet_label.h"
#include "ui/style/theme.h"

namespace koma::ui {

ConversationView::ConversationView(PictureLibrary& pictures, const Theme& theme, QWidget* parent)
    : QScrollArea(parent),
      pictures_(pictures),
      theme_(theme),
      invitation_(new QuietLabel(theme, this)),
      live_(new LiveAnswer(theme, this)) {
  setWidgetResizable(true);
  setFrameShape(QFrame::NoFrame);
  setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  setAccessibleName(tr("Conversation"));
  auto* content = new QWidget(this);
  column_ = new QVBoxLayout(content);
  column_->setContentsMargins(0, 0, space::tight, 0);
  column_->setSpacing(space::small);
  column_->addWidget(invitation_);
  column_->addWidget(live_);
  column_->addStretch(1);
  setWidget(content);
  // Cards get their heights late, and pictures come later still; who looks at something older is left there.
  connect(verticalScrollBar(), &QScrollBar::rangeChanged, this, [this](int, int end) {
    if (atEnd_) verticalScrollBar()->setValue(end);
  });
  connect(verticalScrollBar(), &QScrollBar::actionTriggered, this,
          [this] { atEnd_ = verticalScrollBar()->sliderPosition() >= verticalScrollBar()->maximum(); });
}

void ConversationView::setInvitation(const QString& sentence) {
  invitation_->setText(sentence);
}

void ConversationView::show(const manga::Conversation& conversation, const TurnContext& context) {
  std::size_t same = 0;
  const auto stays = [&](const TurnCard& card, const manga::Turn& turn) {
    // Settled cards say nothing of how the subject is now.
    const bool settled = turn.prompt.empty() || turn.state != manga::TurnState::open;
    return card.turn() == turn && (settled || card.context() == context) && card.context().part == context.part;
  };
  while (same < cards_.size() && same < conversation.size() && stays(*cards_[same], conversation[same])) ++same;
  if (same == cards_.size() && same == conversation.size()) return invitation_->setVisible(cards_.empty());
  for (std::size_t i = same; i < cards_.size(); ++i) {
    column_->removeWidget(cards_[i]);
    cards_[i]->hide();
    cards_[i]->deleteLater();
  }
  cards_.resize(same);
  for (std::size_t i = same; i < conversation.size(); ++i) addCard(conversation[i], context);
  invitation_->setVisible(cards_.empty());
}

void ConversationView::addCard(const manga::Turn& turn, const TurnContext& context) {
  auto* card = new TurnCard(turn, context, pictures_, theme_, widget());
  const std::size_t index = cards_.size();
  column_->insertWidget(1 + int(index), card);
  cards_.push_back(card);
  connect(card, &TurnCard::accepted, this, [this, index] { emit accepted(index); });
  connect(card, &TurnCard::dismissed, this, [this, index] { emit dismissed(index); });
}

void ConversationView::scrollToEnd() {
  atEnd_ = true;
  verticalScrollBar()->setValue(verticalScrollBar()->maximum());
}

}  // namespace koma::ui
