// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QTimer>
#include <QUrl>
#include <QWidget>
#include <filesystem>
#include <memory>
#include <optional>
#include <vector>

#include "ui/canvas/canvas_host.h"
#include "ui/canvas/drop_zone.h"
#include "ui/canvas/page_scene.h"
#include "ui/canvas/tool.h"
#include "ui/canvas/view_camera.h"
#include "ui/canvas/view_navigator.h"

class QLabel;
class QMimeData;
class QPushButton;
class QSinglePointEvent;

namespace koma::ui {

class Background;
class PictureLibrary;
class Ruler;

/// The canvas: the current page or its spread on a pasteboard, seen through a camera, with rulers, guides and live
/// previews. Events go to the active tool; what is needed for looking around is its own. It paints only what is ready
/// and has everything else prepared in the background, so that panning and zooming stay smooth whatever the page holds.
/// Owned by the main window; borrows everything it is made from.
class PageView : public QWidget, public CanvasHost {
  Q_OBJECT
 public:
  /// Throws Error(not_found | invalid_file) when the fonts are missing.
  PageView(Document& document, Selection& selection, PictureLibrary& pictures, Background& background,
           const Theme& theme, Notices& notices, const std::filesystem::path& fontsFolder, QWidget* parent = nullptr);
  ~PageView() override;

  void setOptions(const CanvasOptions& options);
  /// Not owned; null: the pointer does nothing. The old one is deactivated, the new one activated.
  void setTool(Tool* tool);
  [[nodiscard]] Tool* tool() const noexcept { return tool_; }
  /// The page to show and work on, as Selection::setPage.
  void setPage(manga::PageId page);
  [[nodiscard]] bool spread() const noexcept { return spread_; }
  [[nodiscard]] const ViewCamera& camera() const noexcept { return camera_; }
  /// 100 is true size on this screen.
  [[nodiscard]] double zoomPercent() const;
  /// The part of the view that shows the desk: all but the rulers.
  [[nodiscard]] QRect canvasRect() const;

  /// A picture of what is being drawn, stretched over the panel's frame; a null one keeps the picture before.
  /// `secondsLeft` below 0: not known. `previewPainted` follows when it is on the screen.
  void showPreview(manga::PanelId panel, const QImage& image, int step, int steps, double secondsLeft);
  void endPreview(manga::PanelId panel);
  /// Shows another picture in a panel, in place, until it is called with an empty one; no panel: in none any more.
  void compareTake(manga::PanelId panel, const manga::AssetId& picture);
  /// Who knows which things of a page will not be drawn as they stand: they carry a sign while boxes are shown.
  void setFlagger(FlagPage flag) { scene_->setFlagger(std::move(flag)); }
  /// What the flagger knows has changed.
  void flagAll() { scene_->flagAll(); }

  // CanvasHost
  [[nodiscard]] Document& document() override { return document_; }
  [[nodiscard]] Selection& selection() override { return selection_; }
  [[nodiscard]] Notices& notices() override { return notices_; }
  [[nodiscard]] const Theme& theme() const override { return theme_; }
  [[nodiscard]] const lettering::FontLibrary& fonts() const override { return *fonts_; }
  [[nodiscard]] const CanvasOptions& options() const override { return options_; }
  [[nodiscard]] QTransform pageToView(manga::PageId page) const override;
  [[nodiscard]] double pixelsPerMm() const override { return camera_.pixelsPerMm(); }
  [[nodiscard]] std::vector<Thing> thingsAt(manga::PageId page, QPointF place) const override;
  void showDraft(const manga::Page& page) override;
  void clearDraft() override;
  void updateOverlay() override { update(); }
  void setEditedBalloon(manga::BalloonId balloon) override;
  void scrollBy(QPointF pixels) override;
  void zoomAt(QPointF pixel, double factor) override;
  void zoomTo(const QRectF& pageRect, manga::PageId page) override;
  void chooseTool(const QString& id) override { emit toolWanted(id); }

  [[nodiscard]] QVariant inputMethodQuery(Qt::InputMethodQuery query) const override;
  [[nodiscard]] QSize sizeHint() const override { return {900, 700}; }

 public slots:
  void setSpread(bool spread);
  void zoomIn();
  void zoomOut();
  void zoomToTrueSize();
  void fitPage();
  /// The panel of the selection, or the page when there is none.
  void fitPanel();
  /// Turns the spread on and shows all of it.
  void fitSpread();
  void turnLeft();
  void turnRight();
  void resetRotation();
  void mirror();

