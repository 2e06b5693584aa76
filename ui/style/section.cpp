// SPDX-License-Identifier: Apache-2.0
#include "ui/style/section.h"

#include <QToolButton>
#include <QVBoxLayout>

#include "ui/style/icons.h"
#include "ui/style/theme.h"

namespace koma::ui {

Section::Section(const QString& title, const Theme& theme, QWidget* parent)
    : QWidget(parent),
      theme_(theme),
      heading_(new QToolButton(this)),
      content_(new QWidget(this)),
      body_(new QVBoxLayout(content_)) {
  heading_->setAutoRaise(true);
  heading_->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
  heading_->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
  heading_->setMinimumHeight(space::wide);
  heading_->setIconSize({space::medium, space::medium});
  body_->setContentsMargins(0, 0, 0, 0);
  body_->setSpacing(space::small);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(space::tight);
  column->addWidget(heading_);
  column->addWidget(content_);
  // Not a checkable button: it would look chosen, and it is only open.
  connect(heading_, &QToolButton::clicked, this, [this] { setOpen(!open_); });
  connect(&theme_, &Theme::changed, this, &Section::restyle);
  setTitle(title);
  restyle();
}

void Section::setTitle(const QString& title) {
  heading_->setText(title);
  heading_->setAccessibleName(title);
}

void Section::setOpen(bool open) {
  if (open == open_) return;
  open_ = open;
  content_->setVisible(open);
  restyle();
  emit toggled(open);
}

void Section::restyle() {
  heading_->setIcon(icon(open_ ? QStringLiteral("chevron-down") : QStringLiteral("chevron-right"), theme_));
  heading_->setFont(theme_.font(TextRole::strong));
  heading_->setToolTip(open_ ? tr("Fold away") : tr("Unfold"));
}

}  // namespace koma::ui
