// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/start_page.h"

#include <QDragEnterEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QListView>
#include <QMenu>
#include <QMimeData>
#include <QPainter>
#include <QPushButton>
#include <QScrollArea>
#include <QUrl>

#include "ui/shell/drop_layer.h"
#include "ui/shell/recent_delegate.h"
#include "ui/style/icons.h"
#include "ui/style/sign_label.h"
#include "ui/style/theme.h"

namespace koma::ui {
namespace {

constexpr int sideWidth = 320;
constexpr int mainWidth = 940;  ///< wider lines and cards would fall apart

}  // namespace

QString droppedBundle(const QMimeData* data) {
  if (!data || data->urls().size() != 1) return {};
  QString path = data->urls().front().toLocalFile();
  while (path.endsWith(u'/')) path.chop(1);
  return path.endsWith(QLatin1String(".koma"), Qt::CaseInsensitive) ? path : QString();
}

StartPage::StartPage(Background& background, const Theme& theme, QWidget* parent)
    : QWidget(parent),
      theme_(theme),
      recentModel_(new RecentModel(this)),
      form_(new NewWorkForm(background, theme, this)) {
  setAcceptDrops(true);
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(0);
  side_ = buildSide();
  row->addWidget(side_);
  row->addWidget(buildMain(), 1);
  dropLayer_ = new DropLayer(theme, this);
  connect(form_, &NewWorkForm::createRequested, this, &StartPage::createRequested);
  connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
  retranslate();
  setRecent({});
}

QWidget* StartPage::buildSide() {
  auto* side = new QWidget(this);
  side->setFixedWidth(sideWidth);
  auto* column = new QVBoxLayout(side);
  column->setContentsMargins(space::wide, space::wide, space::large, space::large);
  column->setSpacing(space::small);
  column->addWidget(buildBrand(side));
  column->addSpacing(space::large);
  open_ = new QPushButton(side);
  open_->setIcon(icon(QStringLiteral("open"), theme_));
  sample_ = new QPushButton(side);
  sample_->setIcon(icon(QStringLiteral("sample"), theme_));
  for (QPushButton* button : {open_, sample_}) {
    button->setProperty("leading", true);
    column->addWidget(button);
  }
  connect(open_, &QPushButton::clicked, this, &StartPage::chooseRequested);
  connect(sample_, &QPushButton::clicked, this, &StartPage::sampleRequested);
  column->addSpacing(space::large);
  buildRecent(side);
  return side;
}

QWidget* StartPage::buildBrand(QWidget* parent) {
  auto* brand = new QWidget(parent);
  brand->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
  auto* row = new QHBoxLayout(brand);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(space::medium);
  row->addWidget(new SignLabel(QStringLiteral("komawari"), theme_, brand, 52));
  auto* words = new QVBoxLayout;
  words->setSpacing(0);
  name_ = new QLabel(QStringLiteral("Komawari"), brand);  // a name: the same in all languages
  promise_ = new QLabel(brand);
  promise_->setProperty("quiet", true);
  words->addStretch();
  words->addWidget(name_);
  words->addWidget(promise_);
  words->addStretch();
  row->addLayout(words, 1);
  return brand;
}

void StartPage::buildRecent(QWidget* side) {
  auto* column = static_cast<QVBoxLayout*>(side->layout());
  recentTitle_ = new QLabel(side);
  recentHint_ = new QLabel(side);
  recentHint_->setWordWrap(true);
  recentHint_->setProperty("quiet", true);
  recent_ = new QListView(side);
  recent_->setModel(recentModel_);
  recent_->setItemDelegate(new RecentDelegate(theme_, recent_));
  recent_->setMouseTracking(true);
  recent_->setUniformItemSizes(true);
  recent_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  recent_->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
  recent_->setContextMenuPolicy(Qt::CustomContextMenu);
  recent_->viewport()->setAutoFillBackground(false);
  recent_->installEventFilter(this);
  recentTitle_->setBuddy(recent_);
  // One click, not two: it is a list of doors.
  connect(recent_, &QListView::clicked, this, &StartPage::openIndex);
  connect(recent_, &QListView::customContextMenuRequested, this, &StartPage::showMenu);
  column->addWidget(recentTitle_);
  column->addWidget(recentHint_);
  column->addWidget(recent_, 100);
  column->addStretch(1);  // keeps the rest on top while the list is away
}

QWidget* StartPage::buildMain() {
  auto* scroll = new QScrollArea(this);
  scroll->setWidgetResizable(true);
  scroll->setFrameShape(QFrame::NoFrame);
  scroll->viewport()->setAutoFillBackground(false);
  auto* ground = new QWidget(scroll);
  auto* across = new QHBoxLayout(ground);
  across->setContentsMargins(space::huge, space::wide, space::huge, space::wide);
  auto* middle = new QWidget(ground);
  middle->setMaximumWidth(mainWidth);
  auto* column = new QVBoxLayout(middle);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(space::large);
  newTitle_ = new QLabel(middle);
  column->addStretch(1);
  column->addWidget(newTitle_);
  column->addWidget(form_);
  column->addStretch(2);
  across->addStretch(1);
  across->addWidget(middle, 100);
  across->addStretch(1);
  scroll->setWidget(ground);
  ground->setAutoFillBackground(false);  // the focus lines shine through
  return scroll;
}

void StartPage::retranslate() {
  name_->setFont(theme_.font(TextRole::display));
  newTitle_->setFont(theme_.font(TextRole::display));
  recentTitle_->setFont(theme_.font(TextRole::title));
  promise_->setText(tr("A manga studio"));
  open_->setText(tr("&Open a work…"));
  open_->setToolTip(tr("A folder that ends in .koma"));
  sample_->setText(tr("Open the &sample work"));
  sample_->setToolTip(tr("“First Day”, three pages: a copy that you can change as you like"));
  recentTitle_->setText(tr("Recent works"));
  recentHint_->setText(tr("Works that you open appear here. A .koma folder can also be dropped on this window."));
  recent_->setAccessibleName(tr("Recent works"));
  newTitle_->setText(tr("New work"));
}

void StartPage::setRecent(std::vector<RecentCard> cards) {
  recentHint_->setVisible(cards.empty());
  recent_->setVisible(!cards.empty());
  recentModel_->set(std::move(cards));
  if (recentModel_->rowCount() > 0) recent_->setCurrentIndex(recentModel_->index(0));
  recent_->clearSelection();
}

void StartPage::setBusy(bool busy) {
  side_->setEnabled(!busy);
  form_->setEnabled(!busy);
  setCursor(busy ? Qt::BusyCursor : Qt::ArrowCursor);
}

void StartPage::startNewWork() {
  form_->setFocus();
}

void StartPage::openIndex(const QModelIndex& index) {
  if (!index.isValid()) return;
  if (index.data(RecentModel::missingRole).toBool()) return showMenu(recent_->visualRect(index).center());
  emit openRequested(index.data(RecentModel::pathRole).toString());
}

void StartPage::showMenu(const QPoint& place) {
  const QModelIndex index = recent_->indexAt(place);
  if (!index.isValid()) return;
  recent_->setCurrentIndex(index);
  auto* menu = new QMenu(this);
  menu->setAttribute(Qt::WA_DeleteOnClose);
  QAction* open = menu->addAction(icon(QStringLiteral("open"), theme_), tr("Open"), this,
                                  [this, index = QPersistentModelIndex(index)] { openIndex(index); });
  open->setEnabled(!index.data(RecentModel::missingRole).toBool());
  menu->addAction(icon(QStringLiteral("close"), theme_), tr("Remove from this list"), this, &StartPage::removeCurrent);
  menu->popup(recent_->viewport()->mapToGlobal(place));
}

void StartPage::removeCurrent() {
  const QModelIndex index = recent_->currentIndex();
  if (index.isValid()) emit removeRequested(index.data(RecentModel::pathRole).toString());
}

bool StartPage::eventFilter(QObject* watched, QEvent* event) {
  if (watched == recent_ && event->type() == QEvent::KeyPress) {
    const int key = static_cast<QKeyEvent*>(event)->key();
    if (key == Qt::Key_Return || key == Qt::Key_Enter || key == Qt::Key_Space) {
      openIndex(recent_->currentIndex());
      return true;
    }
    if (key == Qt::Key_Delete || key == Qt::Key_Backspace) {
      removeCurrent();
      return true;
    }
  }
  return QWidget::eventFilter(watched, event);
}

void StartPage::changeEvent(QEvent* event) {
  if (event->type() == QEvent::LanguageChange) {
    retranslate();
    form_->retranslate();
  }
  QWidget::changeEvent(event);
}

void StartPage::setDropping(bool dropping) {
  dropLayer_->setGeometry(rect());
  dropLayer_->setVisible(dropping);
  dropLayer_->raise();
}

void StartPage::dragEnterEvent(QDragEnterEvent* event) {
  if (droppedBundle(event->mimeData()).isEmpty()) return;
  event->acceptProposedAction();
  setDropping(true);
}

void StartPage::dragLeaveEvent(QDragLeaveEvent*) {
  setDropping(false);
}

void StartPage::dropEvent(QDropEvent* event) {
  setDropping(false);
  const QString bundle = droppedBundle(event->mimeData());
  if (bundle.isEmpty()) return;
  event->acceptProposedAction();
  emit openRequested(bundle);
}

void StartPage::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  const Colours& colours = theme_.colours();
  painter.fillRect(rect(), colours.window);
  painter.fillRect(side_->geometry(), colours.panel);
  painter.setPen(colours.line);
  painter.drawLine(side_->geometry().topRight(), side_->geometry().bottomRight());
  // Focus lines, as faint as a watermark: the page of a manga studio, not of an office.
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setClipRect(rect().adjusted(side_->width(), 0, 0, 0));
  const QPointF centre(width() + 40, height() + 40);
  const double reach = std::hypot(width(), height());
  QColor ink = colours.line;
  ink.setAlphaF(0.45f);
  painter.setPen(Qt::NoPen);
  painter.setBrush(ink);
  for (int i = 0; i < 36; ++i) {
    const double angle = (180 + i * 2.55 + (i * 7 % 5) * 0.35) * 3.14159265358979 / 180;
    const double from = reach * (0.30 + (i * 37 % 17) / 120.0), spread = 0.0012 + (i * 13 % 7) * 0.0005;
    const auto at = [&](double length, double turn) {
      return centre + QPointF(std::cos(angle + turn), std::sin(angle + turn)) * length;
    };
    painter.drawPolygon(QPolygonF({at(from, 0), at(reach, -spread), at(reach, spread)}));
  }
}

}  // namespace koma::ui
