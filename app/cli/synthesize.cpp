// SPDX-License-Identifier: Apache-2.0
#include "app/cli/synthesize.h"

#include <chrono>
#include <memory>
#include <nlohmann/json.hpp>

#include "app/cli/event_writer.h"
#include "app/cli/progress_bar.h"
#include "engine/base/error.h"
#include "engine/base/output_folder.h"
#include "engine/base/picture_file.h"
#include "engine/dataset/mangazero.h"
#include "engine/synthesis/annotation.h"
#include "engine/synthesis/page_drawing.h"
#include "engine/synthesis/panel_drawing.h"
#include "engine/synthesis/reference_drawing.h"

namespace koma::app {

namespace {

namespace fs = std::filesystem;

constexpr const char* examples = R"(Examples:
  komawari-cli synthesize --out drawings --count 20 --seed 7
  komawari-cli synthesize --out drawings --width 384 --height 192 --characters 2 --held-out
  komawari-cli synthesize --out pages --pages --count 200
Every panel N gets N.png, a reference N-reference-M.png of its M-th character and two masks of its size:
N-characters.png with the grey value M where the M-th character is seen, 0 elsewhere, and N-balloons.png, white where
the picture is calm for a balloon. annotations.json lists what the panels show as MangaZero does: one page per panel with
one frame, its caption, characters {id, bbox, type} and dialogs {bbox} in pixels. What MangaZero has no place for stands
under "komawari". The same arguments give the same bytes.
With --pages every picture is a double page of 2 to 5 panels, in which 2 to 4 people come again and again with the same
id: what the three stages of training learn from. Then there are only N.png and annotations.json.)";

struct Arguments {
  fs::path out;
  int count = 8;
  std::uint64_t seed = 1;
  synthesis::PanelOptions panel;
  bool pages = false;
  bool json = false;
};

/// One seed per picture, so that a picture does not depend on how many were drawn before it.
synthesis::Random randomOf(const Arguments& arguments, int number) {
  return synthesis::Random(arguments.seed * 1'000'003 + std::uint64_t(number - 1));
}

/// Writes the pictures of panel `number` and returns its entry.
nlohmann::json drawPanel(const Arguments& arguments, int number) {
  synthesis::Random random = randomOf(arguments, number);
  const synthesis::DrawnPanel drawn = synthesis::draw_panel(random, arguments.panel);
  const std::string name = std::to_string(number);
  write_png(arguments.out / (name + ".png"), drawn.picture);
  write_png(arguments.out / (name + "-characters.png"), drawn.character_mask);
  write_png(arguments.out / (name + "-balloons.png"), drawn.dialog_mask);
  nlohmann::json entry = synthesis::annotation(drawn.labels, name + ".png");
  nlohmann::json& references = entry["komawari"]["references"] = nlohmann::json::array();
  for (std::size_t i = 0; i < drawn.labels.characters.size(); ++i) {
    const std::string file = name + "-reference-" + std::to_string(i + 1) + ".png";
    write_png(arguments.out / file, synthesis::draw_reference(random, drawn.labels.characters[i].identity));
    references.push_back(file);
  }
  return entry;
}

/// Writes the picture of double page `number` and returns its entry.
nlohmann::json drawPage(const Arguments& arguments, int number) {
  synthesis::Random random = randomOf(arguments, number);
  const synthesis::DrawnPage page = synthesis::draw_page(
      random, {.width = arguments.panel.width, .height = arguments.panel.height, .held_out = arguments.panel.held_out});
  const std::string name = std::to_string(number) + ".png";
  write_png(arguments.out / name, page.picture);
  return dataset::page_to_json(synthesis::page_annotation(page, name));
}

/// Draws everything, telling of each panel as it is there.
void draw(const Arguments& arguments, Context& context) {
  const auto start = std::chrono::steady_clock::now();
  ProgressBar bar(context.err, context.errIsTerminal && !arguments.json && !context.outIsTerminal);
  make_output_folder(arguments.out);
  dataset::PageWriter annotations(arguments.out / "annotations.json");
  for (int number = 1; number <= arguments.count && !context.stop.stop_requested(); ++number) {
    annotations.add(arguments.pages ? drawPage(arguments, number) : drawPanel(arguments, number));
    const std::string file = (arguments.out / (std::to_string(number) + ".png")).string();
    const std::chrono::duration<double> past = std::chrono::steady_clock::now() - start;
    if (arguments.json) {
      nlohmann::json line = eventJson(api::Progress{number, arguments.count, past.count()});
      line["file"] = file;
      writeEvent(context.out, line);
    } else {
      context.out << file << "\n";
      bar.show("drawing", number, arguments.count, past.count());
    }
  }
  annotations.commit();
}

/// What the user leaves open. Throws for sizes that cannot be drawn.
void chooseSize(Arguments& arguments, bool widthGiven, bool heightGiven) {
  auto& panel = arguments.panel;
  const synthesis::PageOptions page;
  if (arguments.pages && !widthGiven) panel.width = page.width;
  if (arguments.pages && !heightGiven) panel.height = page.height;
  const int least = arguments.pages ? 384 : 128, most = arguments.pages ? 2048 : 1024;
  for (const auto& [name, value] : {std::pair("--width", panel.width), std::pair("--height", panel.height)}) {
    if (value >= least && value <= most) continue;
    throw CLI::ValidationError(name, "Value " + std::to_string(value) + " not in range " + std::to_string(least) +
                                         " to " + std::to_string(most));
  }
}

void run(const Arguments& arguments, Context& context) {
  const auto tell = [&](const nlohmann::json& event) {
    if (arguments.json) writeEvent(context.out, event);
  };
  tell(eventJson(api::Started{}));
  try {
    draw(arguments, context);
  } catch (const Error& error) {
    tell(eventJson(api::Failed{error.code(), error.what()}));
    throw;
  }
  if (!context.stop.stop_requested()) return tell({{"event", "finished"}});
  tell(eventJson(api::Cancelled{}));
  context.err << "komawari-cli: cancelled\n";
  context.exitCode = exitCancelled;
}

}  // namespace

void addSynthesize(CLI::App& program, Context& context) {
  auto arguments = std::make_shared<Arguments>();
  CLI::App* verb = program.add_subcommand("synthesize", "Draw panels as the embedded model is trained on them");
  verb->add_option("--out", arguments->out, "Folder to write to")->required()->type_name("DIR");
  verb->add_option("--count", arguments->count, "Panels, or double pages")
      ->check(CLI::Range(1, 100'000))
      ->capture_default_str();
  verb->add_option("--seed", arguments->seed, "The same seed draws the same panels")->capture_default_str();
  auto& panel = arguments->panel;
  auto* width = verb->add_option("--width", panel.width, "Pixels; default 256, of a double page 1024");
  auto* height = verb->add_option("--height", panel.height, "Pixels; default 256, of a double page 720");
  auto* characters = verb->add_option("--characters", panel.characters, "0 to 3 in each panel; default: by chance")
                         ->check(CLI::Range(0, 3));
  verb->add_flag("--pages", arguments->pages, "Double pages instead of single panels")->excludes(characters);
  verb->add_flag("--json", arguments->json, "One event per line on the standard output");
  verb->add_flag("--held-out", arguments->panel.held_out, "Only people that training never sees");
  verb->footer(examples);
  verb->callback([=, &context] {
    chooseSize(*arguments, width->count() > 0, height->count() > 0);
    run(*arguments, context);
  });
}

}  // namespace koma::app
