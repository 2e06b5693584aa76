// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "engine/manga/project.h"

namespace koma::planning {

/// A line of dialogue in a script.
struct ScriptLine {
  std::string speaker;  ///< as written; empty: nobody is named
  std::string text;     ///< without quotation marks
  friend bool operator==(const ScriptLine&, const ScriptLine&) = default;
};

/// Something that one panel can show: what is described, and what is said there.
struct ScriptBeat {
  std::string description;
  std::vector<ScriptLine> lines;
  bool own_panel = false;  ///< the script itself begins a panel here
  friend bool operator==(const ScriptBeat&, const ScriptBeat&) = default;
};

/// With Latin capitals made small; all other signs stay.
[[nodiscard]] std::string lowered(std::string text);

/// Reads a script by its lines: `NAME: words`, `NAME: "words"`, `NAME「words」` and `「words」` are dialogue, with
/// colons and quotation marks of any width; `Panel 3` and `コマ3` begin a panel; all else is description, a beat each
/// sentence. Dialogue belongs to the description before it. A name is at most 24 letters or 4 words without a full
/// stop.
[[nodiscard]] std::vector<ScriptBeat> read_script(const std::string& text);

/// The part of a script under the heading `Page N` or `Nページ`; the whole text when it has no such
/// headings; empty when it has headings, but not this one.
[[nodiscard]] std::string page_of_script(const std::string& text, std::size_t page);

/// Members of the cast whose names a text holds, by whole words for names in Latin letters, in order of appearance.
[[nodiscard]] std::vector<const manga::Character*> named_in(const std::string& text, const manga::Project& project);

}  // namespace koma::planning
