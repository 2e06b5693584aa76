// SPDX-License-Identifier: Apache-2.0
#include "ui/generation/draw_bar.h"

#include <QActionGroup>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QKeySequence>
#include <QLabel>
#include <QMenu>
#include <QProgressBar>
#include <QPushButton>
#include <QSpinBox>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>

#include "ui/generation/generation_service.h"
#include "ui/generation/memory_line.h"
#include "ui/style/field_manners.h"
#include "ui/style/icons.h"
#include "ui/style/theme.h"

namespace koma::ui {
namespace {

constexpr int mostTakes = 16;

QString keys(const QKeyCombination& combination) {
  return QKeySequence(combination).toString(QKeySequence::NativeText);
}

}  // namespace

DrawBar::DrawBar(GenerationService& service, const Theme& theme, QWidget* parent)
    : QWidget(parent),
      service_(service),
      theme_(theme),
      progressRow_(new QWidget(this)),
      state_(new QLabel(progressRow_)),
      progress_(new QProgressBar(progressRow_)),
      cancel_(new QToolButton(progressRow_)),
      count_(new QSpinBox(this)),
      draw_(new QPushButton(tr("Draw panel"), this)),
      drawPage_(new QPushButton(tr("Draw page"), this)),
      more_(new QToolButton(this)),
      warnings_(new QToolButton(this)),
      qualities_(new QActionGroup(this)),
      memory_(new MemoryLine(theme, this)) {
  count_->setRange(1, mostTakes);
  //: before a number, in a small field
  count_->setPrefix(tr("Takes: "));
  count_->setAccessibleName(tr("How many takes"));
  count_->setToolTip(tr("How many takes to draw. Each lands in the takes as soon as it is done."));
  wheelOnlyWhenFocused(count_);
  draw_->setProperty("primary", true);
  draw_->setIcon(icon(QStringLiteral("generate"), theme_, IconGround::accent));
  drawPage_->setIcon(icon(QStringLiteral("generate-page"), theme_));
  drawPage_->setToolTip(tr("Draw every panel of this page in reading order, in the background (%1)")
                            .arg(keys(Qt::CTRL | Qt::ALT | Qt::Key_Return)));
  cancel_->setIcon(icon(QStringLiteral("cancel"), theme_));
  cancel_->setToolTip(tr("Stop drawing this panel"));
  cancel_->setAccessibleName(cancel_->toolTip());
  progress_->setTextVisible(false);

  auto* progressGrid = new QGridLayout(progressRow_);
  progressGrid->setContentsMargins(0, 0, 0, space::tight);
  progressGrid->setSpacing(space::tight);
  progressGrid->addWidget(state_, 0, 0);
  progressGrid->addWidget(progress_, 1, 0);
  progressGrid->addWidget(cancel_, 0, 1, 2, 1);
  progressGrid->setColumnStretch(0, 1);
  auto* buttons = new QHBoxLayout;
  buttons->setSpacing(space::small);
  buttons->addWidget(count_);
  buttons->addWidget(draw_, 1);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(space::medium, space::small, space::medium, space::medium);
  column->setSpacing(space::small);
  column->addWidget(progressRow_);
  auto* page = new QHBoxLayout;
  page->setSpacing(space::small);
  page->addWidget(drawPage_, 1);
  page->addWidget(more_);
  warnings_->setIcon(icon(QStringLiteral("warning"), theme_));
  warnings_->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
  warnings_->setVisible(false);
  column->addWidget(warnings_, 0, Qt::AlignLeft);
  column->addWidget(memory_);
  column->addLayout(buttons);
  column->addLayout(page);
  makeMenu();

  connect(draw_, &QPushButton::clicked, this, [this] { draw(false); });
  connect(drawPage_, &QPushButton::clicked, this, [this] { service_.generatePage(page_); });
  connect(warnings_, &QToolButton::clicked, this, &DrawBar::warningsRequested);
  connect(cancel_, &QToolButton::clicked, this, [this] { service_.cancelPanel(panel_); });
  connect(&service_, &GenerationService::queueChanged, this, &DrawBar::showProgress);
  connect(&service_, &GenerationService::jobStarted, this, &DrawBar::showProgress);
  connect(&service_, &GenerationService::jobProgressed, this, &DrawBar::showProgress);
  connect(&service_, &GenerationService::jobStopped, this, &DrawBar::showProgress);
}

void DrawBar::makeMenu() {
  auto* menu = new QMenu(this);
  //: how pictures are shown while they are drawn
  menu->addSection(tr("Previews"));
  //: no previews
  const std::pair<QString, api::PreviewQuality> choices[] = {{tr("Off"), api::PreviewQuality::off},
                                                             {tr("Fast"), api::PreviewQuality::fast},
                                                             {tr("Tiny autoencoder"), api::PreviewQuality::tiny}};
  for (const auto& [text, quality] : choices) {
    QAction* action = menu->addAction(text);
    action->setCheckable(true);
    action->setData(int(quality));
    qualities_->addAction(action);
  }
  menu->setToolTipsVisible(true);
  connect(menu, &QMenu::aboutToShow, this, &DrawBar::showTiny);
  connect(qualities_, &QActionGroup::triggered, this,
          [this](const QAction* action) { emit previewQualityChosen(api::PreviewQuality(action->data().toInt())); });
  more_->setMenu(menu);
  more_->setPopupMode(QToolButton::InstantPopup);
  more_->setIcon(icon(QStringLiteral("more"), theme_));
  more_->setToolTip(tr("How previews are made"));
  more_->setAccessibleName(more_->toolTip());
  setPreviewQuality(api::PreviewQuality::fast);
}

void DrawBar::showTiny() {
  QAction* tiny = qualities_->actions().back();
  const bool there = std::ranges::any_of(service_.models(), [](const api::ModelEntry& entry) {
    return entry.kind == api::ModelKind::taesd && entry.problem.empty();
  });
  tiny->setEnabled(there);
  tiny->setToolTip(there ? tr("Sharper, and a little slower") : tr("Put a TAESD file into the model folders for it."));
}

void DrawBar::setPreviewQuality(api::PreviewQuality quality) {
  for (QAction* action : qualities_->actions()) action->setChecked(action->data().toInt() == int(quality));
}

void DrawBar::show(const Subject& subject) {
  panel_ = subject.panel;
  page_ = subject.page;
  draw_->setEnabled(panel_ && subject.problem.isEmpty());
  draw_->setText(subject.repaints ? tr("Repaint mask") : tr("Draw panel"));
  const QString how = subject.repaints ? tr("Draw what is masked anew (%1); with %2 before everything that waits")
                                       : tr("Draw this panel (%1); with %2 before everything that waits");
  draw_->setToolTip(!subject.problem.isEmpty()
                        ? subject.problem
                        : how.arg(keys(Qt::CTRL | Qt::Key_Return), keys(Qt::CTRL | Qt::SHIFT | Qt::Key_Return)));
  drawPage_->setEnabled(bool(page_));
  showProgress();
}

void DrawBar::setWarnings(const QStringList& sentences) {
  warnings_->setVisible(!sentences.isEmpty());
  warnings_->setText(tr("%n warning(s)", nullptr, int(sentences.size())));
  warnings_->setToolTip(sentences.join(u'\n'));
}

void DrawBar::draw(bool first) {
  if (!draw_->isEnabled()) return;
  service_.generatePanel(panel_, count_->value(), first ? api::Placement::front : api::Placement::replace);
}

void DrawBar::showProgress() {
  const auto& running = service_.running();
  const int waiting = service_.waitingFor(panel_);
  const bool draws = running && running->panel == panel_;
  progressRow_->setVisible(panel_ && (draws || waiting > 0));
  if (!draws) {
    // An indeterminate bar would move and pretend that something happens.
    progress_->setRange(0, 1);
    progress_->setValue(0);
    state_->setText(tr("%n take(s) waiting", nullptr, waiting));
    return;
  }
  progress_->setRange(0, std::max(1, running->steps));
  progress_->setValue(running->step);
  const QString left = timeLeftText(running->pace.seconds());
  if (running->steps == 0) {
    state_->setText(tr("Loading the model…"));
  } else if (left.isEmpty()) {
    state_->setText(tr("Step %1 of %2").arg(running->step).arg(running->steps));
  } else {
    //: %3 is a time, as "12 s left"
    state_->setText(tr("Step %1 of %2, %3").arg(running->step).arg(running->steps).arg(left));
  }
}

}  // namespace koma::ui
