// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>
#include <map>
#include <memory>
#include <optional>
#include <vector>

#include "ui/canvas/page_item.h"
#include "ui/canvas/preview_item.h"
#include "ui/document/change.h"

namespace koma::ui {

class Document;

/// How the desk lies on the device.
struct DeskFrame {
  QTransform toDevice;  ///< mm on the desk to device pixels
  QSize viewport;       ///< device pixels
  double pixelRatio = 1;
};

/// What lies on the pasteboard: the shown pages with their items, kept equal to the document, or to a draft of one page
/// while a drag is under way. Owned by the page view.
class PageScene : public QObject {
  Q_OBJECT
 public:
  PageScene(Document& document, ItemContext context, QObject* parent = nullptr);
  ~PageScene() override;

  /// Which pages to show. Those shown before keep what was painted for them.
  void show(const std::vector<PlacedPage>& pages);
  [[nodiscard]] const std::vector<std::unique_ptr<PageItem>>& pages() const noexcept { return pages_; }
  [[nodiscard]] PageItem* page(manga::PageId id) const;
  /// The draft of a page, or the document's; null when it is in neither.
  [[nodiscard]] const manga::Page* values(manga::PageId id) const;
  /// Everything that is seen, mm on the desk.
  [[nodiscard]] QRectF extent() const;
  [[nodiscard]] PageItem* nearest(QPointF desk) const;
  /// The page of a panel that is shown, or null.
  [[nodiscard]] PageItem* holder(manga::PanelId panel) const;

  /// Who knows which things of a page carry a sign.
  void setFlagger(FlagPage flag);
  /// What the flagger knows has changed.
  void flagAll();

  void setDraft(const manga::Page& page);
  void clearDraft();
  [[nodiscard]] bool hasDraft() const noexcept { return draft_.has_value(); }
  void setEditedBalloon(manga::BalloonId balloon);
  void compareTake(manga::PanelId panel, const manga::AssetId& take);
  void offerPreview(manga::PanelId panel, const QImage& image, int step, int steps, double secondsLeft);
  void endPreview(manga::PanelId panel);
  [[nodiscard]] std::map<manga::PanelId, PreviewItem>& previews() noexcept { return previews_; }

  /// Orders what is not painted ahead for this frame.
  void prepare(const DeskFrame& frame);
  /// Pasteboard, sheets and things, on a painter that counts in device pixels.
  void paint(QPainter& painter, const DeskFrame& frame, const QRegion& damaged) const;
  [[nodiscard]] PageFrame frameOf(const PageItem& page, const DeskFrame& frame) const;

 signals:
  /// Something looks different there, mm on the desk.
  void changed(const QRectF& desk);
  /// Other things have to be painted ahead.
  void unprepared();
  /// Pages, their order or the direction of reading have changed.
  void pagesChanged();

 private:
  void onChange(const Change& change);
  void refresh(PageItem& item);
  void refreshAll();
  void onPicture(const manga::AssetId& picture);
  void tell(const PageItem& item, const QRectF& place);
  void applyStates(PageItem& item);
  void flag(PageItem& item);
  void paintShadow(QPainter& painter, const DeskFrame& frame) const;

  Document& document_;
  ItemContext context_;
  std::vector<std::unique_ptr<PageItem>> pages_;
  FlagPage flagger_;
  std::optional<manga::Page> draft_;
  manga::BalloonId edited_;
  std::map<manga::PanelId, manga::AssetId> compared_;
  std::map<manga::PanelId, PreviewItem> previews_;
};

}  // namespace koma::ui
