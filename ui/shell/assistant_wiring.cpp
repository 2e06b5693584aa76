// SPDX-License-Identifier: Apache-2.0
// Who tells whom about the assistant. Nothing is decided here.
#include <QDockWidget>

#include "ui/assistant/assistant_dock.h"
#include "ui/canvas/page_view.h"
#include "ui/canvas/tool_box.h"
#include "ui/generation/panel_dock.h"
#include "ui/generation/panel_parts.h"
#include "ui/models/model_words.h"
#include "ui/shell/assistant_actions.h"
#include "ui/shell/main_window.h"
#include "ui/shell/plan_actions.h"
#include "ui/style/section.h"

namespace koma::ui {

AssistantPlace MainWindow::assistantPlace() {
  AssistantPlace place{document_, selection_, pictures_, place_.plans, place_.endpoints, place_.theme};
  place.loader = [this] { return plan_->pictures(); };
  place.nameOf = [this](manga::PanelId panel) { return plan_->nameOf(panel); };
  place.findings = [this](const manga::Panel& panel) {
    std::vector<std::string> findings;
    for (const api::PanelWarning& warning : generation_.review(panel)) findings.push_back(api::to_text(warning));
    return findings;
  };
  place.readsTags = [this](const manga::Panel& panel) {
    const api::ModelEntry* model = generation_.modelOf(panel);
    return model && readsTags(*model);
  };
  return place;
}

void MainWindow::connectAssistant() {
  connect(plan_, &PlanActions::endpointsChanged, assistant_, &AssistantDock::showModels);
  connect(assistant_, &AssistantDock::endpointsWanted, plan_, &PlanActions::showEndpoints);
  auto* deeds = new AssistantActions(*actions_, *assistant_,
                                     {document_, pictures_, generation_, place_.projects, notices_}, this);
  connect(deeds, &AssistantActions::editReady, this, [this](manga::PanelId panel) {
    if (selection_.panel() != panel) return;
    panel_->parts()->repaintSection()->setOpen(true);
    tools_->activate(QStringLiteral("mask"));
    view_->setFocus();
  });
}

}  // namespace koma::ui
