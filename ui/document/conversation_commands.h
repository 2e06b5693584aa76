// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/document/document.h"

/// Verbs for what an assistant has proposed; each is one undo step. `turn` counts from 0; a turn that is not there (any
/// more) or has been settled already does nothing. Unknown subjects throw Error(not_found).
namespace koma::ui {

/// The conversation about a panel or a member of the cast; null when it is not there.
[[nodiscard]] const manga::Conversation* conversationAbout(const manga::Project& project,
                                                           const manga::ConversationSubject& subject);

/// The proposed words become the panel's prompt, its words to leave out and its shot, or the person's description.
void acceptWords(Document& document, const manga::ConversationSubject& subject, std::size_t turn);
/// The proposed area becomes the mask, a picture that is in the project already, and the words become the prompt:
/// ready to be drawn anew. `document` has the panel's settings for that otherwise as they were.
void acceptEdit(Document& document, manga::PanelId panel, std::size_t turn, const manga::AssetId& mask);
/// Only says that the author wanted it.
void acceptTurn(Document& document, const manga::ConversationSubject& subject, std::size_t turn);
void dismissTurn(Document& document, const manga::ConversationSubject& subject, std::size_t turn);
void clearConversation(Document& document, const manga::ConversationSubject& subject);

}  // namespace koma::ui
