// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QRectF>
#include <QTransform>
#include <string>
#include <vector>

#include "ui/lettering/font_library.h"
#include "ui/lettering/text_cluster.h"

namespace koma::lettering {

/// One glyph at its place. `place` maps the glyph's outline (em, y down, origin on the baseline) to where it is drawn.
struct PlacedGlyph {
  const Typeface* face = nullptr;
  quint32 id = 0;
  QTransform place;
  std::u32string source;  ///< the characters it stands for; empty for all but the first glyph of a ligature or cluster
  bool nominal = false;   ///< the font's character map leads from `source` to it
};

/// The text that is drawn for a cluster: upright single ! and ? become full-width, everything else is itself.
[[nodiscard]] std::u32string displayText(const Cluster& cluster);

/// Length of the cluster along its line in em with this voice's fonts; full-width cells keep the model's width.
[[nodiscard]] double measuredWidth(const Cluster& cluster, Voice voice, const FontLibrary& fonts);

/// Glyphs of one cluster in em. Vertical: the origin is the top of the cluster on its column's axis. Horizontal: the
/// left end of the cluster on the baseline. `width` is the measured width.
[[nodiscard]] std::vector<PlacedGlyph> placeCluster(const Cluster& cluster, Voice voice, const FontLibrary& fonts);

/// How far to move a glyph without vertical form so that it looks like one (lettering 2.3), in em, y down. `ink` is
/// the glyph's ink within its em box, whose upper left corner is the origin.
[[nodiscard]] QPointF uprightRepair(const Cluster& cluster, const QRectF& ink);

}  // namespace koma::lettering
