// SPDX-License-Identifier: Apache-2.0
#include "ui/generation/picture_extension.h"

#include <QDateTime>
#include <QPainter>
#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "engine/api/project_service.h"
#include "engine/api/request_builder.h"
#include "ui/document/background.h"
#include "ui/document/drawing_commands.h"
#include "ui/document/picture_library.h"
#include "ui/document/qt_values.h"
#include "ui/document/reply.h"
#include "ui/style/notices.h"

namespace koma::ui {
namespace {

constexpr double leastHidden = 0.06;                   // of a side of the picture, before anybody offers anything
constexpr int longestSide = 4096, longestMask = 1024;  // pixels
constexpr int enoughForAspect = 256;                   // pixels
constexpr double overlapShare = 0.1;                   // of the old side; the seam hides in it
constexpr int mostOverlap = 48;                        // pixels

/// Draws the picture's outermost rows or columns out to the edges of the canvas.
void drawOut(QPainter& painter, const QImage& picture, const QRect& place, const QSize& size) {
  const QRect whole(QPoint(0, 0), size);
  const auto strip = [&](const QRect& to, const QRect& from) {
    if (!to.isEmpty()) painter.drawImage(to, picture, from);
  };
  const int right = picture.width() - 1, bottom = picture.height() - 1;
  strip(QRect(0, place.top(), place.left(), place.height()), QRect(0, 0, 1, picture.height()));
  strip(QRect(place.right() + 1, place.top(), whole.right() - place.right(), place.height()),
        QRect(right, 0, 1, picture.height()));
  strip(QRect(place.left(), 0, place.width(), place.top()), QRect(0, 0, picture.width(), 1));
  strip(QRect(place.left(), place.bottom() + 1, place.width(), whole.bottom() - place.bottom()),
        QRect(0, bottom, picture.width(), 1));
}

QImage maskAround(const QRect& place, const QSize& size) {
  QImage mask(size, QImage::Format_Grayscale8);
  const bool across = place.width() < size.width();
  const int side = across ? place.width() : place.height();
  const int overlap = std::clamp(int(side * overlapShare), 1, mostOverlap);
  const int first = across ? place.left() : place.top(), last = across ? place.right() : place.bottom();
  for (int y = 0; y < size.height(); ++y) {
    uchar* row = mask.scanLine(y);
    for (int x = 0; x < size.width(); ++x) {
      const int at = across ? x : y;
      const int inside = std::min(at - first, last - at);
      row[x] = uchar(std::clamp(255 - 255 * inside / overlap, 0, 255));
    }
  }
  return mask;
}

}  // namespace

std::optional<QSizeF> shownPictureSize(const manga::Panel& panel, PictureLibrary& pictures) {
  const manga::Take* take = manga::accepted_take(panel);
  if (!take) return {};
  if (const QImage image = pictures.picture(take->picture, enoughForAspect); !image.isNull())
    return QSizeF(image.size());
  const auto recipe = nlohmann::json::parse(take->recipe, nullptr, false);
  if (!recipe.is_object() || !recipe.contains("request") || !recipe["request"].is_object()) return {};
  const auto& request = recipe["request"];
  if (!request.value("width", nlohmann::json()).is_number() || !request.value("height", nlohmann::json()).is_number())
    return {};
  return QSizeF(request["width"].get<double>(), request["height"].get<double>());
}

bool hasGrown(const QSizeF& picture, const QSizeF& frame) {
  if (picture.isEmpty() || frame.isEmpty()) return false;
  const UnitBox shown = api::shown_part(picture.width(), picture.height(), {0, 0, frame.width(), frame.height()});
  return std::min(shown.right - shown.left, shown.bottom - shown.top) < 1 - leastHidden;
}

ExtendedPicture extended(const QImage& picture, const QSizeF& frame) {
  const double aspect = frame.width() / frame.height();
  const bool across = aspect * picture.height() > picture.width();
  const QSize size = across ? QSize(int(std::lround(picture.height() * aspect)), picture.height())
                            : QSize(picture.width(), int(std::lround(picture.width() / aspect)));
  const QRect place(QPoint((size.width() - picture.width()) / 2, (size.height() - picture.height()) / 2),
                    picture.size());
  const QImage source = picture.isGrayscale() ? picture.convertToFormat(QImage::Format_Grayscale8)
                                              : picture.convertToFormat(QImage::Format_RGB32);
  ExtendedPicture longer{QImage(size, source.format()), maskAround(place, size)};
  longer.picture.fill(Qt::white);
  QPainter painter(&longer.picture);
  drawOut(painter, source, place, size);
  painter.drawImage(place.topLeft(), source);
  return longer;
}

PictureExtender::PictureExtender(Document& document, PictureLibrary& pictures, api::ProjectService& service,
                                 Background& background, Notices& notices, QObject* parent)
    : QObject(parent),
      document_(document),
      pictures_(pictures),
      service_(service),
      background_(background),
      notices_(notices) {}

void PictureExtender::extend(manga::PanelId id) {
  const manga::Panel* panel = manga::find_panel(document_.project(), id);
  const manga::Take* take = panel ? manga::accepted_take(*panel) : nullptr;
  if (!take) return;
  const QString file = QString::fromStdString(pictures_.fileOf(take->picture).string());
  const QSizeF frame = boundsOf(*panel).size();
  background_.run(
      this,
      [file, frame] {
        const QImage picture(file);
        return picture.isNull() ? ExtendedPicture() : extended(picture, frame);
      },
      [this, id, file, generation = generation_](const ExtendedPicture& longer) {
        if (generation != generation_) return;
        if (longer.picture.isNull()) return refuse(tr("The file cannot be read: %1").arg(file));
        storePicture(id, longer);
      });
}

template <class Then>
auto PictureExtender::stored(Then then) {
  return onGuiThread<api::StoredPicture>(
      this, [this, then, generation = generation_](const api::Outcome<api::StoredPicture>& outcome) {
        if (generation != generation_) return;
        if (const auto* picture = std::get_if<api::StoredPicture>(&outcome)) {
          then(picture->asset);
        } else {
          refuse(toQt(std::get<api::Failed>(outcome).text));
        }
      });
}

void PictureExtender::storePicture(manga::PanelId panel, const ExtendedPicture& longer) {
  const auto then = [this, panel, mask = longer.mask](const manga::AssetId& picture) {
    storeMask(panel, picture, mask);
  };
  service_.import_image(lettering::toImage(longer.picture), longestSide, stored(then));
}

void PictureExtender::storeMask(manga::PanelId panel, const manga::AssetId& picture, const QImage& mask) {
  const auto then = [this, panel, picture](const manga::AssetId& stored) { take(panel, picture, stored); };
  service_.import_image(lettering::toImage(mask), longestMask, stored(then));
}

void PictureExtender::take(manga::PanelId panel, const manga::AssetId& picture, const manga::AssetId& mask) {
  if (!manga::find_panel(document_.project(), panel)) return;
  manga::Take take{.id = document_.reserveTakeIds(1).front(), .picture = picture};
  take.created = QDateTime::currentDateTimeUtc().toString(Qt::ISODate).toStdString();
  document_.addTakes(panel, {&take, 1});
  extendPicture(document_, panel, take.id, mask);
  emit extendedPanel(panel);
}

void PictureExtender::refuse(const QString& details) {
  notices_.say({.kind = Notice::Kind::error,
                .text = tr("The picture could not be extended."),
                .details = details,
                .key = QStringLiteral("extend")});
}

}  // namespace koma::ui
