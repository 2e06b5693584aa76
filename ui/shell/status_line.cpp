// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/status_line.h"

#include <QLabel>
#include <QLocale>
#include <QPointF>
#include <QToolButton>

#include "ui/style/icons.h"
#include "ui/style/theme.h"

namespace koma::ui {

StatusLine::StatusLine(const Theme& theme, QWidget* parent)
    : QStatusBar(parent),
      theme_(theme),
      hint_(new QLabel(this)),
      place_(new QLabel(this)),
      zoom_(new QToolButton(this)),
      saved_(new QLabel(this)),
      savedIcon_(new QLabel(this)) {
  setSizeGripEnabled(false);
  setContentsMargins(space::small, 0, space::medium, 0);
  hint_->setObjectName("hint");
  // A long hint must not make the window wider.
  hint_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
  addWidget(hint_, 1);
  place_->setObjectName("place");
  zoom_->setObjectName("zoom");
  zoom_->setAutoRaise(true);
  zoom_->setFocusPolicy(Qt::NoFocus);
  connect(zoom_, &QToolButton::clicked, this, &StatusLine::zoomClicked);
  saved_->setObjectName("saved");
  for (QWidget* widget : {static_cast<QWidget*>(place_), static_cast<QWidget*>(zoom_),
                          static_cast<QWidget*>(savedIcon_), static_cast<QWidget*>(saved_)}) {
    addPermanentWidget(widget);
  }
  connect(&theme, &Theme::changed, this, &StatusLine::showSaveState);
  retranslate();
}

void StatusLine::setHint(const QString& hint) {
  hint_->setText(hint);
  hint_->setToolTip(hint);
}

void StatusLine::setPlace(std::optional<QPointF> mm) {
  const QLocale locale;
  //: Place of the pointer on the page: across, down.
  place_->setText(mm ? tr("%1, %2 mm").arg(locale.toString(mm->x(), 'f', 1), locale.toString(mm->y(), 'f', 1))
                     : QString());
}

void StatusLine::setZoom(double percent) {
  zoom_->setText(percent > 0 ? tr("%1 %").arg(QLocale().toString(percent, 'f', percent < 10 ? 1 : 0)) : QString());
}

void StatusLine::setSaveState(SaveState state, const QString& reason) {
  state_ = state;
  reason_ = reason;
  showSaveState();
}

void StatusLine::showSaveState() {
  QString text, name;
  switch (state_) {
    case SaveState::closed:
      break;
    case SaveState::saved:
      text = tr("Saved");
      name = "success";
      break;
    case SaveState::saving:
      text = tr("Saving…");
      name = "save";
      break;
    case SaveState::failed:
      text = tr("Not saved");
      name = "warning";
      break;
  }
  saved_->setText(text);
  saved_->setToolTip(reason_);
  savedIcon_->setPixmap(name.isEmpty() ? QPixmap() : icon(name, theme_).pixmap(space::large, space::large));
}

void StatusLine::retranslate() {
  zoom_->setToolTip(tr("Zoom; click to fit the page"));
  zoom_->setAccessibleName(tr("Zoom"));
  showSaveState();
}

}  // namespace koma::ui
