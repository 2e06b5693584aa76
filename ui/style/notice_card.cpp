// SPDX-License-Identifier: Apache-2.0
#include "ui/style/notice_card.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QToolButton>

#include "ui/style/icons.h"
#include "ui/style/sign_label.h"
#include "ui/style/theme.h"

namespace koma::ui {
namespace {

QString signOf(Notice::Kind kind) {
  switch (kind) {
    case Notice::Kind::success:
      return QStringLiteral("success");
    case Notice::Kind::warning:
      return QStringLiteral("warning");
    case Notice::Kind::error:
      return QStringLiteral("error");
    case Notice::Kind::information:
      break;
  }
  return QStringLiteral("information");
}

}  // namespace

NoticeCard::NoticeCard(Notice notice, const Theme& theme, QWidget* parent)
    : QFrame(parent), notice_(std::move(notice)), theme_(theme) {
  setFocusPolicy(Qt::TabFocus);
  setAccessibleName(notice_.text);
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(space::medium + space::tight, space::small, space::small, space::small);
  row->setSpacing(space::small);
  addSign();
  addWords();
  addButtons();
  announce();
}

void NoticeCard::addSign() {
  auto* sign = new SignLabel(signOf(notice_.kind), theme_, this);
  layout()->addWidget(sign);
  layout()->setAlignment(sign, Qt::AlignTop);
  sign->setContentsMargins(0, space::tight, 0, 0);
}

void NoticeCard::addWords() {
  auto* words = new QVBoxLayout;
  words->setSpacing(space::tight);
  auto* text = new QLabel(notice_.text, this);
  text->setTextFormat(Qt::PlainText);
  text->setWordWrap(true);
  text->setContentsMargins(0, space::tight, 0, space::tight);
  text->setTextInteractionFlags(Qt::TextSelectableByMouse);
  words->addWidget(text);
  if (!notice_.details.isEmpty()) {
    details_ = new QLabel(notice_.details, this);
    details_->setTextFormat(Qt::PlainText);
    details_->setWordWrap(true);
    details_->setProperty("quiet", true);
    details_->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    details_->hide();
    words->addWidget(details_);
  }
  static_cast<QHBoxLayout*>(layout())->addLayout(words, 1);
}

void NoticeCard::addButtons() {
  auto* row = static_cast<QHBoxLayout*>(layout());
  if (details_) {
    fold_ = new QToolButton(this);
    fold_->setIcon(icon(QStringLiteral("chevron-down"), theme_));
    fold_->setCheckable(true);
    fold_->setToolTip(tr("Details"));
    fold_->setAccessibleName(tr("Details"));
    connect(fold_, &QToolButton::toggled, this, &NoticeCard::showDetails);
    row->addWidget(fold_, 0, Qt::AlignTop);
  }
  const auto addRemedy = [&](const QString& text, const std::function<void()>& mend) {
    if (text.isEmpty() || !mend) return;
    auto* remedy = new QPushButton(text, this);
    remedy->setAutoDefault(false);
    connect(remedy, &QPushButton::clicked, this, [this, mend] {
      emit dismissed();
      mend();
    });
    row->addWidget(remedy, 0, Qt::AlignTop);
  };
  addRemedy(notice_.otherRemedy, notice_.mendOther);
  addRemedy(notice_.remedy, notice_.mend);
  auto* close = new QToolButton(this);
  close->setIcon(icon(QStringLiteral("close"), theme_));
  //: Makes a message go away.
  close->setToolTip(tr("Dismiss (Esc)"));
  close->setAccessibleName(tr("Dismiss"));
  connect(close, &QToolButton::clicked, this, &NoticeCard::dismissed);
  row->addWidget(close, 0, Qt::AlignTop);
}

void NoticeCard::showDetails(bool shown) {
  details_->setVisible(shown);
  fold_->setIcon(icon(shown ? QStringLiteral("chevron-up") : QStringLiteral("chevron-down"), theme_));
}

/// Screen readers speak it without the focus going there.
void NoticeCard::announce() {
  QAccessibleEvent event(this, QAccessible::Alert);
  QAccessible::updateAccessibility(&event);
}

QColor NoticeCard::colour() const {
  const Colours& colours = theme_.colours();
  switch (notice_.kind) {
    case Notice::Kind::success:
      return colours.good;
    case Notice::Kind::warning:
      return colours.warning;
    case Notice::Kind::error:
      return colours.bad;
    case Notice::Kind::information:
      break;
  }
  return colours.quietText;
}

void NoticeCard::keyPressEvent(QKeyEvent* event) {
  if (event->key() == Qt::Key_Escape) {
    emit dismissed();
  } else {
    QFrame::keyPressEvent(event);
  }
}

void NoticeCard::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  const QRectF card = QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5);
  painter.setPen(hasFocus() ? QPen(theme_.colours().accent, 2) : QPen(theme_.colours().line, 1));
  painter.setBrush(theme_.colours().raised);
  painter.drawRoundedRect(card, space::radius, space::radius);
  painter.setPen(Qt::NoPen);
  painter.setBrush(colour());
  painter.drawRoundedRect(QRectF(space::tight, space::small, 3, height() - 2 * space::small), 1.5, 1.5);
}

}  // namespace koma::ui
