// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QUndoCommand>
#include <span>

#include "ui/document/document.h"

namespace koma::ui {

/// What a step may merge with.
struct MergeMark {
  MergeKey key;
  std::uint64_t gesture = 0;
  friend bool operator==(const MergeMark&, const MergeMark&) = default;
};

/// The one undo step there is: values that are swapped with the document's. Owned by its history.
class SwapParts : public QUndoCommand {
 public:
  SwapParts(Document& document, const QString& text, Parts parts, MergeMark merge);

  void undo() override { swap(); }
  void redo() override { swap(); }
  [[nodiscard]] int id() const override { return merge_.key.verb == 0 ? -1 : merge_.key.verb; }
  bool mergeWith(const QUndoCommand* other) override;

  /// Puts takes into every remembered version of the panel; returns whether there is one.
  bool addTakes(manga::PanelId panel, std::span<const manga::Take> takes);
  /// The same with an answer in the conversation about its subject.
  bool addTurn(const manga::ConversationSubject& subject, const manga::Turn& turn);

 private:
  void swap() { document_.swapIn(parts_); }

  Document& document_;
  Parts parts_;
  MergeMark merge_;
};

/// Appends the takes that the panel of that id does not have yet; false when the page has no such panel.
bool addTakesTo(manga::Page& page, manga::PanelId panel, std::span<const manga::Take> takes);
/// Appends an answer to the conversation about a panel or a member of the cast; false when it is not there.
bool addTurnTo(manga::Page& page, manga::PanelId panel, const manga::Turn& turn);
bool addTurnTo(std::vector<manga::Character>& cast, manga::CharacterId character, const manga::Turn& turn);

}  // namespace koma::ui
