// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "engine/manga/balloon.h"
#include "engine/manga/page.h"

/// What a planner proposes, a language model or a rule: data that changes nothing until the author has seen it as
/// differences (engine/manga/differences.h) and takes it (engine/manga/apply_proposal.h).
namespace koma::manga {

/// New words for a panel.
struct RecaptionProposal {
  PanelId panel;
  std::string prompt;
  std::optional<std::string> negative_prompt;  ///< none: it stays as it is
  friend bool operator==(const RecaptionProposal&, const RecaptionProposal&) = default;
};

/// A panel divided among prompts, in place of the regions it has.
struct RegionProposal {
  PanelId panel;
  std::string base_prompt;      ///< of the whole panel; empty: none
  double base_ratio = 0;        ///< 0…1, the base prompt's share of every region; needs a base prompt above 0
  std::vector<Region> regions;  ///< the last lies on top
  friend bool operator==(const RegionProposal&, const RegionProposal&) = default;
};

/// Somebody in a planned panel. Names that the cast does not have stay words of the prompt.
struct PlannedPerson {
  std::string name;
  UnitBox box;  ///< in 0…1 of the panel's bounding rectangle; may leave it by half its size
  std::string expression, pose;
  std::string facing;  ///< "left", "right", "front", "back" or empty
  friend bool operator==(const PlannedPerson&, const PlannedPerson&) = default;
};

/// What is said in a planned panel.
struct PlannedLine {
  std::string speaker;  ///< name in the cast; empty or unknown: a voice without a tail
  std::string text;     ///< UTF-8
  UnitBox box;          ///< of the balloon, in 0…1 of the panel's bounding rectangle
  BalloonShape shape = BalloonShape::ellipse;
  friend bool operator==(const PlannedLine&, const PlannedLine&) = default;
};

struct PlannedPanel {
  double width = 1;  ///< weight in its row
  std::string prompt;
  std::string shot;  ///< "close-up", "bust", "full", "wide" or empty
  std::vector<PlannedPerson> people;
  std::vector<PlannedLine> lines;  ///< in the order in which they are read
  friend bool operator==(const PlannedPanel&, const PlannedPanel&) = default;
};

struct PlannedRow {
  double height = 1;                 ///< weight on the page
  std::vector<PlannedPanel> panels;  ///< in reading order
  friend bool operator==(const PlannedRow&, const PlannedRow&) = default;
};

/// Everything on a page, in place of the panels and balloons it has. Frames fill the paper's inner frame.
struct PageProposal {
  PageId page;
  std::vector<PlannedRow> rows;  ///< from the top
  friend bool operator==(const PageProposal&, const PageProposal&) = default;
};

/// What somebody looks like, in words.
struct CharacterProposal {
  CharacterId character;
  std::string description;
  friend bool operator==(const CharacterProposal&, const CharacterProposal&) = default;
};

struct TranslatedBalloon {
  BalloonId balloon;
  std::string text;
  friend bool operator==(const TranslatedBalloon&, const TranslatedBalloon&) = default;
};

/// Dialogue in another language. A text without a character of East Asia is set horizontally.
struct TranslationProposal {
  std::string language;  ///< for people
  std::vector<TranslatedBalloon> balloons;
  friend bool operator==(const TranslationProposal&, const TranslationProposal&) = default;
};

/// What an assistant answers. Taking it adds it to the conversation about its subject and changes nothing else: what it
/// proposes is accepted there.
struct AnswerProposal {
  ConversationSubject subject;
  Turn turn;
  friend bool operator==(const AnswerProposal&, const AnswerProposal&) = default;
};

using ProposedChange = std::variant<RecaptionProposal, RegionProposal, PageProposal, CharacterProposal,
                                    TranslationProposal, AnswerProposal>;

/// The origin of what no model has thought of.
inline constexpr const char* rule_based = "rule-based";

struct Proposal {
  ProposedChange change;
  std::string origin = rule_based;  ///< or "MODEL at HOST", for people
  friend bool operator==(const Proposal&, const Proposal&) = default;
};

}  // namespace koma::manga
