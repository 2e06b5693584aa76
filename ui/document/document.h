// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>
#include <QUndoStack>
#include <functional>
#include <span>

#include "ui/document/change.h"
#include "ui/document/draft.h"

namespace koma::ui {

/// Steps with the same key that follow each other quickly become one: the strokes of a nudge, the letters of a prompt.
struct MergeKey {
  int verb = 0;              ///< 0 never merges
  std::uint64_t object = 0;  ///< what the verb is done to
  friend bool operator==(const MergeKey&, const MergeKey&) = default;
};

/// The work being edited: a project by value, its undo steps, and one signal.
///
/// Everybody reads the values directly and nobody writes them but through `edit`:
///
///     document.edit(tr("Move panel"), [&](Draft& draft) { draft.panel(id).frame = frame; });
///
/// The draft's copies are swapped with the project's parts; undo swaps them back, redo swaps again. An edit that
/// changes nothing leaves no step; an edit whose function throws leaves everything as it was. `changed` tells, once per
/// touched thing, what to look at again, after the whole edit is in place.
///
/// A finished picture is no edit: `addTakes` puts it into the project and into every undo step that remembers the
/// panel, so that no undo can lose it. Accepting it is an edit. An assistant's answer comes the same way, by `addTurn`:
/// what was asked and answered stays said, whatever is undone.
///
/// Lives on the GUI thread; copies of `project()` may go anywhere.
class Document : public QObject {
  Q_OBJECT
 public:
  explicit Document(manga::Project project = {}, QObject* parent = nullptr);

  [[nodiscard]] const manga::Project& project() const noexcept { return project_; }
  [[nodiscard]] QUndoStack& history() noexcept { return history_; }
  /// Rises with every change of any kind, also by undo.
  [[nodiscard]] std::uint64_t revision() const noexcept { return revision_; }

  /// Another project; there is nothing to undo then.
  void reset(manga::Project project);
  /// One undoable step. `text` names it in the Edit menu ("Move panel"). Returns whether anything changed.
  bool edit(const QString& text, const std::function<void(Draft&)>& change, MergeKey merge = {});
  /// Ends merging: the next step stands for itself, as after a pause.
  void endMerging() noexcept { mergeable_ = false; }

  /// Ids for things that will come later, such as the pictures of a job.
  [[nodiscard]] std::vector<manga::TakeId> reserveTakeIds(int count);
  /// Pictures that were drawn for a panel. Known ones are left out. Returns false when neither the project nor a step
  /// that could be undone has the panel.
  bool addTakes(manga::PanelId panel, std::span<const manga::Take> takes);
  /// An answer, in the conversation about its subject. Returns as addTakes does.
  bool addTurn(const manga::ConversationSubject& subject, const manga::Turn& turn);

 signals:
  /// Do not edit from inside.
  void changed(const koma::ui::Change& change);

 private:
  friend class SwapParts;
  /// Swaps the parts and tells what changed.
  void swapIn(Parts& parts);
  [[nodiscard]] bool mayMerge(MergeKey key);

  manga::Project project_;
  QUndoStack history_;
  std::uint64_t revision_ = 0;
  std::uint64_t gesture_ = 0;  ///< steps of the same gesture and key are one
  MergeKey lastMerge_;
  qint64 lastMergeTime_ = 0;
  bool mergeable_ = false;
};

}  // namespace koma::ui
