// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QList>
#include <QObject>
#include <QUrl>
#include <optional>

#include "engine/base/image.h"
#include "ui/document/selection.h"
#include "ui/generation/picture_sources.h"

namespace koma::api {
class ProjectService;
}

namespace koma::ui {

class Background;
class Document;
class Notices;
class PictureIntake;

/// Pictures that come into the page from outside: on a panel one becomes a take that the page shows, on a character's
/// box another reference of that character. Painted masks go the same way.
class CanvasDrops : public QObject {
  Q_OBJECT
 public:
  CanvasDrops(Document& document, api::ProjectService& service, Background& background, Notices& notices,
              QObject* parent = nullptr);

  void drop(const QList<QUrl>& files, const std::optional<Thing>& thing);
  /// Grey, white is repainted.
  void keepMask(manga::PanelId panel, const Image& mask);
  /// The same way for pictures that are for no thing of the page.
  [[nodiscard]] PictureSources sources();
  /// Another project: pictures on their way in are forgotten.
  void forget();

 private:
  void showInPanel(manga::PanelId panel, const manga::AssetId& picture);

  Document& document_;
  api::ProjectService& service_;
  Notices& notices_;
  PictureIntake* intake_;
};

}  // namespace koma::ui
