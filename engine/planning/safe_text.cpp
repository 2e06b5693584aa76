// SPDX-License-Identifier: Apache-2.0
#include "engine/planning/safe_text.h"

#include <cstdint>
#include <cstdio>

namespace koma::planning {

namespace {

struct Sign {
  std::uint32_t code = 0xFFFD;
  std::size_t bytes = 1;
  bool good = false;
};

Sign sign_at(std::string_view text, std::size_t at) noexcept {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char first = byte(at);
  if (first < 0x80) return {first, 1, true};
  const std::size_t length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
  if (first < 0xC2 || first > 0xF4 || at + length > text.size()) return {};
  std::uint32_t code = first & (0xFFu >> (length + 1));
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(at + i) & 0xC0) != 0x80) return {};
    code = code << 6 | (byte(at + i) & 0x3Fu);
  }
  constexpr std::uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
  const bool wrong = code < least[length] || code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF);
  return wrong ? Sign{} : Sign{code, length, true};
}

bool is_odd(std::uint32_t code) noexcept {
  if (code == '\n' || code == '\t') return false;
  const auto within = [code](std::uint32_t from, std::uint32_t to) { return code >= from && code <= to; };
  return code < 0x20 || within(0x7F, 0x9F) || within(0x200B, 0x200F) || within(0x2028, 0x202E) ||
         within(0x2060, 0x206F) || code == 0x061C || code == 0xFEFF || within(0xE0000, 0xE007F);
}

std::string spelled(std::uint32_t code) {
  char text[16];
  std::snprintf(text, sizeof text, code > 0xFFFF ? "\\U%08x" : "\\u%04x", code);
  return text;
}

}  // namespace

bool is_utf8(std::string_view text) noexcept {
  for (std::size_t at = 0; at < text.size();) {
    const Sign sign = sign_at(text, at);
    if (!sign.good) return false;
    at += sign.bytes;
  }
  return true;
}

std::string shown(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const Sign sign = sign_at(text, at);
    if (!sign.good) {
      out += "\xEF\xBF\xBD";
    } else if (is_odd(sign.code)) {
      out += spelled(sign.code);
    } else {
      out += text.substr(at, sign.bytes);
    }
    at += sign.bytes;
  }
  return out;
}

std::string cleaned(std::string_view text, std::size_t most) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const Sign sign = sign_at(text, at);
    if (sign.good && !is_odd(sign.code)) {
      const bool blank = sign.code == ' ' || sign.code == '\n' || sign.code == '\t' || sign.code == 0x3000;
      if (out.size() + sign.bytes > most) break;
      if (!blank || !out.empty()) out += text.substr(at, sign.bytes);
    }
    at += sign.bytes;
  }
  while (!out.empty() && (out.back() == ' ' || out.back() == '\n' || out.back() == '\t')) out.pop_back();
  return out;
}

std::size_t whole_signs(std::string_view text) noexcept {
  for (std::size_t back = 1; back <= 3 && back <= text.size(); ++back) {
    const auto byte = static_cast<unsigned char>(text[text.size() - back]);
    if ((byte & 0xC0) == 0x80) continue;
    const std::size_t length = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : byte >= 0xC0 ? 2 : 1;
    return length > back ? text.size() - back : text.size();
  }
  return text.size();
}

std::string without_secret(std::string text, const std::string& secret) {
  if (secret.empty()) return text;
  for (std::size_t at = text.find(secret); at != std::string::npos; at = text.find(secret, at)) {
    text.replace(at, secret.size(), "•••");
    at += 3;
  }
  return text;
}

}  // namespace koma::planning