 signals:
  void zoomChanged(double percent);
  void spreadChanged(bool spread);
  void rotationChanged(double degrees, bool mirrored);
  /// In mm on the page under the pointer, or on the nearest.
  void pointerMoved(koma::manga::PageId page, QPointF place);
  void pointerLeft();
  void hintChanged(const QString& hint);
  void previewPainted(koma::manga::PanelId panel);
  void cancelRequested(koma::manga::PanelId panel);
  /// The things under the pointer, the topmost first; from the keyboard: what is selected.
  void contextMenuRequested(QPoint global, koma::manga::PageId page, QPointF place,
                            const std::vector<koma::ui::Thing>& things);
  void characterDropped(koma::manga::PageId page, koma::manga::PanelId panel, QPointF place,
                        koma::manga::CharacterId character);
  /// `thing` is the box or panel that the files fell on; elsewhere they are not taken.
  void filesDropped(koma::manga::PageId page, const std::optional<koma::ui::Thing>& thing, QPointF place,
                    const QList<QUrl>& files);
  /// Esc with nothing to cancel and nothing selected.
  void escapePressed();
  void toolWanted(const QString& id);

 protected:
  bool event(QEvent* event) override;
  void paintEvent(QPaintEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  void showEvent(QShowEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;
  void mouseDoubleClickEvent(QMouseEvent* event) override;
  void tabletEvent(QTabletEvent* event) override;
  void wheelEvent(QWheelEvent* event) override;
  void leaveEvent(QEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void keyReleaseEvent(QKeyEvent* event) override;
  void focusOutEvent(QFocusEvent* event) override;
  void inputMethodEvent(QInputMethodEvent* event) override;
  void contextMenuEvent(QContextMenuEvent* event) override;
  void dragEnterEvent(QDragEnterEvent* event) override;
  void dragMoveEvent(QDragMoveEvent* event) override;
  void dragLeaveEvent(QDragLeaveEvent* event) override;
  void dropEvent(QDropEvent* event) override;

 private:
  enum class Readiness { now, whenStill };
  void connectParts();
  void showTheme();
  void layoutPages();
  void prepareSoon(Readiness readiness);
  /// After any change of the camera.
  void cameraMoved(Readiness readiness);
  void updateRulers();
  [[nodiscard]] DeskFrame deskFrame() const;
  [[nodiscard]] QPointF middle() const;
  [[nodiscard]] double truePixelsPerMm() const;
  void fitDesk(const QRectF& desk);
  [[nodiscard]] QRectF onDesk(const QRectF& rect, const PageItem& page) const;
  void damage(const QRectF& desk);

  void paintMarks(QPainter& painter);
  void paintWords(QPainter& painter);
  void tellPaintedPreviews(const QRegion& region);

  [[nodiscard]] CanvasPointer pointerAt(QPointF pixel) const;
  [[nodiscard]] CanvasPointer pointerOf(const QSinglePointEvent& event, double pressure) const;
  /// Whether the button opens the menu of what lies under it; some tools want it for themselves.
  [[nodiscard]] bool opensMenu(Qt::MouseButton button) const;
  void pressTool(const CanvasPointer& pointer, bool twice);
  void moveTool(const CanvasPointer& pointer);
  void releaseTool(const CanvasPointer& pointer);
  bool viewKey(const QKeyEvent& event);
  void escape();
  void showCursor();
  void showCancelButton(std::optional<QPointF> pixel);
  [[nodiscard]] std::optional<DropZone> zoneAt(const QMimeData& data, QPointF pixel) const;
  void setZone(std::optional<DropZone> zone);

  Document& document_;
  Selection& selection_;
  Notices& notices_;
  const Theme& theme_;
  std::unique_ptr<lettering::FontLibrary> fonts_;
  CanvasOptions options_;
  ViewCamera camera_;
  ViewNavigator navigator_;
  PageScene* scene_;
  Ruler* top_;
  Ruler* left_;
  QLabel* corner_;
  QPushButton* cancel_;
  QTimer prepareTimer_;
  Tool* tool_ = nullptr;
  bool spread_ = false;
  bool fitted_ = false;                       ///< the first page has been brought into view
  std::optional<manga::PageId> pressedPage_;  ///< while a button is down
  manga::PanelId hovered_;                    ///< panel whose Cancel button is shown
  std::optional<DropZone> zone_;
};

}  // namespace koma::ui
