// SPDX-License-Identifier: Apache-2.0
#include "ui/lettering/text_cluster.h"

#include <unicode/uchar.h>

#include <algorithm>

namespace koma::lettering {
namespace {

constexpr char32_t zeroWidthJoiner = 0x200D;

bool isAsciiDigit(char32_t c) {
  return c >= U'0' && c <= U'9';
}
bool isMark(char32_t c) {
  return c == U'!' || c == U'?' || c == U'！' || c == U'？';
}
bool isBracket(char32_t c) {
  return std::u32string_view(U"()[]{}").find(c) != std::u32string_view::npos;
}
bool isLatinLetter(char32_t c) {
  return (c >= U'A' && c <= U'Z') || (c >= U'a' && c <= U'z') || (c >= 0xC0 && c < 0x250 && c != U'×' && c != U'÷');
}
/// Part of a Latin run: visible ASCII but ! and ?, and accented letters.
bool isLatin(char32_t c) {
  return (c > 0x20 && c < 0x7F && c != U'!' && c != U'?') || isLatinLetter(c);
}

bool extendsCharacter(char32_t c) {
  return c == zeroWidthJoiner || u_hasBinaryProperty(static_cast<UChar32>(c), UCHAR_GRAPHEME_EXTEND);
}

/// Walks over a text, cutting off one cluster or one run after the other.
class Itemiser {
 public:
  Itemiser(std::u32string_view text, const TextOptions& options) : text_(text), options_(options) {}

  std::vector<Cluster> run() {
    while (at_ < text_.size()) {
      const char32_t c = text_[at_];
      if (isLatin(c))
        takeLatin();
      else if (isMark(c))
        takeMarks();
      else
        takeCharacter();
    }
    return std::move(clusters_);
  }

 private:
  bool horizontal() const { return options_.mode == WritingMode::horizontal; }

  void add(std::size_t end, LineClass lineClass, Orientation orientation, double width) {
    if (horizontal()) orientation = Orientation::horizontal;
    clusters_.push_back({std::u32string(text_.substr(at_, end - at_)), at_, lineClass, orientation, width});
    at_ = end;
  }

  /// One past the character at `from` and the marks that stay with it.
  std::size_t characterEnd(std::size_t from) const {
    std::size_t end = from + 1;
    while (end < text_.size() && (extendsCharacter(text_[end]) || text_[end - 1] == zeroWidthJoiner)) ++end;
    return end;
  }

  void takeCharacter() {
    const char32_t c = text_[at_];
    const LineClass found = lineClassOf(c);
    const bool half = hasHalfBody(found) || found == LineClass::latinSpace;
    const double width = found == LineClass::newline ? 0 : half ? 0.5 : 1;
    add(characterEnd(at_), found == LineClass::latin ? LineClass::kanji : found, verticalOrientation(c), width);
  }

  std::size_t latinEnd() const {
    std::size_t end = at_;
    while (end < text_.size()) {
      const char32_t c = text_[end];
      // The typographic apostrophe inside a word is not a closing quote.
      const bool apostrophe = c == U'’' && end > at_ && isLatinLetter(text_[end - 1]) && end + 1 < text_.size() &&
                              isLatinLetter(text_[end + 1]);
      if (!isLatin(c) && !apostrophe && !(end > at_ && extendsCharacter(c))) break;
      ++end;
    }
    return end;
  }

  void takeLatin() {
    const std::size_t end = latinEnd();
    const auto run = text_.substr(at_, end - at_);
    const auto letters =
        static_cast<double>(std::count_if(run.begin(), run.end(), [](char32_t c) { return !extendsCharacter(c); }));
    if (letters == 1 && isBracket(run[0])) {
      add(end, lineClassOf(run[0]), verticalOrientation(run[0]), 0.5);
    } else if (horizontal()) {
      add(end, LineClass::latin, Orientation::horizontal, 0.5 * letters);
    } else if (std::all_of(run.begin(), run.end(), isAsciiDigit)) {
      takeDigits(end);
    } else if (options_.latin == LatinMode::upright) {
      add(end, LineClass::kanji, Orientation::upright, letters);
    } else if (options_.latin == LatinMode::automatic && letters == 1 && isLatinLetter(run[0])) {
      add(end, LineClass::kanji, Orientation::upright, 1);
    } else {
      add(end, LineClass::latin, Orientation::sideways, 0.5 * letters);
    }
  }

  void takeDigits(std::size_t end) {
    const std::size_t count = end - at_;
    const bool grouped = options_.tateChuYoko && count <= static_cast<std::size_t>(options_.tateChuYokoDigits);
    if (count == 1)
      add(end, LineClass::kanji, Orientation::upright, 1);
    else if (grouped)
      add(end, LineClass::group, Orientation::tateChuYoko, 1);
    else if (options_.latin == LatinMode::upright)
      add(end, LineClass::kanji, Orientation::upright, static_cast<double>(count));
    else
      add(end, LineClass::latin, Orientation::sideways, 0.5 * static_cast<double>(count));
  }

  void takeMarks() {
    std::size_t end = at_;
    while (end < text_.size() && isMark(text_[end])) ++end;
    while (at_ < end) {
      const std::size_t left = end - at_;
      if (horizontal() || !options_.tateChuYoko || left == 1)
        takeOneMark();
      else
        add(at_ + (left == 3 ? 3 : 2), LineClass::dividing, Orientation::tateChuYoko, 1);
      // Four and more are cut into pairs from the start, so a rest of three must not become one group again.
      if (left > 3 && !horizontal() && options_.tateChuYoko) takePairs(end);
    }
  }

  void takePairs(std::size_t end) {
    while (end - at_ >= 2) add(at_ + 2, LineClass::dividing, Orientation::tateChuYoko, 1);
  }

  void takeOneMark() {
    const char32_t c = text_[at_];
    const bool ascii = c < 0x7F;
    const Orientation upright = ascii ? Orientation::upright : verticalOrientation(c);
    add(at_ + 1, LineClass::dividing, upright, ascii && horizontal() ? 0.5 : 1);
  }

  std::u32string_view text_;
  const TextOptions& options_;
  std::size_t at_ = 0;
  std::vector<Cluster> clusters_;
};

}  // namespace

std::vector<Cluster> makeClusters(std::u32string_view text, const TextOptions& options) {
  return Itemiser(text, options).run();
}

}  // namespace koma::lettering
