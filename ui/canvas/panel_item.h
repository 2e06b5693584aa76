// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QImage>
#include <QRectF>
#include <QString>
#include <functional>
#include <optional>

#include "engine/manga/panel.h"
#include "ui/canvas/item_context.h"
#include "ui/canvas/raster_slot.h"
#include "ui/canvas/sprite.h"

namespace koma::ui {

/// A panel on the page: frame and picture. Its picture is painted ahead in the background; until that is there, and
/// while the frame is being reshaped, a plain copy stands in. Owned by its page item.
class PanelItem {
 public:
  enum class State { picture, empty, waiting, broken };

  PanelItem(const ItemContext& context, std::function<void()> changed);

  /// Takes the values over; returns whether anything looks different.
  bool set(const manga::Panel& panel);
  /// A picture to show instead of the accepted take's: of another take; empty ends that.
  void compare(const manga::AssetId& take);
  /// The picture that is just being drawn, stretched over the frame; null ends that.
  void setPreview(const QImage& preview);

  [[nodiscard]] const manga::Polygon& frame() const noexcept { return look_.frame; }
  [[nodiscard]] QRectF bounds() const noexcept { return bounds_; }  ///< of the frame, mm on the page
  [[nodiscard]] QRectF inked() const;                               ///< with its border
  [[nodiscard]] const QString& prompt() const noexcept { return prompt_; }
  [[nodiscard]] State state() const;
  [[nodiscard]] bool shows(const manga::AssetId& picture) const { return asset() == picture; }
  /// The device pixels that it surely covers, so that nothing need be painted below; empty when that is unknown.
  [[nodiscard]] QRect opaquePixels(const PageFrame& frame) const;
  /// Whether the preview of this key is what `paint` shows now.
  [[nodiscard]] bool showsPreview(qint64 cacheKey) const { return spriteKey_ == cacheKey && !sprite_.isNull(); }

  /// What is held ready for it, without the library's pictures.
  [[nodiscard]] qsizetype bytes() const { return sprite_.image.sizeInBytes(); }

  /// Asks for what is not painted ahead yet. Never waits.
  void prepare(const PageFrame& frame, bool draft);
  /// `painter` counts in device pixels.
  void paint(QPainter& painter, const PageFrame& frame) const;

 private:
  struct Look {
    manga::Polygon frame;
    double borderWidth = 0;
    manga::BorderStyle border = manga::BorderStyle::solid;
    friend bool operator==(const Look&, const Look&) = default;
  };
  [[nodiscard]] const manga::AssetId& asset() const { return compared_.empty() ? accepted_ : compared_; }
  [[nodiscard]] const QImage& image() const { return preview_.isNull() ? picture_ : preview_; }
  /// How far the panel has moved since the look; nothing when it was reshaped.
  [[nodiscard]] std::optional<QPointF> movedSince(const Look& look) const;
  [[nodiscard]] bool prepared(const PageFrame& frame, bool draft) const;
  void fetchPicture(const PageFrame& frame);
  void paintPlainly(QPainter& painter, const PageFrame& frame) const;

  const ItemContext& context_;
  std::function<void()> changed_;
  RasterSlot slot_;
  Look look_;
  QRectF bounds_;
  manga::AssetId accepted_, compared_;
  QString prompt_;
  QImage picture_, preview_;
  manga::AssetId pictureOf_;  ///< whose pixels `picture_` holds
  bool whole_ = false;        ///< `picture_` is as large as the file's

  Sprite sprite_;
  Look spriteLook_, askedLook_;
  qint64 spriteKey_ = 0, askedKey_ = 0;
  Sprite asked_;  ///< place and transform of the latest order, without pixels
  QRect askedPixels_;
};

/// The part of a picture that covers a frame without distortion, in pixels of the picture.
[[nodiscard]] QRectF coveringPart(QSizeF picture, QSizeF frame);

}  // namespace koma::ui
