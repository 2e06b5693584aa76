// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QApplication>
#include <QListWidget>
#include <QPushButton>
#include <functional>

#include "tests/support/fake_plan_service.h"
#include "ui/dialogs/endpoint_form.h"
#include "ui/dialogs/endpoints_dialog.h"
#include "ui/dialogs/plan_dialog.h"
#include "ui/document/document.h"
#include "ui/document/region_commands.h"
#include "ui/style/theme.h"

namespace koma::tests {

using Shoot = std::function<void(const QString& name, QWidget* what)>;

/// What a model might answer for the second page.
inline manga::PageProposal plannedPage(const manga::Project& project) {
  manga::PlannedPanel wide{.prompt = "a rainy street in the evening, lanterns, wide view", .shot = "wide"};
  manga::PlannedPanel talk{.width = 2, .prompt = "two friends under one umbrella, smiling", .shot = "bust"};
  manga::PlannedPanel close{.prompt = "close-up of wet shoes in a puddle", .shot = "close-up"};
  if (!project.cast.empty()) {
    talk.people = {{.name = project.cast.front().name, .box = {0.3F, 0.25F, 0.65F, 0.95F}}};
    talk.lines = {{.speaker = project.cast.front().name, .text = "Wait for me!", .box = {0.68F, 0.05F, 0.95F, 0.5F}}};
  }
  return {project.pages[1].id, {{1, {wide}}, {1.4, {talk, close}}}};
}

/// The dialogs that ask language models: a plan while it is written, its differences, a failure, the list of models.
inline void photographPlanning(ui::Document& document, const ui::Theme& theme, QWidget* window, const Shoot& shoot) {
  FakePlanService plans;
  FakeEndpointService endpoints;
  endpoints.list = {{.name = "Ollama", .url = "http://127.0.0.1:11434/v1", .model = "llama3.1:8b"},
                    {.name = "Gemini", .url = "https://generativelanguage.googleapis.com/v1beta/openai"}};
  endpoints.keys["Gemini"] = "secret";
  ui::PlanPlace place{document, plans, endpoints, {}, theme};
  const manga::Project& project = document.project();
  {
    ui::PlanDialog dialog(place, api::PageTask{project.pages[1].id, "Two friends meet in the rain. “Wait for me!”", 3},
                          "Page 2", window);
    static_cast<QDialog&>(dialog).show();
    shoot("plan-question", &dialog);
    dialog.plan();
    plans.say(api::PlanText{"The page needs three panels: the street, the friends, a detail.\n", true});
    plans.say(api::PlanText{"{\"rows\": [{\"height\": 1, \"panels\": [{\"prompt\": \"a rainy street in the ev", false});
    shoot("plan-writing", &dialog);
    plans.finish(plannedPage(project), "llama3.1:8b at 127.0.0.1");
    shoot("plan-page", &dialog);
  }
  {
    const manga::PanelId panel = project.pages[0].panels[0].id;
    ui::PlanDialog dialog(place, api::RecaptionTask{panel, "more rain"}, "Page 1, panel 1", window);
    static_cast<QDialog&>(dialog).show();
    dialog.plan();
    const std::string prompt = project.pages[0].panels[0].prompt;
    plans.finish(manga::RecaptionProposal{panel, prompt + ", heavy rain, reflections on the road", {}});
    shoot("plan-prompt", &dialog);
    dialog.plan();
    plans.say(api::Failed{ErrorCode::not_found, "http://127.0.0.1:11434: nobody answers; start the server"});
    shoot("plan-failed", &dialog);
  }
  ui::EndpointsDialog models(endpoints, theme, window);
  models.show();
  endpoints.report = api::EndpointReport{{"llama3.1:8b", "qwen2.5vl:7b"}, "llama3.1:8b", true, api::Sight::blind, 0.8};
  models.form()->test()->click();
  shoot("endpoints", &models);
  models.list()->setCurrentRow(1);
  shoot("endpoints-remote", &models);
}

}  // namespace koma::tests
