// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QPainterPath>
#include <QRawFont>
#include <filesystem>
#include <memory>
#include <string_view>
#include <vector>

struct hb_font_t;

namespace koma::lettering {

/// Of the em box, above the baseline; the typefaces hang their vertical glyphs from it.
inline constexpr double boxAscent = 0.88;

enum class ShapeDirection { leftToRight, topToBottom };

/// One glyph of a shaped run. Lengths in em, y down; `offset` leads from the pen to the glyph's origin on its baseline.
struct ShapedGlyph {
  quint32 id = 0;
  QPointF offset;
  double advance = 0;    ///< along the run
  bool nominal = false;  ///< it is the glyph that the font's character map gives, so a PDF maps it back by itself
};

/// One font file, opened twice: by HarfBuzz for shaping and by Qt for drawing and embedding. Needs a QGuiApplication.
/// Lives in a FontLibrary, on one thread.
class Typeface {
 public:
  /// Throws Error(not_found | invalid_file).
  explicit Typeface(const std::filesystem::path& file);
  Typeface(Typeface&&) noexcept;
  ~Typeface();

  /// Pixel size at which `font()` is opened; drawing at another size is a scaled painter.
  static constexpr double pixelSize = 1000;

  [[nodiscard]] const QRawFont& font() const noexcept { return font_; }
  [[nodiscard]] bool has(char32_t character) const;
  /// Glyphs of a run of one direction, in visual order. Top to bottom turns the feature `vert` on and hangs every glyph
  /// from the middle of its em box's upper edge, whatever vertical metrics the font has.
  [[nodiscard]] std::vector<ShapedGlyph> shape(std::u32string_view text, ShapeDirection direction) const;
  /// In em, y down, the origin on the baseline.
  [[nodiscard]] QPainterPath outline(quint32 glyph) const;
  /// Horizontal advance in em.
  [[nodiscard]] double advance(quint32 glyph) const;
  [[nodiscard]] double capHeight() const noexcept { return capHeight_; }

 private:
  struct FontDeleter {
    void operator()(hb_font_t* font) const noexcept;
  };
  double unitsPerEm_ = 1000;  // set while shaper_ is made, so it stands first
  std::unique_ptr<hb_font_t, FontDeleter> shaper_;
  double capHeight_ = 0.7;
  QRawFont font_;
};

}  // namespace koma::lettering
