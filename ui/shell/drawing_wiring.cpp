// SPDX-License-Identifier: Apache-2.0
// Who tells whom about masks, control pictures, previews and memory. Nothing is decided here.
#include <QDockWidget>

#include "ui/canvas/mask_tool.h"
#include "ui/canvas/page_view.h"
#include "ui/canvas/tool_box.h"
#include "ui/characters/cast_dock.h"
#include "ui/document/drawing_commands.h"
#include "ui/generation/agent_form.h"
#include "ui/generation/control_list.h"
#include "ui/generation/draw_bar.h"
#include "ui/generation/drawing_form.h"
#include "ui/generation/memory_line.h"
#include "ui/generation/memory_question.h"
#include "ui/generation/panel_dock.h"
#include "ui/generation/panel_parts.h"
#include "ui/generation/picture_extension.h"
#include "ui/generation/take_enlarger.h"
#include "ui/generation/takes_dock.h"
#include "ui/shell/actions.h"
#include "ui/shell/canvas_drops.h"
#include "ui/shell/edit_actions.h"
#include "ui/shell/main_window.h"
#include "ui/shell/plan_actions.h"
#include "ui/shell/settings.h"

namespace koma::ui {

void MainWindow::connectParts() {
  panel_->parts()->controls()->setSources(drops_->sources());
  connect(panel_->parts(), &PanelParts::managerRequested, models_, &ModelActions::showManager);
  if (place_.forecastMemory) {
    for (MemoryQuestion* question : {panel_->drawBar()->memory()->question(), panel_->drawing()->agent()->question()}) {
      question->setForecast(place_.forecastMemory, place_.background);
    }
  }
  panel_->drawBar()->memory()->setSaver(place_.saveMemory);
  connect(panel_, &PanelDock::characterRequested, this, [this](manga::CharacterId character) {
    auto* dock = findChild<QDockWidget*>(QStringLiteral("dock.cast"));
    dock->show();
    dock->raise();
    cast_->openDetails(character);
  });
  const auto write = [this](const RegionRef& region) {
    auto* dock = findChild<QDockWidget*>(QStringLiteral("dock.panel"));
    if (!dock) dock = panel_;
    dock->show();
    dock->raise();
    panel_->editRegion(region);
  };
  plan_ = new PlanActions(*actions_, {document_, selection_, pictures_, place_.plans, place_.endpoints, place_.theme},
                          *this);
  connect(tools_, &ToolBox::regionPromptWanted, this, write);
  connect(edit_, &EditActions::regionMade, this, write);
  view_->setFlagger([this](const manga::Page& page) { return flagsOf(page); });
  connect(&generation_, &GenerationService::modelsChanged, view_, &PageView::flagAll);
  connect(&pictures_, &PictureLibrary::failed, view_, &PageView::flagAll);
  connect(panel_->drawBar(), &DrawBar::previewQualityChosen, this, [this](api::PreviewQuality quality) {
    Preferences preferences = place_.settings.preferences();
    preferences.previews = quality;
    place_.settings.setPreferences(preferences);
  });
}

PageFlags MainWindow::flagsOf(const manga::Page& page) const {
  PageFlags flags;
  for (const manga::Panel& panel : page.panels) {
    if (panel.hidden) continue;
    for (const api::PanelWarning& warning : generation_.review(panel)) {
      using api::PanelFlaw;
      if (warning.flaw == PanelFlaw::wordless_region || warning.flaw == PanelFlaw::no_base_prompt) continue;
      if (warning.flaw == PanelFlaw::surplus_dialog) {
        flags.balloons.insert(warning.balloon);
      } else if (warning.flaw != PanelFlaw::no_reference) {
        flags.boxes.insert({panel.id, warning.box});
      }
    }
  }
  return flags;
}

void MainWindow::connectMasks() {
  MaskTool& brush = tools_->maskTool();
  brush.setSource([this](const manga::AssetId& mask) { return pictures_.picture(mask, 0); });
  brush.setFeather([this](const manga::Panel& panel) { return generation_.featherShare(panel); });
  connect(&document_, &Document::changed, this, [this](const Change& change) {
    if (!std::holds_alternative<ProjectReset>(change)) return;
    drops_->forget();
    extender_->forget();
  });
  connect(&pictures_, &PictureLibrary::ready, &brush, &MaskTool::pictureReady);
  connect(tools_, &ToolBox::maskPainted, drops_, &CanvasDrops::keepMask);
  connect(panel_->parts(), &PanelParts::brushRequested, this, [this] {
    tools_->activate(QStringLiteral("mask"));
    view_->setFocus();
  });
  connect(panel_->parts(), &PanelParts::findRequested, &generation_, &GenerationService::findMask);
  connect(&generation_, &GenerationService::maskFound, this, [this](manga::PanelId panel, const Image& mask) {
    drops_->keepMask(panel, mask);
    tools_->activate(QStringLiteral("mask"));
  });
  connect(panel_->parts(), &PanelParts::invertRequested, &brush, &MaskTool::invert);
  connect((*actions_)["draw.maskInvert"], &QAction::triggered, &brush, [this, &brush] {
    if (selection_.panel()) brush.invert(selection_.panel());
  });
  connect((*actions_)["draw.maskClear"], &QAction::triggered, this, [this] {
    if (selection_.panel()) ui::setMask(document_, selection_.panel(), {});
  });
  extender_ = new PictureExtender(document_, pictures_, place_.projects, place_.background, notices_, this);
  connect(panel_->parts(), &PanelParts::extendRequested, extender_, &PictureExtender::extend);
  connect((*actions_)["draw.extend"], &QAction::triggered, this, [this] {
    if (selection_.panel()) extender_->extend(selection_.panel());
  });
  auto* enlarger = new TakeEnlarger({document_, pictures_, generation_, place_.background, place_.theme}, this);
  connect(takes_, &TakesDock::enlargeRequested, enlarger, &TakeEnlarger::ask);
  connect(extender_, &PictureExtender::extendedPanel, this,
          [this](manga::PanelId panel) { generation_.generatePanel(panel); });
}

}  // namespace koma::ui
