// SPDX-License-Identifier: Apache-2.0
#include "ui/canvas/page_view.h"

#include <QPushButton>
#include <QScreen>
#include <algorithm>

#include "ui/canvas/hit_test.h"
#include "ui/canvas/ruler.h"
#include "ui/document/document.h"
#include "ui/document/qt_values.h"
#include "ui/lettering/font_library.h"
#include "ui/style/theme.h"

namespace koma::ui {
namespace {

constexpr int stillAfter = 120;  // ms without zooming: what was stretched is painted anew
constexpr int panInterval = 40;  // ms between looks at what panning has brought into view
constexpr double zoomStep = 1.25;
constexpr double turnStep = 15;  // degrees
constexpr double hitReach = 3;   // pixels

}  // namespace

PageView::PageView(Document& document, Selection& selection, PictureLibrary& pictures, Background& background,
                   const Theme& theme, Notices& notices, const std::filesystem::path& fontsFolder, QWidget* parent)
    : QWidget(parent),
      document_(document),
      selection_(selection),
      notices_(notices),
      theme_(theme),
      fonts_(std::make_unique<lettering::FontLibrary>(fontsFolder)),
      navigator_(camera_),
      scene_(new PageScene(document, {background, pictures, theme, fontsFolder}, this)),
      top_(new Ruler(Qt::Horizontal, theme, this)),
      left_(new Ruler(Qt::Vertical, theme, this)),
      corner_(new QLabel(tr("mm"), this)),
      cancel_(new QPushButton(tr("Cancel"), this)) {
  setAttribute(Qt::WA_OpaquePaintEvent);
  setFocusPolicy(Qt::StrongFocus);
  setMouseTracking(true);
  setAcceptDrops(true);
  setAccessibleName(tr("Page"));
  cancel_->setToolTip(tr("Stop drawing this panel"));
  cancel_->setAccessibleName(tr("Stop drawing this panel"));
  cancel_->setFocusPolicy(Qt::NoFocus);  // the queue offers the same to the keyboard
  cancel_->setCursor(Qt::ArrowCursor);
  cancel_->hide();
  corner_->setAlignment(Qt::AlignCenter);
  corner_->setAutoFillBackground(true);
  prepareTimer_.setSingleShot(true);
  connectParts();
  showTheme();
  layoutPages();
}

PageView::~PageView() {
  if (tool_) tool_->disconnect(this);
}

void PageView::connectParts() {
  connect(&prepareTimer_, &QTimer::timeout, this, [this] { scene_->prepare(deskFrame()); });
  connect(scene_, &PageScene::changed, this, &PageView::damage);
  connect(scene_, &PageScene::unprepared, this, [this] { prepareSoon(Readiness::now); });
  connect(scene_, &PageScene::pagesChanged, this, &PageView::layoutPages);
  connect(&selection_, &Selection::changed, this, qOverload<>(&QWidget::update));
  connect(&selection_, &Selection::pageChanged, this, &PageView::layoutPages);
  connect(&theme_, &Theme::changed, this, &PageView::showTheme);
  connect(cancel_, &QPushButton::clicked, this, [this] {
    if (hovered_) emit cancelRequested(hovered_);
  });
}

void PageView::showTheme() {
  QFont font = theme_.font(TextRole::caption);
  font.setPixelSize(Ruler::textPixels - 1);
  corner_->setFont(font);
  QPalette palette = corner_->palette();
  palette.setColor(QPalette::Window, theme_.colours().panel);
  palette.setColor(QPalette::WindowText, theme_.colours().quietText);
  corner_->setPalette(palette);
  update();
}

void PageView::setOptions(const CanvasOptions& options) {
  options_ = options;
  top_->setVisible(options.rulers);
  left_->setVisible(options.rulers);
  corner_->setVisible(options.rulers);
  update();
}

void PageView::setPage(manga::PageId page) {
  selection_.setPage(page);
}

void PageView::setSpread(bool spread) {
  if (spread == spread_) return;
  spread_ = spread;
  const QPointF corner = pageToView(selection_.page()).map(QPointF());
  layoutPages();
  // The current page stays where it is.
  if (const PageItem* page = scene_->page(selection_.page())) camera_.bring(page->placed().origin, corner);
  cameraMoved(Readiness::now);
  emit spreadChanged(spread);
}

void PageView::layoutPages() {
  const auto placed = placedPages(document_.project(), selection_.page(), spread_);
  std::vector<PlacedPage> before;
  for (const auto& item : scene_->pages()) before.push_back(item->placed());
  if (placed != before) scene_->show(placed);
  if (placed.empty()) fitted_ = false;
  if (!fitted_ && !placed.empty() && isVisible()) fitPage();
  updateRulers();
}

void PageView::damage(const QRectF& desk) {
  if (desk.isNull()) return update();
  update(camera_.transform().mapRect(desk).toAlignedRect().adjusted(-3, -3, 3, 3));
}

void PageView::prepareSoon(Readiness readiness) {
  if (readiness == Readiness::whenStill) {
    prepareTimer_.start(stillAfter);
  } else if (!prepareTimer_.isActive()) {
    prepareTimer_.start(0);
  }
}

void PageView::cameraMoved(Readiness readiness) {
  if (readiness == Readiness::whenStill) {
    prepareSoon(readiness);
  } else if (!prepareTimer_.isActive()) {
    prepareTimer_.start(panInterval);
  }
  updateRulers();
  showCancelButton(mapFromGlobal(QCursor::pos()));
  update();
}

void PageView::updateRulers() {
  const QTransform transform = pageToView(selection_.page());
  top_->setTransform(transform);
  left_->setTransform(transform);
}

DeskFrame PageView::deskFrame() const {
  const double ratio = devicePixelRatioF();
  return {camera_.transform() * QTransform::fromScale(ratio, ratio), (QSizeF(size()) * ratio).toSize(), ratio};
}

QRect PageView::canvasRect() const {
  const int edge = options_.rulers ? Ruler::thickness : 0;
  return rect().adjusted(edge, edge, 0, 0);
}

QPointF PageView::middle() const {
  return QRectF(canvasRect()).center();
}

double PageView::truePixelsPerMm() const {
  // Screens that lie about their size would make "true size" absurd.
  const double physical = screen()->physicalDotsPerInch();
  const double dots = physical > 50 && physical < 500 ? physical : screen()->logicalDotsPerInch();
  return dots / 25.4;
}

double PageView::zoomPercent() const {
  return camera_.pixelsPerMm() / truePixelsPerMm() * 100;
}

QRectF PageView::onDesk(const QRectF& rect, const PageItem& page) const {
  return rect.translated(page.placed().origin);
}

void PageView::fitDesk(const QRectF& desk) {
  camera_.fit(desk, QRectF(canvasRect()).adjusted(space::large, space::large, -space::large, -space::large));
  cameraMoved(Readiness::now);
  emit zoomChanged(zoomPercent());
}

void PageView::fitPage() {
  const PageItem* page = scene_->page(selection_.page());
  if (!page) return;
  fitted_ = true;
  fitDesk(onDesk(page->placed().paper, *page));
}

void PageView::fitSpread() {
  setSpread(true);
  fitDesk(scene_->extent());
}

void PageView::fitPanel() {
  PageItem* page = scene_->holder(selection_.panel());
  if (!page) return fitPage();
  fitDesk(onDesk(page->panel(selection_.panel())->inked(), *page));
}

void PageView::zoomIn() {
  zoomAt(middle(), zoomStep);
}

void PageView::zoomOut() {
  zoomAt(middle(), 1 / zoomStep);
}

void PageView::zoomToTrueSize() {
  camera_.setScaleAt(middle(), truePixelsPerMm());
  cameraMoved(Readiness::whenStill);
  emit zoomChanged(zoomPercent());
}

void PageView::turnLeft() {
  camera_.turnAt(middle(), -turnStep);
  cameraMoved(Readiness::whenStill);
  emit rotationChanged(camera_.rotation(), camera_.mirrored());
}

void PageView::turnRight() {
  camera_.turnAt(middle(), turnStep);
  cameraMoved(Readiness::whenStill);
  emit rotationChanged(camera_.rotation(), camera_.mirrored());
}

void PageView::resetRotation() {
  camera_.resetRotationAt(middle());
  cameraMoved(Readiness::now);
  emit rotationChanged(camera_.rotation(), camera_.mirrored());
}

void PageView::mirror() {
  camera_.mirrorAt(middle());
  cameraMoved(Readiness::now);
  emit rotationChanged(camera_.rotation(), camera_.mirrored());
}

void PageView::showPreview(manga::PanelId panel, const QImage& image, int step, int steps, double secondsLeft) {
  scene_->offerPreview(panel, image, step, steps, secondsLeft);
  showCancelButton(mapFromGlobal(QCursor::pos()));
}

void PageView::endPreview(manga::PanelId panel) {
  scene_->endPreview(panel);
  showCancelButton(mapFromGlobal(QCursor::pos()));
}

void PageView::compareTake(manga::PanelId panel, const manga::AssetId& picture) {
  scene_->compareTake(panel, picture);
}

void PageView::resizeEvent(QResizeEvent* event) {
  const int edge = Ruler::thickness;
  top_->setGeometry(edge, 0, width() - edge, edge);
  left_->setGeometry(0, edge, edge, height() - edge);
  corner_->setGeometry(0, 0, edge, edge);
  QWidget::resizeEvent(event);
  prepareSoon(Readiness::whenStill);
}

void PageView::showEvent(QShowEvent* event) {
  camera_.setPixelRatio(devicePixelRatioF());
  QWidget::showEvent(event);
  if (!fitted_) fitPage();
}

QTransform PageView::pageToView(manga::PageId page) const {
  const PageItem* item = scene_->page(page);
  const QPointF origin = item ? item->placed().origin : QPointF();
  return QTransform::fromTranslate(origin.x(), origin.y()) * camera_.transform();
}

std::vector<Thing> PageView::thingsAt(manga::PageId page, QPointF place) const {
  const manga::Page* values = scene_->values(page);
  if (!values) return {};
  return thingsUnder(*values, place, hitReach / camera_.pixelsPerMm(), options_.boxes);
}

void PageView::showDraft(const manga::Page& page) {
  scene_->setDraft(page);
}

void PageView::clearDraft() {
  scene_->clearDraft();
}

void PageView::setEditedBalloon(manga::BalloonId balloon) {
  scene_->setEditedBalloon(balloon);
}

void PageView::scrollBy(QPointF pixels) {
  camera_.panBy(pixels);
  cameraMoved(Readiness::now);
}

void PageView::zoomAt(QPointF pixel, double factor) {
  camera_.zoomAt(pixel, factor);
  cameraMoved(Readiness::whenStill);
  emit zoomChanged(zoomPercent());
}

void PageView::zoomTo(const QRectF& pageRect, manga::PageId page) {
  if (const PageItem* item = scene_->page(page)) fitDesk(onDesk(pageRect, *item));
}

}  // namespace koma::ui
