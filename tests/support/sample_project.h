// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/manga/panel_layout.h"
#include "engine/manga/project.h"

namespace koma::tests {

/// Two pages that use every kind of value the document has.
inline manga::Project sample_project() {
  using namespace manga;
  Project project;
  project.title = "雨の日";
  project.script = "Two people wait for the rain to stop.";
  Character mia;
  const auto make_page = [&] {
    Page page;
    page.id = project.new_id<Page>();
    for (const auto& frame : frames_of("classic-5", page.paper.inner_frame, {}, project.direction)) {
      Panel panel;
      panel.id = project.new_id<Panel>();
      panel.frame = frame;
      panel.prompt = "a girl waving";
      page.panels.push_back(panel);
    }
    return page;
  };
  project.pages = {make_page(), make_page()};
  mia.id = project.new_id<Character>();
  mia.name = "Mia";
  mia.references = {{.picture = std::string(64, 'a') + ".png", .crop = {0.1f, 0, 0.9f, 1}, .unknown = {}}};
  mia.strength = 0.8;
  project.cast = {mia};
  Panel& panel = project.pages[0].panels[0];
  panel.characters = {{.character = mia.id,
                       .box = {0.25f, -0.125f, 0.75f, 1},
                       .strength = 1.5,
                       .expression = "smiling",
                       .pose = "waving",
                       .facing = "left",
                       .phrase = "a girl with an umbrella",
                       .unknown = {}}};
  panel.negative_prompt = "";
  panel.shot = "bust";
  panel.border = BorderStyle::none;
  panel.z_order = 2;
  panel.regions = {{.box = {0, 0, 0.5f, 1}, .prompt = "trees", .weight = 0.5, .locked = true, .unknown = {}},
                   {.box = {0.5f, 0, 1, 1}, .prompt = "rain", .hidden = true, .unknown = {}}};
  panel.division = {.split = "1,1", .base_share = 0.25, .in_controls = true, .pooled_from_base = true, .unknown = {}};
  panel.settings.steps = 8;
  panel.settings.seed = 42;
  panel.settings.sampler = "dpmpp_2m";
  panel.settings.sigmas = "karras";
  panel.settings.timestep_spacing = "trailing";
  panel.settings.clip_skip = 1;
  panel.settings.guidance_rescale = 0.25;
  const auto take = project.new_id<Take>();
  panel.takes = {{.id = take,
                  .picture = std::string(64, 'b') + ".png",
                  .recipe = "{}",
                  .created = "2026-01-02T03:04:05Z",
                  .unknown = {}}};
  panel.accepted = take;
  panel.conversation = {{.kind = TurnKind::edit,
                         .question = "give her a hat",
                         .answer = "hat",
                         .prompt = "a girl with a hat",
                         .negative_prompt = "text",
                         .shot = "bust",
                         .boxes = {{"head", {0.25f, 0, 0.5f, 0.5f}}},
                         .area = UnitBox{0.25f, 0, 0.5f, 0.25f},
                         .picture = panel.takes[0].picture,
                         .confidence = "high",
                         .origin = "llava at 127.0.0.1:8080",
                         .created = "2026-01-02T03:05:00Z",
                         .state = TurnState::dismissed,
                         .unknown = {}}};
  Balloon balloon;
  balloon.id = project.new_id<Balloon>();
  balloon.bounds = {20, 30, 25, 40};
  balloon.tails = {{.tip = {50, 60}, .width = 4, .bend = 0.25, .unknown = {}}};
  balloon.text = "もう三時だ！";
  balloon.speaker = mia.id;
  project.pages[0].balloons = {balloon};
  return project;
}

}  // namespace koma::tests
