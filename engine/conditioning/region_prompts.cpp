// SPDX-License-Identifier: Apache-2.0
#include "engine/conditioning/region_prompts.h"

#include <algorithm>
#include <limits>
#include <sstream>

#include "engine/conditioning/character_codes.h"
#include "engine/conditioning/region_division.h"

namespace koma::conditioning {
namespace {

constexpr double unbounded = 1e6;
constexpr std::size_t words_per_block = 75;

double mapped(double place, double from, double to) {
  return (place - from) / (to - from);
}

/// A region of the panel as an area of the part that is drawn.
models::TextArea in_part(const manga::RegionSpan& span, const UnitBox& part) {
  // To the last bit where the whole panel is drawn.
  if (part == UnitBox{0, 0, 1, 1}) return {span.top, span.bottom, span.left, span.right, {}, 0};
  return {mapped(span.top, part.top, part.bottom),
          mapped(span.bottom, part.top, part.bottom),
          mapped(span.left, part.left, part.right),
          mapped(span.right, part.left, part.right),
          {},
          0};
}

/// Of the part as of the drawing. What a split divides goes on to the drawing's edges.
models::TextArea in_drawing(const models::TextArea& area, const UnitBox& window, bool to_the_edges) {
  if (window == UnitBox{0, 0, 1, 1}) return area;
  const auto place = [&](double at, double first, double last) {
    if (to_the_edges && at <= 0) return -unbounded;
    if (to_the_edges && at >= 1) return unbounded;
    return first + at * (last - first);
  };
  models::TextArea result = area;
  result.top = place(area.top, window.top, window.bottom);
  result.bottom = place(area.bottom, window.top, window.bottom);
  result.left = place(area.left, window.left, window.right);
  result.right = place(area.right, window.left, window.right);
  return result;
}

/// The topmost area that holds the middle of a box; −1: none.
int owner_of(const UnitBox& box, const std::vector<models::TextArea>& areas) {
  const double x = std::clamp((double(box.left) + box.right) / 2, 0.0, 1 - 1e-6);
  const double y = std::clamp((double(box.top) + box.bottom) / 2, 0.0, 1 - 1e-6);
  for (std::size_t i = areas.size(); i-- > 0;) {
    const models::TextArea& area = areas[i];
    if (x >= area.left && x < area.right && y >= area.top && y < area.bottom) return int(i);
  }
  return -1;
}

/// Prompts with the words of the characters and the shot.
class Speech {
 public:
  Speech(const api::GenerationRequest& request, const models::ControlVocabulary& vocabulary,
         const std::vector<models::TextArea>& areas)
      : request_(request), vocabulary_(vocabulary) {
    for (const api::PlacedCharacter& character : request.characters) {
      owners_.push_back(owner_of(character.box, areas));
    }
  }

  /// −1: the base.
  [[nodiscard]] std::string of(int region, const std::string& prompt, bool tells_shot,
                               std::vector<std::string>& notes) const {
    api::GenerationRequest part = request_;
    part.prompt = prompt;
    part.characters.clear();
    for (std::size_t i = 0; i < owners_.size(); ++i) {
      if (owners_[i] == region) part.characters.push_back(request_.characters[i]);
    }
    if (!tells_shot) part.shot.reset();
    // A place that nothing names is chosen for the whole panel: with the quirks none is added.
    part.upstream_quirks = request_.upstream_quirks || region >= 0;
    return full_prompt(part, vocabulary_, notes);
  }

 private:
  const api::GenerationRequest& request_;
  const models::ControlVocabulary& vocabulary_;
  std::vector<int> owners_;
};

/// Which segments the published code takes for those of a text: it counts the words after the last comma.
std::size_t blocks_of(const std::string& text) {
  std::istringstream words(text.substr(text.rfind(',') + 1));
  std::size_t count = 0;
  for (std::string word; words >> word;) ++count;
  return count / words_per_block + 1;
}

/// Each text's segments, one after the other, as far as there are `segments`.
std::vector<nn::TokenRange> ranges_of(const std::vector<std::string>& texts, std::size_t segments, bool by_words) {
  std::vector<nn::TokenRange> ranges;
  std::size_t first = 0;
  for (const std::string& text : texts) {
    const std::size_t end = first + (by_words ? blocks_of(text) : 1);
    const std::size_t from = std::min(first, segments);
    ranges.push_back({std::int64_t(from), std::int64_t(std::min(end, segments) - from)});
    first = end;
  }
  return ranges;
}

/// Says which segments there are, and which of them every area reads.
void assign(RegionPrompts& result, const RegionDivision& division, const std::vector<std::string>& texts,
            const std::string& base, const api::GenerationRequest& request, bool pooled_text) {
  const bool quirks = request.upstream_quirks;
  // Without SDXL's second encoder the published code never encodes the base prompt, but counts it when it has a share.
  const bool encodes_base = !base.empty() && (!quirks || pooled_text);
  const bool counts_base = !base.empty() && (encodes_base || division.reads_base);
  result.segments = texts;
  if (encodes_base) result.segments.insert(result.segments.begin(), base);
  std::vector<std::string> counted = texts;
  if (counts_base) counted.insert(counted.begin(), base);
  const std::vector<nn::TokenRange> ranges = ranges_of(counted, result.segments.size(), quirks);
  if (division.reads_base) result.areas.base = ranges.front();
  for (std::size_t i = 0; i < result.areas.areas.size(); ++i) {
    result.areas.areas[i].tokens = ranges[i + (division.reads_base ? 1 : 0)];
  }
  result.areas.plain = {0, 1};
  result.areas.upstream_quirks = quirks;
  result.pooled = request.regions->pooled_from_base ? 0 : result.segments.size() - 1;
}

}  // namespace

RegionPrompts region_prompts(const api::GenerationRequest& request, const models::ControlVocabulary& vocabulary,
                             const RegionFrame& frame, bool pooled_text, std::vector<std::string>& notes) {
  const RegionDivision division = region_division(request);
  RegionPrompts result;
  std::vector<models::TextArea> areas;
  for (const manga::PlannedRegion& region : division.regions) {
    areas.push_back(in_part(region.span, frame.part));
    areas.back().base = division.reads_base ? region.base : 0;
  }
  const Speech speech(request, vocabulary, areas);
  const bool has_base = !division.base_prompt.empty();
  const std::string base = has_base ? speech.of(-1, division.base_prompt, true, notes) : "";
  std::vector<std::string> texts;
  for (std::size_t i = 0; i < division.regions.size(); ++i) {
    texts.push_back(speech.of(int(i), division.regions[i].prompt, !has_base, notes));
  }
  for (const models::TextArea& area : areas) {
    result.areas.areas.push_back(in_drawing(area, frame.window, !division.boxes));
  }
  result.areas.keep_small = division.boxes;
  assign(result, division, texts, base, request, pooled_text);
  result.divided = result.segments.size() > 1;
  if (request.regions->pooled_from_base && !pooled_text) {
    notes.emplace_back("This model has no pooled text, so nothing is taken from the base prompt for it.");
  }
  return result;
}

models::TextAreas in_tokens(models::TextAreas areas, std::int64_t window) {
  const auto widen = [&](nn::TokenRange& range) {
    range.first *= window;
    range.count *= window;
  };
  widen(areas.base);
  widen(areas.plain);
  for (models::TextArea& area : areas.areas) widen(area.tokens);
  return areas;
}

}  // namespace koma::conditioning
