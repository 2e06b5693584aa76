// SPDX-License-Identifier: Apache-2.0
#include "ui/lettering/spacing.h"

#include <string_view>

namespace koma::lettering {
namespace {

bool isKanjiNumeral(const Cluster& cluster) noexcept {
  constexpr std::u32string_view numerals = U"〇一二三四五六七八九十百千万";
  return cluster.text.size() == 1 && numerals.find(cluster.text[0]) != std::u32string_view::npos;
}

}  // namespace

double spaceBetween(LineClass before, LineClass after, const TextOptions& options) noexcept {
  if (before == LineClass::opening || isSpace(before) || isSpace(after)) return 0;
  if (before == LineClass::newline || after == LineClass::newline) return 0;
  if (after == LineClass::opening) return before == LineClass::middleDot ? 0.25 : 0.5;
  if (isClosingMark(before)) {
    if (isClosingMark(after)) return 0;
    if (after == LineClass::middleDot) return before == LineClass::closing ? 0.25 : 0.75;
    return 0.5;
  }
  if (before == LineClass::middleDot && after == LineClass::middleDot) return 0.5;
  if (before == LineClass::middleDot) return isClosingMark(after) ? 0 : 0.25;
  if (after == LineClass::middleDot) return 0.25;
  const bool mixed =
      (isJapanese(before) && after == LineClass::latin) || (before == LineClass::latin && isJapanese(after));
  return mixed && options.autospace ? 0.25 : 0;
}

double spaceAfter(std::span<const Cluster> clusters, std::size_t index, const TextOptions& options) noexcept {
  const Cluster& before = clusters[index];
  const Cluster& after = clusters[index + 1];
  if (before.lineClass == LineClass::comma && index > 0 && isKanjiNumeral(clusters[index - 1]) && isKanjiNumeral(after))
    return 0;
  return spaceBetween(before.lineClass, after.lineClass, options);
}

double shrinkableAfter(std::span<const Cluster> clusters, std::size_t index, const TextOptions& options) noexcept {
  const double space = spaceAfter(clusters, index, options);
  const LineClass before = clusters[index].lineClass;
  const LineClass after = clusters[index + 1].lineClass;
  if (before == LineClass::fullStop) return after == LineClass::middleDot ? 0.25 : 0;
  if (before == LineClass::latin || after == LineClass::latin) {
    const bool mixed = isJapanese(before) || isJapanese(after);
    return mixed ? space / 2 : space;
  }
  return space;
}

}  // namespace koma::lettering
