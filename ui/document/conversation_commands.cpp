// SPDX-License-Identifier: Apache-2.0
#include "ui/document/conversation_commands.h"

#include <QCoreApplication>

namespace koma::ui {
namespace {

class ConversationWords {
  Q_DECLARE_TR_FUNCTIONS(Commands)
};

bool isOpen(const Document& document, const manga::ConversationSubject& subject, std::size_t turn) {
  const manga::Conversation* talk = conversationAbout(document.project(), subject);
  return talk && turn < talk->size() && (*talk)[turn].state == manga::TurnState::open;
}

/// Of the draft, to be changed.
manga::Conversation& talkOf(Draft& draft, const manga::ConversationSubject& subject) {
  if (const auto* panel = std::get_if<manga::PanelId>(&subject)) return draft.panel(*panel).conversation;
  return draft.character(std::get<manga::CharacterId>(subject)).conversation;
}

void settle(Document& document, const manga::ConversationSubject& subject, std::size_t turn, const QString& name,
            manga::TurnState state, const std::function<void(Draft&, const manga::Turn&)>& change = {}) {
  if (!isOpen(document, subject, turn)) return;
  document.endMerging();
  document.edit(name, [&](Draft& draft) {
    manga::Turn& said = talkOf(draft, subject)[turn];
    said.state = state;
    if (change) change(draft, manga::Turn(said));
  });
}

void takeWords(manga::Panel& panel, const manga::Turn& turn) {
  panel.prompt = turn.prompt;
  if (turn.negative_prompt) panel.negative_prompt = turn.negative_prompt;
  if (!turn.shot.empty()) panel.shot = turn.shot;
}

}  // namespace

const manga::Conversation* conversationAbout(const manga::Project& project, const manga::ConversationSubject& subject) {
  if (const auto* id = std::get_if<manga::PanelId>(&subject)) {
    const manga::Panel* panel = manga::find_panel(project, *id);
    return panel ? &panel->conversation : nullptr;
  }
  const manga::Character* member = manga::find_character(project, std::get<manga::CharacterId>(subject));
  return member ? &member->conversation : nullptr;
}

void acceptWords(Document& document, const manga::ConversationSubject& subject, std::size_t turn) {
  const bool person = std::holds_alternative<manga::CharacterId>(subject);
  settle(document, subject, turn,
         person ? ConversationWords::tr("Take over a description") : ConversationWords::tr("Take over a prompt"),
         manga::TurnState::accepted, [&](Draft& draft, const manga::Turn& said) {
           if (const auto* panel = std::get_if<manga::PanelId>(&subject)) {
             takeWords(draft.panel(*panel), said);
           } else {
             draft.character(std::get<manga::CharacterId>(subject)).description = said.prompt;
           }
         });
}

void acceptEdit(Document& document, manga::PanelId panel, std::size_t turn, const manga::AssetId& mask) {
  settle(document, panel, turn, ConversationWords::tr("Take over an edit"), manga::TurnState::accepted,
         [&](Draft& draft, const manga::Turn& said) {
           manga::Panel& changed = draft.panel(panel);
           takeWords(changed, said);
           changed.mask = mask;
         });
}

void acceptTurn(Document& document, const manga::ConversationSubject& subject, std::size_t turn) {
  settle(document, subject, turn, ConversationWords::tr("Accept a proposal"), manga::TurnState::accepted);
}

void dismissTurn(Document& document, const manga::ConversationSubject& subject, std::size_t turn) {
  settle(document, subject, turn, ConversationWords::tr("Dismiss a proposal"), manga::TurnState::dismissed);
}

void clearConversation(Document& document, const manga::ConversationSubject& subject) {
  document.endMerging();
  document.edit(ConversationWords::tr("Delete a conversation"), [&](Draft& draft) { talkOf(draft, subject).clear(); });
}

}  // namespace koma::ui
