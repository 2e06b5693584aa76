// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QImage>
#include <functional>
#include <vector>

#include "engine/manga/page.h"
#include "ui/lettering/text_setter.h"

namespace koma::lettering {

/// The finished page in mm.
[[nodiscard]] QSizeF trimSize(const manga::Page& page);
/// How far the paper reaches beyond the trim on all four sides, in mm.
[[nodiscard]] double bleedOf(const manga::Page& page);

/// The picture behind an id; a null image when there is none (yet).
using PictureSource = std::function<QImage(const manga::AssetId&)>;

/// A balloon whose text does not fit, or whose text holds characters no font has.
struct TextWarning {
  manga::BalloonId balloon;
  bool overflows = false;
  std::u32string missing;
};

/// How a balloon's text is set: what setText takes beside the text.
struct BalloonSetting {
  TextOptions options;
  TextLook look;
  TextArea area;
};
/// As it is printed, were `text` the balloon's text: Latin text alone is set with another voice.
[[nodiscard]] BalloonSetting settingOf(const manga::Balloon& balloon, const QString& text);

/// Paints pages on any QPainter whose unit is mm and whose origin is the upper left corner of the trim: screen, PNG and
/// PDF come from the same calls. Borrows the fonts and the source; uses no other state, lives on the caller's thread.
class PagePainter {
 public:
  PagePainter(const FontLibrary& fonts, PictureSource pictures) : fonts_(fonts), pictures_(std::move(pictures)) {}

  /// White paper to the bleed, panels and then balloons, in their stacking order; what is hidden is left out.
  void paint(QPainter& painter, const manga::Page& page, TextInk ink) const;
  /// One thing alone, whether hidden or not: what a canvas keeps ready as a picture of its own.
  void paint(QPainter& painter, const manga::Panel& panel) const;
  void paint(QPainter& painter, const manga::Balloon& balloon, TextInk ink) const;
  /// What an editor should warn about: balloons in their order. Sets the texts, reads no picture.
  [[nodiscard]] std::vector<TextWarning> warnings(const manga::Page& page) const;

 private:
  const FontLibrary& fonts_;
  PictureSource pictures_;
};

}  // namespace koma::lettering
