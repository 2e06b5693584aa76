// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>

#include "ui/lettering/text_cluster.h"

namespace koma::lettering {

/// Blank between two neighbours of these classes, in em (lettering 12.3).
[[nodiscard]] double spaceBetween(LineClass before, LineClass after, const TextOptions& options) noexcept;

/// Blank between clusters[index] and clusters[index + 1], in em; knows that 、 between kanji numerals is set solid.
[[nodiscard]] double spaceAfter(std::span<const Cluster> clusters, std::size_t index,
                                const TextOptions& options) noexcept;

/// How much of that blank oikomi may take away, in em (lettering 12.6).
[[nodiscard]] double shrinkableAfter(std::span<const Cluster> clusters, std::size_t index,
                                     const TextOptions& options) noexcept;

}  // namespace koma::lettering
