// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

/// What servers write is data that wants to be shown and kept; these make it fit for both.
namespace koma::planning {

/// Whether every byte belongs to a well-formed UTF-8 sign (no overlong forms, no surrogates).
[[nodiscard]] bool is_utf8(std::string_view text) noexcept;

/// The text with control signs (but line feeds and tabs) and signs that turn the direction of writing or hide
/// (U+200B…U+200F, U+202A…U+202E, U+2060…U+206F, U+FEFF, U+E0000…U+E007F) spelled out, as in "\u202e". Bytes that are
/// no UTF-8 become U+FFFD.
[[nodiscard]] std::string shown(std::string_view text);

/// The text without those signs and without blanks at its ends, cut after at most `most` bytes between two signs.
[[nodiscard]] std::string cleaned(std::string_view text, std::size_t most);

/// The length of the longest part from the beginning that does not end in the middle of a sign.
[[nodiscard]] std::size_t whole_signs(std::string_view text) noexcept;

/// `text` with every `secret` in it replaced by dots; an empty secret replaces nothing.
[[nodiscard]] std::string without_secret(std::string text, const std::string& secret);

}  // namespace koma::planning
