// SPDX-License-Identifier: Apache-2.0
#include "engine/conditioning/clip_words.h"

#include <unicode/locid.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <utility>

#include "engine/base/error.h"

namespace koma::conditioning {
namespace {

using icu::UnicodeString;

constexpr UChar32 line_separator = 0x2028, paragraph_separator = 0x2029, replacement = 0xFFFD;
constexpr UChar32 long_s = 0x017F;  // equals "s" when case is ignored, and lower-casing leaves it
constexpr const char* contractions[] = {start_mark, end_mark, "'s", "'t", "'re", "'ve", "'m", "'ll", "'d"};

bool is_ideograph(UChar32 c) {
  constexpr std::pair<UChar32, UChar32> blocks[] = {{0x4E00, 0x9FFF},   {0x3400, 0x4DBF},   {0x20000, 0x2A6DF},
                                                    {0x2A700, 0x2B73F}, {0x2B740, 0x2B81F}, {0x2B820, 0x2CEAF},
                                                    {0xF900, 0xFAFF},   {0x2F800, 0x2FA1F}};
  for (const auto& [first, last] : blocks) {
    if (c >= first && c <= last) return true;
  }
  return false;
}

bool is_dropped(UChar32 c) {
  constexpr std::uint32_t others = U_GC_CC_MASK | U_GC_CF_MASK | U_GC_CS_MASK | U_GC_CO_MASK | U_GC_CN_MASK;
  return c == replacement || (U_MASK(u_charType(c)) & others) != 0;
}

bool is_space(UChar32 c) {
  return c == '\t' || c == '\n' || c == '\r' || c == line_separator || c == paragraph_separator ||
         u_charType(c) == U_SPACE_SEPARATOR;
}

bool is_letter(UChar32 c) {
  return (U_MASK(u_charType(c)) & U_GC_L_MASK) != 0;
}

bool is_number(UChar32 c) {
  return (U_MASK(u_charType(c)) & U_GC_N_MASK) != 0;
}

UnicodeString composed(const UnicodeString& text) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* composer = icu::Normalizer2::getNFCInstance(status);
  UnicodeString normal;
  if (U_SUCCESS(status)) normal = composer->normalize(text, status);
  if (U_FAILURE(status))
    throw Error(ErrorCode::internal, std::string("ICU cannot normalise text: ") + u_errorName(status));
  return normal;
}

/// White space to single spaces, ideographs alone, the rest of BasicTokenizer's cleaning, NFC.
UnicodeString basic_cleaned(const UnicodeString& raw) {
  UnicodeString clean;
  for (std::int32_t i = 0; i < raw.length(); i = raw.moveIndex32(i, 1)) {
    const UChar32 c = raw.char32At(i);
    if (is_space(c)) {
      clean.append(u' ');
    } else if (is_ideograph(c)) {
      clean.append(u' ').append(c).append(u' ');
    } else if (!is_dropped(c)) {
      clean.append(c);
    }
  }
  return composed(clean);
}

/// NFC, every white space a space, each character lower-cased by itself.
UnicodeString plain_cleaned(const UnicodeString& raw) {
  const UnicodeString normal = composed(raw);
  UnicodeString clean;
  for (std::int32_t i = 0; i < normal.length(); i = normal.moveIndex32(i, 1)) {
    const UChar32 c = normal.char32At(i);
    if (u_isUWhiteSpace(c)) {
      clean.append(u' ');
    } else {
      clean.append(UnicodeString(c).toLower(icu::Locale::getRoot()));
    }
  }
  return clean;
}

/// Length of the contraction or mark that starts at `at`; 0 when there is none.
std::int32_t contraction_at(const UnicodeString& word, std::int32_t at, ClipWordRule rule) {
  for (const char* form : contractions) {
    std::int32_t length = 0;
    while (form[length] != 0 && at + length < word.length()) {
      const char16_t c = word.charAt(at + length);
      if (c != static_cast<char16_t>(form[length]) &&
          !(c == long_s && form[length] == 's' && rule == ClipWordRule::basic))
        break;
      ++length;
    }
    if (form[length] == 0) return length;
  }
  return 0;
}

/// End of the pattern's match that starts at `at`; a word holds no white space, so there always is one.
std::int32_t match_end(const UnicodeString& word, std::int32_t at, ClipWordRule rule) {
  if (const std::int32_t length = contraction_at(word, at, rule); length > 0) return at + length;
  const UChar32 first = word.char32At(at);
  std::int32_t end = word.moveIndex32(at, 1);
  if (is_number(first)) return end;
  const bool letters = is_letter(first);
  while (end < word.length()) {
    const UChar32 c = word.char32At(end);
    const bool same = letters ? is_letter(c) : !is_letter(c) && !is_number(c);
    if (!same) break;
    end = word.moveIndex32(end, 1);
  }
  return end;
}

void split(UnicodeString word, ClipWordRule rule, std::vector<std::string>& words) {
  if (rule == ClipWordRule::basic) word.toLower(icu::Locale::getRoot());
  for (std::int32_t start = 0; start < word.length();) {
    const std::int32_t end = match_end(word, start, rule);
    word.tempSubStringBetween(start, end).toUTF8String(words.emplace_back());
    start = end;
  }
}

}  // namespace

std::vector<std::string> clip_words(std::string_view text, ClipWordRule rule) {
  const UnicodeString raw =
      UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())));
  const UnicodeString clean = rule == ClipWordRule::basic ? basic_cleaned(raw) : plain_cleaned(raw);
  std::vector<std::string> words;
  for (std::int32_t start = 0; start < clean.length();) {
    std::int32_t end = clean.indexOf(u' ', start);
    if (end < 0) end = clean.length();
    if (end > start) split(clean.tempSubStringBetween(start, end), rule, words);
    start = end + 1;
  }
  return words;
}

bool is_shown_byte(int byte) {
  return (byte >= '!' && byte <= '~') || (byte >= 0xA1 && byte <= 0xAC) || byte >= 0xAE;
}

std::array<std::string, 256> byte_symbols() {
  std::array<std::string, 256> symbols;
  UChar32 next = 0x100;
  for (int byte = 0; byte < 256; ++byte) {
    UnicodeString(is_shown_byte(byte) ? static_cast<UChar32>(byte) : next++)
        .toUTF8String(symbols[static_cast<std::size_t>(byte)]);
  }
  return symbols;
}

}  // namespace koma::conditioning
