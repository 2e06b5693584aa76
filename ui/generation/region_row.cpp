// SPDX-License-Identifier: Apache-2.0
#include "ui/generation/region_row.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPixmap>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/document/qt_values.h"
#include "ui/generation/prompt_edit.h"
#include "ui/style/icons.h"
#include "ui/style/region_colours.h"
#include "ui/style/slider_field.h"
#include "ui/style/theme.h"

namespace koma::ui {

RegionRow::RegionRow(std::size_t index, const Theme& theme, QWidget* parent)
    : QFrame(parent),
      theme_(theme),
      index_(index),
      swatch_(new QLabel(this)),
      name_(new QLabel(tr("Region %1").arg(index + 1), this)),
      prompt_(new PromptEdit(2, this)),
      //: how much a region's own prompt counts beside the panel's
      weight_(new SliderField(tr("Weight"), {0, 1, 0.05, QStringLiteral("%"), 100}, this)),
      remove_(new QToolButton(this)) {
  setProperty("card", true);
  setAccessibleName(name_->text());
  prompt_->setAccessibleName(tr("Prompt of region %1").arg(index + 1));
  prompt_->setPlaceholderText(tr("What is seen in this part of the panel."));
  prompt_->installEventFilter(this);
  weight_->setResetValue(1);
  weight_->setExplanation(tr("How much the region hears its own prompt; the rest is the panel’s."));
  remove_->setIcon(icon(QStringLiteral("remove"), theme_));
  remove_->setToolTip(tr("Remove region %1").arg(index + 1));
  remove_->setAccessibleName(remove_->toolTip());

  auto* head = new QHBoxLayout;
  head->setSpacing(space::small);
  head->addWidget(swatch_);
  head->addWidget(name_, 1);
  head->addWidget(remove_);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(space::small, space::tight, space::small, space::small);
  column->setSpacing(space::tight);
  column->addLayout(head);
  column->addWidget(prompt_);
  column->addWidget(weight_);
  connect(weight_, &SliderField::edited, this, [this] { emit weightEdited(weight_->value().value_or(1)); });
  connect(remove_, &QToolButton::clicked, this, &RegionRow::removed);
  connect(&theme_, &Theme::changed, this, &RegionRow::restyle);
  restyle();
}

void RegionRow::show(const manga::Region& region, bool chosen, bool shared) {
  prompt_->setDocumentText(toQt(region.prompt));
  weight_->setValue(region.weight);
  weight_->setVisible(shared);
  setEnabled(!region.hidden);
  setToolTip(region.hidden ? tr("Hidden regions ask nothing of the model.") : QString());
  QFont font = theme_.font(chosen ? TextRole::strong : TextRole::body);
  name_->setFont(font);
}

void RegionRow::restyle() {
  const qreal ratio = devicePixelRatioF();
  QPixmap square(QSize(space::medium, space::medium) * ratio);
  square.setDevicePixelRatio(ratio);
  square.fill(regionColour(index_));
  swatch_->setPixmap(square);
}

void RegionRow::mousePressEvent(QMouseEvent* event) {
  emit chosen();
  QFrame::mousePressEvent(event);
}

bool RegionRow::eventFilter(QObject* watched, QEvent* event) {
  if (event->type() == QEvent::FocusIn) emit chosen();
  return QFrame::eventFilter(watched, event);
}

}  // namespace koma::ui
