// SPDX-License-Identifier: Apache-2.0
#include "ui/lettering/text_setter.h"

#include <QGlyphRun>
#include <algorithm>
#include <cmath>
#include <limits>

#include "ui/lettering/line_fitter.h"
#include "ui/lettering/spacing.h"

namespace koma::lettering {
namespace {

constexpr double sizeStep = 0.0625;  // 0.25 Q in mm
constexpr double stepCost = 0.4;     // per step of size below the wanted one
constexpr double aspectCost = 0.35;  // per factor e between the block's and the area's proportions

/// A text ready to be placed: measured clusters and the pitch of its lines.
struct Prepared {
  std::vector<Cluster> clusters;
  TextOptions options;
  double pitch = 1;
  double lineHeight = 1;  // of one line across the reading direction, in em
  double capHeight = 0;   // > 0: Latin lines, hung from their capitals
};

/// The em boxes of a layout's lines around the block's centre, in em.
std::vector<QRectF> lineBoxes(const Prepared& text, const std::vector<Line>& lines) {
  double longest = 0;
  for (const Line& line : lines) longest = std::max(longest, line.advance);
  const double middle = (static_cast<double>(lines.size()) - 1) / 2;
  std::vector<QRectF> boxes;
  for (std::size_t k = 0; k < lines.size(); ++k) {
    const double step = (static_cast<double>(k) - middle) * text.pitch;
    const double advance = lines[k].advance;
    if (text.options.mode == WritingMode::vertical)
      boxes.emplace_back(-step - text.lineHeight / 2, -longest / 2, text.lineHeight, advance);
    else
      boxes.emplace_back(-advance / 2, step - text.lineHeight / 2, advance, text.lineHeight);
  }
  return boxes;
}

/// The em in mm at which the boxes, with their padding, just fit the area.
double largestSize(const std::vector<QRectF>& boxes, double padding, const TextArea& area) {
  const double a = area.bounds.width() / 2;
  const double b = area.bounds.height() / 2;
  if (a <= 0 || b <= 0) return 0;
  double reach = 0;
  for (const QRectF& box : boxes) {
    // In a round area only the corners come near the outline; along a straight side it takes more air to look the same.
    const double air = area.round ? padding : 1.6 * padding;
    const double x = std::max(-box.left(), box.right()) + air;
    const double y = std::max(-box.top(), box.bottom()) + air;
    reach = std::max(reach, area.round ? std::hypot(x / a, y / b) : std::max(x / a, y / b));
  }
  return reach > 0 ? 1 / reach : std::numeric_limits<double>::max();
}

QRectF united(const std::vector<QRectF>& boxes) {
  QRectF all;
  for (const QRectF& box : boxes) all = all.united(box);
  return all;
}

bool isLatinOnly(const std::vector<Cluster>& clusters) {
  return std::all_of(clusters.begin(), clusters.end(), [](const Cluster& c) { return c.text[0] < 0x2060; });
}

Prepared prepare(const QString& given, const TextOptions& options, const TextLook& look, const FontLibrary& fonts) {
  QString normal = given.normalized(QString::NormalizationForm_C);
  normal.replace(QStringLiteral("\r\n"), QStringLiteral("\n"));
  if (look.capitals) normal = normal.toUpper();
  Prepared text;
  text.options = options;
  text.clusters = makeClusters(normal.toStdU32String(), options);
  for (Cluster& cluster : text.clusters) cluster.width = measuredWidth(cluster, look.voice, fonts);
  const bool vertical = options.mode == WritingMode::vertical;
  if (!vertical && isLatinOnly(text.clusters)) {
    text.capHeight = fonts.choose(look.voice, U"H").capHeight();
    text.lineHeight = text.capHeight;
  }
  text.pitch = look.pitch > 0 ? look.pitch : vertical ? 1.5 : text.capHeight > 0 ? 1.12 : 1.45;
  return text;
}

struct Choice {
  std::vector<Line> lines;
  std::vector<QRectF> boxes;
  double size = 0;
  bool fits = false;
};

/// The cheapest layout: readable breaks, the wanted size, the area's proportions. One that fits beats one that does
/// not.
Choice choose(const Prepared& text, const TextLook& look, const TextArea& area) {
  std::u32string whole;
  for (const Cluster& cluster : text.clusters) whole += cluster.text;
  const bool bulging = area.round && text.options.mode == WritingMode::horizontal;
  Choice best;
  double lowest = std::numeric_limits<double>::infinity();
  for (const Layout& layout : findLayouts(text.clusters, findPhraseEnds(whole), text.options, bulging)) {
    const auto boxes = lineBoxes(text, layout.lines);
    const double largest = largestSize(boxes, look.padding, area);
    const double size = std::clamp(largest, std::min(look.smallest, look.size), look.size);
    const bool fits = largest >= size - 1e-9;
    const QRectF block = united(boxes);
    const double aspect = (block.width() / block.height()) / (area.bounds.width() / area.bounds.height());
    const double cost = layout.cost + stepCost * (look.size - size) / sizeStep +
                        aspectCost * std::abs(std::log(aspect)) + (fits ? 0 : 1e6 * (size / std::max(largest, 1e-6)));
    if (cost >= lowest) continue;
    lowest = cost;
    best = {layout.lines, boxes, size, fits};
  }
  return best;
}

/// Where a caret may stand in a cluster, in em from its start: at the glyphs of a word, else in even steps.
std::vector<double> stopsOf(const Cluster& cluster, const std::vector<PlacedGlyph>& glyphs, bool vertical) {
  const std::size_t count = cluster.text.size();
  std::vector<double> stops(count + 1, cluster.width);
  for (std::size_t i = 0; i < count; ++i) stops[i] = cluster.width * double(i) / double(count);
  const bool word = cluster.orientation == (vertical ? Orientation::sideways : Orientation::horizontal);
  if (!word || glyphs.size() != count) return stops;
  for (std::size_t i = 1; i < count; ++i) {
    const QPointF origin = glyphs[i].place.map(QPointF());
    stops[i] = vertical ? origin.y() : origin.x();
  }
  return stops;
}

void place(const Prepared& text, const Choice& choice, const TextLook& look, const FontLibrary& fonts,
           const QTransform& toArea, TextBlock& block) {
  const bool vertical = text.options.mode == WritingMode::vertical;
  for (std::size_t k = 0; k < choice.lines.size(); ++k) {
    const QRectF& box = choice.boxes[k];
    // Capitals sit in the middle of a Latin line; a Japanese baseline lies 0.12 em above its em box's foot.
    const double baseline = text.capHeight > 0 ? box.bottom() : box.bottom() - 0.12;
    double pen = 0;
    for (std::size_t i = choice.lines[k].first; i < choice.lines[k].last; ++i) {
      const Cluster& cluster = text.clusters[i];
      const QTransform start = vertical ? QTransform::fromTranslate(box.center().x(), box.top() + pen)
                                        : QTransform::fromTranslate(box.left() + pen, baseline);
      auto glyphs = placeCluster(cluster, look.voice, fonts);
      const QRectF span = vertical ? QRectF(box.left(), box.top() + pen, box.width(), cluster.width)
                                   : QRectF(box.left() + pen, box.top(), cluster.width, box.height());
      block.cells.push_back({cluster.offset, k, toArea.mapRect(span), stopsOf(cluster, glyphs, vertical)});
      for (double& stop : block.cells.back().stops) stop *= choice.size;
      for (PlacedGlyph& glyph : glyphs) {
        glyph.place = glyph.place * start * toArea;
        block.glyphs.push_back(std::move(glyph));
      }
      pen += cluster.width;
      if (i + 1 < choice.lines[k].last) pen += spaceAfter(text.clusters, i, text.options);
    }
  }
}

}  // namespace

TextBlock setText(const QString& text, const TextOptions& options, const TextLook& look, const TextArea& area,
                  const FontLibrary& fonts) {
  TextBlock block;
  const Prepared prepared = prepare(text, options, look, fonts);
  for (const Cluster& cluster : prepared.clusters)
    for (const char32_t c : cluster.text)
      if (cluster.lineClass != LineClass::newline && !fonts.has(look.voice, c) &&
          block.missing.find(c) == std::u32string::npos)
        block.missing += c;
  const Choice choice = choose(prepared, look, area);
  if (choice.lines.empty()) return block;
  QTransform toArea = QTransform::fromTranslate(area.bounds.center().x(), area.bounds.center().y());
  toArea.scale(choice.size, choice.size);
  block.bounds = toArea.mapRect(united(choice.boxes));
  block.size = choice.size;
  block.lines = choice.lines.size();
  block.overflows =
      !choice.fits || std::any_of(choice.lines.begin(), choice.lines.end(), [](const Line& l) { return l.overflows; });
  place(prepared, choice, look, fonts, toArea, block);
  return block;
}

QPainterPath outlines(const TextBlock& block) {
  QPainterPath path;
  for (const PlacedGlyph& glyph : block.glyphs) path.addPath(glyph.place.map(glyph.face->outline(glyph.id)));
  path.setFillRule(Qt::WindingFill);  // glyphs are wound; overlapping contours must not cut holes
  return path;
}

namespace {

/// Draws one glyph of the font as text, at its place.
void drawGlyph(QPainter& painter, const Typeface& face, quint32 id, const QTransform& place) {
  painter.save();
  painter.setTransform(place, true);
  painter.scale(1 / Typeface::pixelSize, 1 / Typeface::pixelSize);
  QGlyphRun run;
  run.setRawFont(face.font());
  run.setGlyphIndexes({id});
  run.setPositions({QPointF(0, 0)});
  painter.drawGlyphRun(QPointF(0, 0), run);
  painter.restore();
}

void paintSelectable(QPainter& painter, const TextBlock& block, const QColor& colour) {
  QColor invisible = colour;
  invisible.setAlpha(0);
  for (const PlacedGlyph& glyph : block.glyphs) {
    if (glyph.nominal && glyph.source.size() == 1) {
      painter.setPen(colour);
      drawGlyph(painter, *glyph.face, glyph.id, glyph.place);
      continue;
    }
    painter.fillPath(glyph.place.map(glyph.face->outline(glyph.id)), colour);
    painter.setPen(invisible);
    for (const ShapedGlyph& under : glyph.face->shape(glyph.source, ShapeDirection::leftToRight))
      drawGlyph(painter, *glyph.face, under.id, glyph.place);
  }
}

}  // namespace

void paintText(QPainter& painter, const TextBlock& block, TextInk ink, const QColor& colour) {
  painter.save();
  if (ink == TextInk::selectable)
    paintSelectable(painter, block, colour);
  else
    painter.fillPath(outlines(block), colour);
  painter.restore();
}

}  // namespace koma::lettering
