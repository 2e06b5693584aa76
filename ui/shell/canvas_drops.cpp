// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/canvas_drops.h"

#include <QDateTime>
#include <QMimeData>

#include "engine/base/error.h"
#include "ui/characters/picture_intake.h"
#include "ui/document/character_commands.h"
#include "ui/document/document.h"
#include "ui/document/drawing_commands.h"
#include "ui/document/panel_commands.h"
#include "ui/document/reply.h"
#include "ui/style/notices.h"

namespace koma::ui {

CanvasDrops::CanvasDrops(Document& document, api::ProjectService& service, Background& background, Notices& notices,
                         QObject* parent)
    : QObject(parent),
      document_(document),
      service_(service),
      notices_(notices),
      intake_(new PictureIntake(service, background, notices, this)) {}

void CanvasDrops::forget() {
  intake_->forget();
}

void CanvasDrops::drop(const QList<QUrl>& files, const std::optional<Thing>& thing) {
  QMimeData data;
  data.setUrls(files);
  const auto* box = thing ? std::get_if<BoxRef>(&*thing) : nullptr;
  const auto* panel = thing ? std::get_if<manga::PanelId>(&*thing) : nullptr;
  if (box) {
    const manga::Panel* holder = manga::find_panel(document_.project(), box->panel);
    if (!holder || box->index >= holder->characters.size()) return;
    const manga::CharacterId who = holder->characters[box->index].character;
    intake_->take(data, [this, who](const api::StoredPicture& picture, const QString&) {
      if (manga::find_character(document_.project(), who)) addReference(document_, who, {.picture = picture.asset});
    });
  } else if (panel) {
    intake_->take(data, [this, id = *panel](const api::StoredPicture& picture, const QString&) {
      showInPanel(id, picture.asset);
    });
  }
}

void CanvasDrops::showInPanel(manga::PanelId panel, const manga::AssetId& picture) {
  if (!manga::find_panel(document_.project(), panel)) return;
  manga::Take take{.id = document_.reserveTakeIds(1).front(), .picture = picture};
  take.created = QDateTime::currentDateTimeUtc().toString(Qt::ISODate).toStdString();
  document_.addTakes(panel, std::span(&take, 1));
  acceptTake(document_, panel, take.id);
}

PictureSources CanvasDrops::sources() {
  const auto stored = [](const PictureSources::Then& then) {
    return [then](const api::StoredPicture& picture, const QString&) { then(picture.asset); };
  };
  return {
      .accepts = [](const QMimeData& data) { return PictureIntake::accepts(data); },
      .take = [this, stored](const QMimeData& data, const auto& then) { intake_->take(data, stored(then)); },
      .paste = [this, stored](const auto& then) { intake_->paste(stored(then)); },
      .choose = [this, stored](QWidget* parent, const auto& then) { intake_->choose(parent, false, stored(then)); }};
}

void CanvasDrops::keepMask(manga::PanelId panel, const Image& mask) {
  if (mask.empty()) {
    setMask(document_, panel, {});
    return;
  }
  service_.import_image(mask, 1024, onGuiThread<api::StoredPicture>(this, [this, panel](const auto& outcome) {
                          if (const auto* stored = std::get_if<api::StoredPicture>(&outcome)) {
                            if (manga::find_panel(document_.project(), panel)) setMask(document_, panel, stored->asset);
                          } else {
                            notices_.say({.kind = Notice::Kind::error,
                                          .text = tr("The mask could not be kept."),
                                          .details = QString::fromStdString(std::get<api::Failed>(outcome).text),
                                          .key = "mask"});
                          }
                        }));
}

}  // namespace koma::ui
