// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QImage>
#include <QObject>
#include <QSizeF>
#include <optional>

#include "engine/manga/ids.h"

namespace koma::manga {
struct Panel;
}

namespace koma::api {
class ProjectService;
}

namespace koma::ui {

class Background;
class Document;
class Notices;
class PictureLibrary;

/// How large the panel's shown picture is: from its pixels when they are at hand, else from its recipe.
[[nodiscard]] std::optional<QSizeF> shownPictureSize(const manga::Panel& panel, PictureLibrary& pictures);
/// Whether a frame of these sides hides a good part of a picture that covers it.
[[nodiscard]] bool hasGrown(const QSizeF& picture, const QSizeF& frame);

struct ExtendedPicture {
  QImage picture;  ///< with the frame's aspect: the old one in the middle, its edges drawn out to the new ones
  QImage mask;     ///< grey, white where nothing was, running into the old picture
};
[[nodiscard]] ExtendedPicture extended(const QImage& picture, const QSizeF& frame);

/// Makes a panel's picture as long as its frame has become, so that the new part can be drawn: the longer picture
/// becomes a take, what is new in it the mask, in one step. Owned by the main window.
class PictureExtender : public QObject {
  Q_OBJECT
 public:
  PictureExtender(Document& document, PictureLibrary& pictures, api::ProjectService& service, Background& background,
                  Notices& notices, QObject* parent = nullptr);

  void extend(manga::PanelId panel);
  /// Another project: what is on its way is forgotten.
  void forget() { ++generation_; }

 signals:
  /// The panel is ready to be drawn.
  void extendedPanel(koma::manga::PanelId panel);

 private:
  void storePicture(manga::PanelId panel, const ExtendedPicture& longer);
  void storeMask(manga::PanelId panel, const manga::AssetId& picture, const QImage& mask);
  void take(manga::PanelId panel, const manga::AssetId& picture, const manga::AssetId& mask);
  void refuse(const QString& details);
  template <class Then>
  [[nodiscard]] auto stored(Then then);

  Document& document_;
  PictureLibrary& pictures_;
  api::ProjectService& service_;
  Background& background_;
  Notices& notices_;
  int generation_ = 0;
};

}  // namespace koma::ui
