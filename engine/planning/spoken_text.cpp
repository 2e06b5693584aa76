// SPDX-License-Identifier: Apache-2.0
#include "engine/planning/spoken_text.h"

#include <algorithm>
#include <cstdlib>
#include <utility>

#include "engine/planning/safe_text.h"

namespace koma::planning {

namespace {

std::string utf8(unsigned code) {
  if (code < 0x80) return {char(code)};
  if (code < 0x800) return {char(0xC0 | code >> 6), char(0x80 | (code & 0x3F))};
  if (code < 0x10000) return {char(0xE0 | code >> 12), char(0x80 | (code >> 6 & 0x3F)), char(0x80 | (code & 0x3F))};
  return {char(0xF0 | code >> 18), char(0x80 | (code >> 12 & 0x3F)), char(0x80 | (code >> 6 & 0x3F)),
          char(0x80 | (code & 0x3F))};
}

/// A tag or the beginning of one.
bool may_be_tag(const std::string& text) {
  constexpr std::string_view tags[] = {"<gen_image>", "</gen_image>", "<think>"};
  return std::ranges::any_of(tags, [&](std::string_view tag) { return tag.starts_with(text); });
}

}  // namespace

std::string SpokenText::feed(std::string_view piece) {
  for (const char sign : piece) take(sign);
  const std::size_t whole = whole_signs(out_);
  std::string heard = shown(std::string_view(out_).substr(0, whole));
  out_.erase(0, whole);
  return heard;
}

void SpokenText::take(char sign) {
  if (form_ == Form::open) {
    if (sign == ' ' || sign == '\n' || sign == '\r' || sign == '\t') return;
    form_ = sign == '{' || sign == '`' ? Form::json : Form::plain;
  }
  if (form_ == Form::thought) {
    constexpr std::string_view end = "</think>";
    tag_ += sign;
    if (!tag_.ends_with(end)) return;
    tag_.clear();
    form_ = Form::open;
    return;
  }
  if (form_ == Form::json) return take_json(sign);
  if (sign != '<' && tag_.empty()) return speak({&sign, 1});
  tag_ += sign;
  if (may_be_tag(tag_) && sign != '>') return;
  if (tag_ == "<think>") form_ = Form::thought;
  if (!may_be_tag(tag_)) speak(tag_);
  tag_.clear();
}

void SpokenText::take_json(char sign) {
  if (in_string_) return take_string(sign);
  if (sign == '{' || sign == '[') ++depth_;
  if (sign == '}' || sign == ']') --depth_;
  if (sign == ':') is_value_ = true;
  if (sign == ',') is_value_ = false;
  if (sign != '"') return;
  in_string_ = true;
  string_.clear();
  speaks_ = depth_ == 1 && is_value_ && std::ranges::find(fields_, key_) != fields_.end();
  if (speaks_ && spoken_) out_ += "\n\n";
}

void SpokenText::take_string(char sign) {
  if (!code_.empty()) {
    code_ += sign;
    if (code_.size() < 5) return;
    const auto code = unsigned(std::strtoul(code_.substr(1).c_str(), nullptr, 16));
    code_.clear();
    if (code >= 0xD800 && code < 0xDC00) {
      high_ = code;
    } else if (code >= 0xDC00 && code < 0xE000) {
      if (const unsigned high = std::exchange(high_, 0U))
        speak(utf8(0x10000 + ((high - 0xD800) << 10) + code - 0xDC00));
    } else {
      speak(utf8(code));
    }
    return;
  }
  if (escaped_) return take_escape(sign);
  if (sign == '\\') {
    escaped_ = true;
  } else if (sign == '"') {
    end_string();
  } else {
    speak({&sign, 1});
  }
}

void SpokenText::take_escape(char sign) {
  escaped_ = false;
  if (sign == 'u') {
    code_.assign(1, 'u');
    return;
  }
  const char written = sign == 'n' ? '\n' : sign == 't' || sign == 'r' || sign == 'b' || sign == 'f' ? ' ' : sign;
  speak({&written, 1});
}

void SpokenText::end_string() {
  in_string_ = false;
  if (speaks_) spoken_ = true;
  speaks_ = false;
  if (depth_ == 1 && !is_value_) key_ = string_;
}

void SpokenText::speak(std::string_view text) {
  if (form_ == Form::plain || speaks_) {
    out_ += text;
  } else if (string_.size() < 64) {
    string_ += text;
  }
}

}  // namespace koma::planning
