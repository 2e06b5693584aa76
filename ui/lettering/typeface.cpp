// SPDX-License-Identifier: Apache-2.0
#include "ui/lettering/typeface.h"

#include <hb-ot.h>
#include <hb.h>

#include <QFontDatabase>
#include <QTransform>

#include "engine/base/error.h"

namespace koma::lettering {
namespace {

/// Height of the em box above the baseline in Japanese fonts; vertical metrics of fonts differ too much to be trusted.
hb_position_t emBoxAdvance(hb_font_t* font, void*, hb_codepoint_t, void*) {
  int x = 0, y = 0;
  hb_font_get_scale(font, &x, &y);
  return -y;
}

hb_bool_t emBoxOrigin(hb_font_t* font, void*, hb_codepoint_t glyph, hb_position_t* x, hb_position_t* y, void*) {
  int xScale = 0, yScale = 0;
  hb_font_get_scale(font, &xScale, &yScale);
  *x = hb_font_get_glyph_h_advance(font, glyph) / 2;
  *y = static_cast<hb_position_t>(yScale * boxAscent);
  return true;
}

hb_font_t* openShaper(const std::filesystem::path& file, double& unitsPerEm) {
  hb_blob_t* blob = hb_blob_create_from_file_or_fail(file.string().c_str());
  if (blob == nullptr)
    throw Error(ErrorCode::not_found, "the font cannot be read; check the installation's fonts folder", file.string());
  hb_face_t* face = hb_face_create(blob, 0);
  hb_blob_destroy(blob);
  if (hb_face_get_glyph_count(face) == 0) {
    hb_face_destroy(face);
    throw Error(ErrorCode::invalid_file, "this is not a font", file.string());
  }
  unitsPerEm = hb_face_get_upem(face);
  hb_font_t* base = hb_font_create(face);
  hb_face_destroy(face);
  hb_font_t* font = hb_font_create_sub_font(base);
  hb_font_destroy(base);
  hb_font_funcs_t* functions = hb_font_funcs_create();
  hb_font_funcs_set_glyph_v_advance_func(functions, emBoxAdvance, nullptr, nullptr);
  hb_font_funcs_set_glyph_v_origin_func(functions, emBoxOrigin, nullptr, nullptr);
  hb_font_set_funcs(font, functions, nullptr, nullptr);
  hb_font_funcs_destroy(functions);
  return font;
}

/// Qt embeds a font in a PDF only when it comes from the database, not when it is loaded from bytes.
QRawFont openFont(const std::filesystem::path& file) {
  const int id = QFontDatabase::addApplicationFont(QString::fromStdString(file.string()));
  const QStringList families = id < 0 ? QStringList() : QFontDatabase::applicationFontFamilies(id);
  if (families.isEmpty()) throw Error(ErrorCode::invalid_file, "the font cannot be opened for drawing", file.string());
  QFont font(families.first());
  const QStringList styles = QFontDatabase::styles(families.first());
  if (!styles.isEmpty()) font = QFontDatabase::font(families.first(), styles.first(), 10);
  font.setPixelSize(static_cast<int>(Typeface::pixelSize));
  font.setHintingPreference(QFont::PreferNoHinting);  // hints distort turned glyphs
  font.setStyleStrategy(static_cast<QFont::StyleStrategy>(QFont::NoFontMerging | QFont::PreferOutline));
  const QRawFont raw = QRawFont::fromFont(font, QFontDatabase::Any);
  if (!raw.isValid() || raw.familyName() != families.first())
    throw Error(ErrorCode::invalid_file, "the font cannot be opened for drawing", file.string());
  return raw;
}

}  // namespace

void Typeface::FontDeleter::operator()(hb_font_t* font) const noexcept {
  hb_font_destroy(font);
}

Typeface::Typeface(const std::filesystem::path& file) : shaper_(openShaper(file, unitsPerEm_)), font_(openFont(file)) {
  hb_position_t capHeight = 0;
  if (hb_ot_metrics_get_position(shaper_.get(), HB_OT_METRICS_TAG_CAP_HEIGHT, &capHeight) && capHeight > 0)
    capHeight_ = capHeight / unitsPerEm_;
}

Typeface::Typeface(Typeface&&) noexcept = default;
Typeface::~Typeface() = default;

bool Typeface::has(char32_t character) const {
  hb_codepoint_t glyph = 0;
  return hb_font_get_nominal_glyph(shaper_.get(), character, &glyph) && glyph != 0;
}

std::vector<ShapedGlyph> Typeface::shape(std::u32string_view text, ShapeDirection direction) const {
  const auto* characters = reinterpret_cast<const std::uint32_t*>(text.data());
  const int length = static_cast<int>(text.size());
  hb_buffer_t* buffer = hb_buffer_create();
  hb_buffer_add_utf32(buffer, characters, length, 0, length);
  const bool vertical = direction == ShapeDirection::topToBottom;
  hb_buffer_set_direction(buffer, vertical ? HB_DIRECTION_TTB : HB_DIRECTION_LTR);
  hb_buffer_set_script(buffer, vertical ? HB_SCRIPT_HIRAGANA : HB_SCRIPT_LATIN);
  hb_buffer_set_language(buffer, hb_language_from_string(vertical ? "ja" : "en", -1));
  hb_buffer_set_cluster_level(buffer, HB_BUFFER_CLUSTER_LEVEL_MONOTONE_CHARACTERS);
  hb_shape(shaper_.get(), buffer, nullptr, 0);
  unsigned count = 0;
  const hb_glyph_info_t* infos = hb_buffer_get_glyph_infos(buffer, &count);
  const hb_glyph_position_t* positions = hb_buffer_get_glyph_positions(buffer, &count);
  std::vector<ShapedGlyph> glyphs;
  for (unsigned i = 0; i < count; ++i) {
    hb_codepoint_t nominal = 0;
    hb_font_get_nominal_glyph(shaper_.get(), text[infos[i].cluster], &nominal);
    glyphs.push_back({infos[i].codepoint,
                      {positions[i].x_offset / unitsPerEm_, -positions[i].y_offset / unitsPerEm_},
                      (vertical ? -positions[i].y_advance : positions[i].x_advance) / unitsPerEm_,
                      infos[i].codepoint == nominal});
  }
  hb_buffer_destroy(buffer);
  return glyphs;
}

QPainterPath Typeface::outline(quint32 glyph) const {
  return QTransform::fromScale(1 / pixelSize, 1 / pixelSize).map(font_.pathForGlyph(glyph));
}

double Typeface::advance(quint32 glyph) const {
  return hb_font_get_glyph_h_advance(shaper_.get(), glyph) / unitsPerEm_;
}

}  // namespace koma::lettering
