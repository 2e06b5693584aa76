// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QImage>
#include <QObject>
#include <QTimer>
#include <filesystem>
#include <map>
#include <set>
#include <vector>

#include "engine/manga/project.h"
#include "ui/document/change.h"

namespace koma::ui {

class Background;
class Document;
class PictureLibrary;

/// Small pictures of the pages, painted on the background a moment after the last change, those that are seen first.
/// An old picture stays until the new one is there.
class PageThumbnails : public QObject {
  Q_OBJECT
 public:
  PageThumbnails(Document& document, PictureLibrary& pictures, Background& background,
                 std::filesystem::path fontsFolder, QObject* parent = nullptr);

  /// Null when it was never painted.
  [[nodiscard]] QImage image(manga::PageId page) const;
  /// Longer side in pixels of the device; other sizes are painted anew.
  void setSide(int side);
  /// The pages that are seen, in the order in which they are wanted; the others follow.
  void setVisible(std::vector<manga::PageId> pages);

 signals:
  void painted(koma::manga::PageId page, const QImage& image);

 private:
  void documentChanged(const Change& change);
  void spoil(manga::PageId page);
  void spoilAll();
  void pictureReady(const manga::AssetId& asset);
  void paintNext();
  [[nodiscard]] const manga::Page* nextPage() const;
  /// The page's pictures, as far as they are at hand; those that are not are waited for.
  [[nodiscard]] std::map<manga::AssetId, QImage> picturesOf(const manga::Page& page);

  Document& document_;
  PictureLibrary& pictures_;
  Background& background_;
  std::filesystem::path fontsFolder_;
  int side_ = 256;
  std::map<manga::PageId, QImage> images_;
  std::set<manga::PageId> stale_;
  std::map<manga::AssetId, std::set<manga::PageId>> awaited_;
  std::vector<manga::PageId> visible_;
  QTimer quiet_;
  bool painting_ = false;
  std::uint64_t generation_ = 0;  ///< of the project
};

}  // namespace koma::ui
