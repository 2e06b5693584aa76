// SPDX-License-Identifier: Apache-2.0
// What keeping a work of a hundred pages costs: project_bench [FOLDER]
// Measures and prints; never judges. FOLDER is where the project is made and removed again; the numbers are those of
// its disk, so give one on the disk that counts.
#include <algorithm>
#include <filesystem>
#include <iostream>

#include "engine/base/error.h"
#include "engine/manga/panel_layout.h"
#include "engine/manga/paper_presets.h"
#include "engine/manga/project_store.h"
#include "tests/bench/measuring.h"

namespace koma::bench {

namespace {

namespace fs = std::filesystem;
using namespace manga;

constexpr int pages = 100;
constexpr int takes_per_panel = 2;
constexpr std::size_t picture_bytes = 150'000;  ///< of a drawn panel as PNG

/// As long as the recipe of a panel with one character and a balloon.
std::string recipe(int seed) {
  return R"({"schema":"komawari.recipe/1","engine":"0.1","device":"cpu","dtype":"float32","threads":2,"model":{"name":"mini",)"
         R"("hash":"3f1d9c5c2be1c8d0a35be6a9c0f45dd2f3c9be5b8f8e5f76a6d3a1b14b3e9a21"},"request":{"schema":)"
         R"("komawari.request/1","model":"mini","prompt":"a girl with a ribbon waving at the school gate, bust","width":512,)"
         R"("height":640,"steps":10,"guidance_scale":2.0,"sampler":"euler","shot":"bust","characters":[{"name":"Hana",)"
         R"("references":["objects/aa/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.png"],"box":)"
         R"([0.12,0.2,0.71,1.0],"strength":1.0,"expression":"smiling","pose":"waving","facing":"left"}],"dialog_boxes":)"
         R"([[0.66,0.05,0.95,0.41]],"seed":)" +
         std::to_string(seed) + "}}";
}

/// Bytes no two pictures share, for the store keeps equal ones once.
std::vector<std::uint8_t> picture(std::size_t number) {
  std::vector<std::uint8_t> bytes(picture_bytes);
  std::uint32_t state = std::uint32_t(number) * 2654435761u + 1;
  for (auto& byte : bytes) {
    state = state * 1664525u + 1013904223u;
    byte = std::uint8_t(state >> 24);
  }
  return bytes;
}

/// Not in the store: `open` and `save` look at rows alone.
AssetId asset(std::size_t number) {
  std::string name = std::to_string(number);
  return std::string(64 - name.size(), '0') + name + ".png";
}

void draw_panel(Project& project, Panel& panel, CharacterId who, int number) {
  panel.prompt = "a girl with a ribbon waving at the school gate, morning light";
  panel.shot = "bust";
  panel.characters = {
      {.character = who, .box = {0.12f, 0.2f, 0.71f, 1}, .expression = "smiling", .pose = "waving", .facing = "left"}};
  for (int i = 0; i < takes_per_panel; ++i) {
    Take take{.id = project.new_id<Take>(), .created = "2026-11-24T10:00:00Z"};
    take.picture = asset(take.id.value);
    take.recipe = recipe(number * 10 + i);
    panel.accepted = take.id;
    panel.takes.push_back(std::move(take));
  }
}

Balloon balloon_over(Project& project, const Rect& panel, CharacterId who) {
  Balloon balloon{.id = project.new_id<Balloon>()};
  balloon.bounds = {panel.right() - panel.width * 0.35, panel.top + 3, panel.width * 0.3, panel.height * 0.5};
  balloon.tails = {{.tip = panel.centre(), .width = 4, .bend = 0.2}};
  balloon.text = "もう三時だ！\nはやく行こう、遅れちゃうよ。";
  balloon.speaker = who;
  return balloon;
}

/// The page templates in turn; every panel with somebody, two takes and a balloon: a volume that was drawn twice.
Project long_work() {
  Project project;
  project.title = "Bench";
  project.paper = paper_of("doujin-b5");
  for (const char* name : {"Hana", "Mio", "Ren"}) {
    Character who{.id = project.new_id<Character>(), .name = name};
    who.references = {{.picture = asset(who.id.value)}};
    project.cast.push_back(who);
  }
  int number = 0;
  for (int i = 0; i < pages; ++i) {
    Page page{.id = project.new_id<Page>(), .paper = project.paper};
    const auto& layouts = page_templates();
    const auto& layout = layouts[std::size_t(i) % layouts.size()];
    for (auto& frame : frames_of(layout.id, project.paper.inner_frame, {}, project.direction)) {
      Panel panel{.id = project.new_id<Panel>(), .frame = std::move(frame)};
      const CharacterId who = project.cast[std::size_t(number) % project.cast.size()].id;
      draw_panel(project, panel, who, ++number);
      page.balloons.push_back(balloon_over(project, bounds_of(panel.frame), who));
      page.panels.push_back(std::move(panel));
    }
    project.pages.push_back(std::move(page));
  }
  return project;
}

std::vector<double> repeated(int times, auto&& work) {
  std::vector<double> seconds;
  for (int i = 0; i < times; ++i) {
    const Clock::time_point start = Clock::now();
    work(i);
    seconds.push_back(seconds_since(start));
  }
  return seconds;
}

struct Table {
  std::vector<std::vector<std::string>> rows = {{"measure", "median", "worst", "of", "aim"}};
  void add(const std::string& name, const std::vector<double>& seconds, const char* aim = "") {
    rows.push_back({name, in_milliseconds(median(seconds)), in_milliseconds(largest(seconds)),
                    std::to_string(seconds.size()), aim});
  }
};

Table measure(const fs::path& folder, const Project& work) {
  Table table;
  table.add("create",
            repeated(5, [&](int i) { ProjectStore::create(folder / ("new-" + std::to_string(i) + ".koma"), work); }));
  const fs::path bundle = folder / "new-0.koma";
  table.add("open and load", repeated(9, [&](int) { (void)ProjectStore::open(bundle).load(); }), "≤ 500 ms");

  ProjectStore store = ProjectStore::open(bundle);
  Project project = store.load();
  table.add("save, nothing changed", repeated(9, [&](int) { store.save(project); }));
  table.add("save after one edit (a balloon's text)",
            repeated(31,
                     [&](int i) {
                       project.pages[std::size_t(i) % pages].balloons[0].text = "もう" + std::to_string(i) + "時だ！";
                       store.save(project);
                     }),
            "≤ 10 ms");
  table.add("save after a new take (recipe and row)",
            repeated(31,
                     [&](int i) {
                       draw_panel(project, project.pages[std::size_t(i) % pages].panels[0], project.cast[0].id, i);
                       store.save(project);
                     }),
            "≤ 10 ms");
  table.add("save, every page changed", repeated(5, [&](int i) {
              for (Page& page : project.pages) page.panels[0].prompt = "prompt " + std::to_string(i);
              store.save(project);
            }));
  table.add("put a picture of 150 kB (durable)",
            repeated(31, [&](int i) { store.put_object(picture(std::size_t(i)), "png"); }));
  table.add("copy of the document (a snapshot)", repeated(9, [&](int) { const Project copy = project; }));
  return table;
}

int bench(int count, char** values) {
  const fs::path folder = (count > 1 ? fs::path(values[1]) : fs::temp_directory_path()) / "komawari-project-bench";
  try {
    fs::remove_all(folder);
    fs::create_directories(folder);
    const Project work = long_work();
    std::size_t panels = 0;
    for (const Page& page : work.pages) panels += page.panels.size();
    const Table table = measure(folder, work);
    const auto bytes = fs::file_size(folder / "new-0.koma/project.db");
    std::cout << "Project of " << pages << " pages, " << panels << " panels and balloons, " << panels * takes_per_panel
              << " takes, project.db of " << in_mebibytes(double(bytes) / (1 << 20)) << " in "
              << folder.parent_path().string() << "; 1 thread; " << machine() << "\n\n";
    print_table(table.rows);
    fs::remove_all(folder);
    return 0;
  } catch (const std::exception& error) {
    std::cerr << "project_bench: " << error.what() << "\n";
    return 1;
  }
}

}  // namespace

}  // namespace koma::bench

int main(int count, char** values) {
  return koma::bench::bench(count, values);
}
