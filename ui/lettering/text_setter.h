// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QColor>
#include <QPainter>
#include <QRectF>
#include <QString>
#include <string>
#include <vector>

#include "ui/lettering/glyph_placer.h"
#include "ui/lettering/text_options.h"

namespace koma::lettering {

/// How a text looks. Lengths in mm, pitch in em.
struct TextLook {
  Voice voice = Voice::dialogue;
  double size = 4.5;      ///< em in mm (18 Q)
  double smallest = 2.5;  ///< text that does not fit shrinks to this (10 Q) and then runs over
  double pitch = 0;       ///< centre to centre of lines in em; 0 is 1.5 vertical, 1.45 Japanese, 1.12 Latin horizontal
  double padding = 0.5;   ///< air between the text and its area, in em
  bool capitals = false;  ///< draw Latin letters as capitals
};

/// Where a text may stand, in mm: a rectangle or the ellipse inscribed in it.
struct TextArea {
  QRectF bounds;
  bool round = false;
};

/// Where a cluster of the text stands: a piece that is never broken, with the places between its characters.
struct TextCell {
  std::size_t offset = 0;     ///< of its first code point in the normalised text
  std::size_t line = 0;       ///< which line or column
  QRectF box;                 ///< mm: from its start to its end, across the whole line
  std::vector<double> stops;  ///< mm along the line from the box's start: before, between and after its characters
};

/// A text set in its area, in mm; a value that may be painted any number of times. It refers to its fonts' library.
struct TextBlock {
  std::vector<PlacedGlyph> glyphs;  ///< in reading order; `place` leads to mm
  std::vector<TextCell> cells;      ///< in reading order; blanks at the ends of lines have none
  QRectF bounds;                    ///< of the lines' em boxes
  double size = 0;                  ///< em in mm that was used
  std::size_t lines = 0;
  bool overflows = false;  ///< larger than its area even at the smallest size, or than a line's measure
  std::u32string missing;  ///< characters that no font of the voice has
};

/// Sets a text into the middle of its area: NFC, clusters, the cheapest readable layout at the largest size up to the
/// wanted one (lettering 10). Blank text gives an empty block. Throws nothing on any text.
[[nodiscard]] TextBlock setText(const QString& text, const TextOptions& options, const TextLook& look,
                                const TextArea& area, const FontLibrary& fonts);

/// The whole block as one path, in mm.
[[nodiscard]] QPainterPath outlines(const TextBlock& block);

enum class TextInk {
  outlines,    ///< filled paths: the same pixels on every device
  selectable,  ///< for PDF: real text where the font's character map leads to the glyph; other glyphs (vertical forms)
               ///< as filled paths under invisible text, so that every character can be selected and searched
};

/// Paints on a painter whose unit is mm.
void paintText(QPainter& painter, const TextBlock& block, TextInk ink, const QColor& colour);

}  // namespace koma::lettering
