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
  heading_->setCheckable(true);
  heading_->setChecked(true);
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
  connect(heading_, &QToolButton::toggled, this, [this](bool open) {
    content_->setVisible(open);
    restyle();
    emit toggled(open);
  });
  connect(&theme_, &Theme::changed, this, &Section::restyle);
  setTitle(title);
  restyle();
}

void Section::setTitle(const QString& title) {
  heading_->setText(title);
  heading_->setAccessibleName(title);
}

bool Section::isOpen() const {
  return heading_->isChecked();
}

void Section::setOpen(bool open) {
  heading_->setChecked(open);
}

void Section::restyle() {
  heading_->setIcon(icon(isOpen() ? QStringLiteral("chevron-down") : QStringLiteral("chevron-right"), theme_));
  heading_->setFont(theme_.font(TextRole::strong));
  heading_->setToolTip(isOpen() ? tr("Fold away") : tr("Unfold"));
}

}  // namespace koma::ui
