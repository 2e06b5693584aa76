// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QComboBox>

#include "tests/screenshots/planning_scene.h"
#include "tests/support/immediate_background.h"
#include "ui/assistant/ask_bar.h"
#include "ui/assistant/assistant_dock.h"
#include "ui/assistant/conversation_view.h"
#include "ui/assistant/live_answer.h"
#include "ui/assistant/question_edit.h"
#include "ui/document/picture_library.h"
#include "ui/shell/actions.h"
#include "ui/shell/main_window.h"

namespace koma::tests {

/// Who the window of these scenes can ask.
inline std::vector<api::Endpoint> assistantEndpoints() {
  return {{.name = "Ollama", .url = "http://127.0.0.1:11434/v1", .model = "qwen2.5vl:7b", .sight = api::Sight::sees},
          {.name = "Gemini",
           .url = "https://generativelanguage.googleapis.com/v1beta/openai",
           .sight = api::Sight::sees,
           .may_leave_machine = true}};
}

/// What might have been said about a drawn panel.
inline void talkAbout(ui::Document& document, manga::PanelId id, const std::string& picture) {
  const std::string origin = "qwen2.5vl:7b at 127.0.0.1";
  document.addTurn(id, {.question = "Who is in the foreground?",
                        .answer = "A girl with short hair, in a school coat. Behind her somebody waits by the door.",
                        .boxes = {{"girl", {0.12F, 0.2F, 0.48F, 0.95F}}, {"door", {0.62F, 0.15F, 0.86F, 0.8F}}},
                        .picture = picture,
                        .confidence = "high",
                        .origin = origin});
  const std::string prompt = manga::find_panel(document.project(), id)->prompt;
  document.addTurn(id, {.kind = manga::TurnKind::refine,
                        .question = "more rain, closer",
                        .answer = "Heavy rain, and the view is closer to her face.",
                        .prompt = "close view, " + prompt + ", heavy rain, wet hair",
                        .negative_prompt = "umbrella",
                        .origin = origin});
}

/// The assistant's dock in the window: talk, an edit, an answer on its way, a failure, a server elsewhere, somebody of
/// the cast; and without anybody to ask.
inline void photographAssistant(ui::MainWindow& window, const ui::Theme& theme, manga::PanelId panel,
                                const Shoot& shoot) {
  ui::Document& document = window.document();
  auto* dock = window.findChild<ui::AssistantDock*>();
  window.actions()["view.assistant"]->trigger();
  shoot("assistant-nothing-said", &window);
  const manga::Take* take = manga::accepted_take(*manga::find_panel(document.project(), panel));
  const std::string picture = take ? take->picture : "";
  talkAbout(document, panel, picture);
  dock->conversation()->scrollToEnd();
  shoot("assistant", &window);
  document.addTurn(panel, {.kind = manga::TurnKind::edit,
                           .question = "give her a hat",
                           .answer = "hat",
                           .prompt = "a girl with a woollen hat",
                           .area = UnitBox{0.15F, 0.1F, 0.5F, 0.45F},
                           .picture = picture,
                           .origin = "qwen2.5vl:7b at 127.0.0.1"});
  dock->conversation()->scrollToEnd();
  shoot("assistant-edit", &window);
  dock->model()->setCurrentIndex(1);
  ui::LiveAnswer* live = dock->conversation()->live();
  live->begin("Why is it so dark?");
  live->write("The scene is at night and the only light is the lantern above the", false);
  dock->conversation()->scrollToEnd();
  shoot("assistant-writing", &window);
  live->fail("Gemini: the server answers 429; go on later\nThe server has too much to do. Try again in a while.");
  dock->conversation()->scrollToEnd();
  shoot("assistant-failed", &window);
  live->hide();
  dock->model()->setCurrentIndex(0);
  if (!document.project().cast.empty()) {
    window.selection().setCharacter(document.project().cast.front().id);
    shoot("assistant-person", &window);
  }
  ImmediateBackground background;
  ui::PictureLibrary pictures(background);
  FakePlanService plans;
  FakeEndpointService nobody;
  ui::AssistantDock alone({document, window.selection(), pictures, &plans, &nobody, theme});
  alone.setWindowTitle(dock->windowTitle());
  alone.resize(330, 560);
  alone.show();
  alone.setOpen(true);
  shoot("assistant-nobody", &alone);
}

}  // namespace koma::tests
