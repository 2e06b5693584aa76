// SPDX-License-Identifier: Apache-2.0
#include "ui/lettering/glyph_placer.h"

#include <algorithm>

namespace koma::lettering {
namespace {

constexpr double groupWidth = 0.98;  // a tate-chu-yoko group leaves a hair to its neighbours
constexpr double dashLength = 1.02;
constexpr double narrowest = 0.5;  // no glyph is squeezed below half its width

/// Where a half-em body lies in its full-width glyph: opening marks have their ink in the end half, 、。」 in the start
/// half, ・ in the middle. The result is how far the cell starts before the body.
double cellLead(const Cluster& cluster) {
  if (cluster.width != 0.5 || cluster.text[0] < 0x2010) return 0;
  if (cluster.lineClass == LineClass::opening) return 0.5;
  return cluster.lineClass == LineClass::middleDot ? 0.25 : 0;
}

std::vector<PlacedGlyph> sideways(const Cluster& cluster, const Typeface& face) {
  std::vector<PlacedGlyph> glyphs;
  double pen = 0;
  for (const ShapedGlyph& glyph : face.shape(cluster.text, ShapeDirection::leftToRight)) {
    QTransform place;
    place.rotate(90);
    // The capitals' middle comes to lie on the axis.
    place.translate(pen + glyph.offset.x(), face.capHeight() / 2 + glyph.offset.y());
    glyphs.push_back({&face, glyph.id, place, {}, glyph.nominal});
    pen += glyph.advance;
  }
  if (glyphs.size() == cluster.text.size())
    for (std::size_t i = 0; i < glyphs.size(); ++i) glyphs[i].source = cluster.text.substr(i, 1);
  else if (!glyphs.empty())
    glyphs.front().source = cluster.text;
  return glyphs;
}

/// A dash fills its cell with a little overlap, so that a doubled one is one line without a gap (lettering 2.5).
void stretchDash(QTransform& place, const QPainterPath& outline, double top) {
  const QRectF ink = place.map(outline).boundingRect();
  if (ink.height() <= 0 || ink.height() > dashLength) return;
  QTransform stretch = QTransform::fromTranslate(0, top + 0.5);
  stretch.scale(1, dashLength / ink.height());
  stretch.translate(0, -ink.center().y());
  place = place * stretch;
}

/// One full-width character in its own cell of a column.
std::vector<PlacedGlyph> cell(const Cluster& cluster, const Typeface& face) {
  const std::u32string text = displayText(cluster);
  const double top = -cellLead(cluster);
  std::vector<PlacedGlyph> glyphs;
  for (const ShapedGlyph& glyph : face.shape(text, ShapeDirection::topToBottom)) {
    QTransform place = QTransform::fromTranslate(glyph.offset.x(), top + glyph.offset.y());
    const bool turned =
        cluster.orientation == Orientation::sideways || cluster.orientation == Orientation::sidewaysTransformed;
    if (glyph.nominal && turned) {
      place = QTransform::fromTranslate(0, top + 0.5);
      place.rotate(90);
      place.translate(-face.advance(glyph.id) / 2, boxAscent - 0.5);
    } else if (glyph.nominal && cluster.orientation == Orientation::uprightTransformed) {
      QRectF ink = face.outline(glyph.id).boundingRect().translated(0, boxAscent);
      const QPointF repair = uprightRepair(cluster, ink);
      place = place * QTransform::fromTranslate(repair.x(), repair.y());
    }
    if (cluster.text == U"―" || cluster.text == U"—") stretchDash(place, face.outline(glyph.id), top);
    glyphs.push_back({&face, glyph.id, place, glyphs.empty() ? cluster.text : U"", glyph.nominal});
  }
  return glyphs;
}

/// Letters that stand one below the other, each centred on the axis.
std::vector<PlacedGlyph> stacked(const Cluster& cluster, const Typeface& face) {
  std::vector<PlacedGlyph> glyphs;
  for (const ShapedGlyph& glyph : face.shape(cluster.text, ShapeDirection::leftToRight)) {
    const auto index = static_cast<double>(glyphs.size());
    const double baseline = index + 0.5 + face.capHeight() / 2;
    const std::u32string source = glyphs.size() < cluster.text.size() ? cluster.text.substr(glyphs.size(), 1) : U"";
    glyphs.push_back(
        {&face, glyph.id, QTransform::fromTranslate(-face.advance(glyph.id) / 2, baseline), source, glyph.nominal});
  }
  return glyphs;
}

/// A group of digits: set solid, squeezed to the width of the column if it must.
std::vector<PlacedGlyph> digitGroup(const Cluster& cluster, const Typeface& face) {
  const auto shaped = face.shape(cluster.text, ShapeDirection::leftToRight);
  double width = 0;
  for (const ShapedGlyph& glyph : shaped) width += glyph.advance;
  const double squeeze = std::clamp(groupWidth / std::max(width, 0.01), narrowest, 1.0);
  std::vector<PlacedGlyph> glyphs;
  double pen = -width * squeeze / 2;
  for (const ShapedGlyph& glyph : shaped) {
    QTransform place = QTransform::fromTranslate(pen, 0.5 + face.capHeight() / 2);
    place.scale(squeeze, 1);
    const std::u32string source = glyphs.size() < cluster.text.size() ? cluster.text.substr(glyphs.size(), 1) : U"";
    glyphs.push_back({&face, glyph.id, place, source, glyph.nominal});
    pen += glyph.advance * squeeze;
  }
  return glyphs;
}

/// A group of marks: full-width glyphs share the cell, each one's ink centred in its slot.
std::vector<PlacedGlyph> markGroup(const Cluster& cluster, const Typeface& face) {
  const double slot = groupWidth / static_cast<double>(cluster.text.size());
  std::vector<PlacedGlyph> glyphs;
  for (std::size_t i = 0; i < cluster.text.size(); ++i) {
    Cluster one{cluster.text.substr(i, 1), 0, LineClass::dividing, Orientation::upright, 1};
    const auto shaped = face.shape(displayText(one), ShapeDirection::leftToRight);
    if (shaped.empty()) continue;
    const QRectF ink = face.outline(shaped[0].id).boundingRect();
    const double squeeze = std::clamp(slot * 0.96 / std::max(ink.width(), 0.01), narrowest, 1.0);
    QTransform place = QTransform::fromTranslate(-groupWidth / 2 + slot * (static_cast<double>(i) + 0.5), boxAscent);
    place.scale(squeeze, 1);
    place.translate(-ink.center().x(), 0);
    glyphs.push_back({&face, shaped[0].id, place, one.text, displayText(one) == one.text});
  }
  return glyphs;
}

std::vector<PlacedGlyph> horizontal(const Cluster& cluster, const Typeface& face) {
  std::vector<PlacedGlyph> glyphs;
  double pen = -cellLead(cluster);
  const auto shaped = face.shape(cluster.text, ShapeDirection::leftToRight);
  for (const ShapedGlyph& glyph : shaped) {
    const bool one = shaped.size() == cluster.text.size();
    const std::u32string source = one ? cluster.text.substr(glyphs.size(), 1) : glyphs.empty() ? cluster.text : U"";
    glyphs.push_back(
        {&face, glyph.id, QTransform::fromTranslate(pen + glyph.offset.x(), glyph.offset.y()), source, glyph.nominal});
    pen += glyph.advance;
  }
  return glyphs;
}

double shapedWidth(const Cluster& cluster, const Typeface& face) {
  double width = 0;
  for (const ShapedGlyph& glyph : face.shape(cluster.text, ShapeDirection::leftToRight)) width += glyph.advance;
  return width;
}

/// Latin and ASCII: as wide as the font makes them.
bool isProportional(const Cluster& cluster) {
  if (cluster.orientation == Orientation::horizontal) return cluster.text[0] < 0x2010;
  return cluster.orientation == Orientation::sideways && cluster.text[0] < 0x2010;
}

}  // namespace

std::u32string displayText(const Cluster& cluster) {
  if (cluster.text.size() == 1 && cluster.orientation == Orientation::upright) {
    if (cluster.text == U"!") return U"！";
    if (cluster.text == U"?") return U"？";
  }
  return cluster.text;
}

double measuredWidth(const Cluster& cluster, Voice voice, const FontLibrary& fonts) {
  if (cluster.lineClass == LineClass::newline) return 0;
  return isProportional(cluster) ? shapedWidth(cluster, fonts.choose(voice, cluster.text)) : cluster.width;
}

std::vector<PlacedGlyph> placeCluster(const Cluster& cluster, Voice voice, const FontLibrary& fonts) {
  if (cluster.lineClass == LineClass::newline) return {};
  const Typeface& face = fonts.choose(voice, displayText(cluster));
  const bool marks = cluster.lineClass == LineClass::dividing;
  if (cluster.orientation == Orientation::horizontal) return horizontal(cluster, face);
  if (cluster.orientation == Orientation::tateChuYoko)
    return marks ? markGroup(cluster, face) : digitGroup(cluster, face);
  if (isProportional(cluster)) return sideways(cluster, face);
  if (cluster.orientation == Orientation::upright && cluster.text[0] < 0x250 && !marks) return stacked(cluster, face);
  return cell(cluster, face);
}

QPointF uprightRepair(const Cluster& cluster, const QRectF& ink) {
  switch (cluster.lineClass) {
    case LineClass::comma:
    case LineClass::fullStop:
      return {1 - 2 * ink.center().x(), 1 - 2 * ink.center().y()};
    case LineClass::smallKana:
      return {std::clamp(0.11, 0.0, std::max(0.0, 1 - ink.right())), -std::clamp(0.11, 0.0, std::max(0.0, ink.top()))};
    default:
      return {};
  }
}

}  // namespace koma::lettering
