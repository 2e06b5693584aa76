// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "engine/api/endpoint.h"
#include "engine/base/image.h"
#include "engine/manga/project.h"

namespace koma::api {

/// Better words for what a panel shows. Sees the panel's picture where there is one and the model has eyes.
struct RecaptionTask {
  manga::PanelId panel;
  std::string wish;  ///< what the author wants otherwise; may be empty
  friend bool operator==(const RecaptionTask&, const RecaptionTask&) = default;
};

/// Regions for a panel.
struct PanelTask {
  manga::PanelId panel;
  std::string wish;  ///< may be empty: the panel's prompt
  friend bool operator==(const PanelTask&, const PanelTask&) = default;
};

/// A whole page: panels, people, dialogue.
struct PageTask {
  manga::PageId page;
  std::string text;  ///< a part of a script, or a sentence; empty: the work's script
  int panels = 0;    ///< 1…12; 0 leaves it to the planner
  friend bool operator==(const PageTask&, const PageTask&) = default;
};

/// What somebody looks like, from the reference pictures.
struct CharacterTask {
  manga::CharacterId character;
  friend bool operator==(const CharacterTask&, const CharacterTask&) = default;
};

struct TranslationTask {
  std::string language;                    ///< "English", "日本語" …
  std::vector<manga::BalloonId> balloons;  ///< empty: all that have a text
  friend bool operator==(const TranslationTask&, const TranslationTask&) = default;
};

/// Something about a picture of the work: a panel's shown take, or a member of the cast's reference. What was said
/// about the subject before goes along from its conversation, of the pictures only this one.
struct AssistantTask {
  manga::ConversationSubject subject;
  manga::TurnKind kind = manga::TurnKind::ask;
  std::string words;                  ///< the question or wish; may be empty but for ask
  manga::AssetId picture;             ///< the reference that is meant; empty: the shown take, or the first reference
  std::vector<std::string> findings;  ///< of explain: what was measured of the panel, a sentence each
  bool tags = false;  ///< prompts as lists of words, as checkpoints that learned from tagged drawings read them
  friend bool operator==(const AssistantTask&, const AssistantTask&) = default;
};

using PlanTask = std::variant<RecaptionTask, PanelTask, PageTask, CharacterTask, TranslationTask, AssistantTask>;

/// The pixels of a picture of the project; called while the request is carried out, on the planner's thread. Throws
/// Error(not_found) when it is gone.
using PictureLoader = std::function<Image(const manga::AssetId&)>;

/// What to plan, of which state of the work, and whom to ask.
struct PlanRequest {
  PlanTask task;
  manga::Project project;            ///< as it is now; a copy
  std::optional<Endpoint> endpoint;  ///< none: by rule, which can plan pages only
  PictureLoader pictures;            ///< empty: nothing is shown to anybody
};

}  // namespace koma::api
