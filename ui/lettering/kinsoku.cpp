// SPDX-License-Identifier: Apache-2.0
// The table of lettering 4.2: which neighbours may part.
#include <string_view>

#include "ui/lettering/line_breaker.h"

namespace koma::lettering {
namespace {

bool isNarrowHyphen(const Cluster& cluster) noexcept {
  return cluster.text == U"‐" || cluster.text == U"–";
}

bool mayStart(const Cluster& cluster, Strictness strictness) noexcept {
  const bool loose = strictness >= Strictness::loose;
  const bool normal = strictness >= Strictness::normal;
  switch (cluster.lineClass) {
    case LineClass::closing:
    case LineClass::fullStop:
    case LineClass::comma:
    case LineClass::wideSpace:
    case LineClass::latinSpace:
      return false;
    case LineClass::dividing:
    case LineClass::middleDot:
    case LineClass::iteration:
    case LineClass::suffix:
      return loose;
    case LineClass::longSound:
    case LineClass::smallKana:
      return normal;
    case LineClass::hyphen:
      return isNarrowHyphen(cluster) ? loose : normal;
    default:
      return true;
  }
}

bool mayPart(const Cluster& before, const Cluster& after, Strictness strictness) noexcept {
  if (before.lineClass != LineClass::inseparable || after.lineClass != LineClass::inseparable) return true;
  if (strictness == Strictness::core) return true;
  constexpr std::u32string_view repeatMarks = U"〳〴〵";
  const bool repeat = repeatMarks.find(after.text[0]) != std::u32string_view::npos;
  if (before.text != after.text && !repeat) return true;
  const bool leader = after.text == U"…" || after.text == U"‥";
  return leader && strictness == Strictness::loose;
}

}  // namespace

bool mayBreakBefore(std::span<const Cluster> clusters, std::size_t index, Strictness strictness) noexcept {
  const Cluster& before = clusters[index - 1];
  const Cluster& after = clusters[index];
  if (before.lineClass == LineClass::newline || after.lineClass == LineClass::newline) return true;
  if (before.lineClass == LineClass::opening) return false;
  if (before.lineClass == LineClass::prefix && strictness < Strictness::loose) return false;
  return mayStart(after, strictness) && mayPart(before, after, strictness);
}

}  // namespace koma::lettering
