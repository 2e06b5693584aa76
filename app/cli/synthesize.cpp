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
#include "engine/synthesis/task_folder.h"

namespace koma::app {

namespace {

namespace fs = std::filesystem;

constexpr const char* examples = R"(Examples:
  komawari-cli synthesize --out drawings --count 20 --seed 7
  komawari-cli synthesize --out drawings --width 384 --height 192 --characters 2 --held-out
  komawari-cli synthesize --out pages --pages --count 200
  komawari-cli synthesize --out talk --conversations --count 500
  komawari-cli synthesize --out talk --conversations --captions captions.json --images pictures
Every panel N gets N.png, a reference N-reference-M.png of its M-th character and two masks of its size:
N-characters.png with the grey value M where the M-th character is seen, 0 elsewhere, and N-balloons.png, white where
the picture is calm for a balloon. annotations.json lists what the panels show as MangaZero does: one page per panel with
one frame, its caption, characters {id, bbox, type} and dialogs {bbox} in pixels. What MangaZero has no place for stands
under "komawari". The same arguments give the same bytes.
With --pages every picture is a double page of 2 to 5 panels, in which 2 to 4 people come again and again with the same
id: what the three stages of training learn from. Then there are only N.png and annotations.json.
With --conversations every picture, drawn or of one's own with a caption, gets three conversations in LLaVA's form, which
the stages of the assistant learn from: a longer prompt, a similar picture, and a hole filled, for which N-hole.png has a
black one. conversations.json holds them, captions.json the captions. Captions of one's own are a JSON list of
{"image", "caption", "brief"}, or a folder in which N.txt lies beside N.png, with the brief caption on the first line
where there are several lines.)";

struct Arguments {
  fs::path out;
  int count = 8;
  std::uint64_t seed = 1;
  synthesis::PanelOptions panel;
  bool pages = false;
  bool conversations = false;
  fs::path captions, images;
  bool countGiven = false;
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

/// Tells of each picture as it is there.
class Teller {
 public:
  Teller(const Arguments& arguments, Context& context)
      : arguments_(arguments),
        context_(context),
        bar_(context.err, context.errIsTerminal && !arguments.json && !context.outIsTerminal) {}
  void tell(const fs::path& file, int of) {
    const std::chrono::duration<double> past = std::chrono::steady_clock::now() - start_;
    ++number_;
    if (arguments_.json) {
      nlohmann::json line = eventJson(api::Progress{number_, of, past.count()});
      line["file"] = file.string();
      writeEvent(context_.out, line);
    } else {
      context_.out << file.string() << "\n";
      bar_.show("drawing", number_, of, past.count());
    }
  }

 private:
  const Arguments& arguments_;
  Context& context_;
  ProgressBar bar_;
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
  int number_ = 0;
};

void drawPictures(const Arguments& arguments, Context& context, Teller& teller) {
  make_output_folder(arguments.out);
  dataset::PageWriter annotations(arguments.out / "annotations.json");
  for (int number = 1; number <= arguments.count && !context.stop.stop_requested(); ++number) {
    annotations.add(arguments.pages ? drawPage(arguments, number) : drawPanel(arguments, number));
    teller.tell(arguments.out / (std::to_string(number) + ".png"), arguments.count);
  }
  annotations.commit();
}

void writeConversations(const Arguments& arguments, Context& context, Teller& teller) {
  const bool own = !arguments.captions.empty();
  const synthesis::TaskFolder folder{.out = arguments.out,
                                     .captions = arguments.captions,
                                     .images = arguments.images,
                                     .count = own && !arguments.countGiven ? 0 : arguments.count,
                                     .width = arguments.panel.width,
                                     .height = arguments.panel.height,
                                     .held_out = arguments.panel.held_out,
                                     .seed = arguments.seed};
  const synthesis::TaskSummary summary = synthesis::write_tasks(folder, [&](const fs::path& file, int of) {
    teller.tell(file, of);
    return !context.stop.stop_requested();
  });
  if (summary.skipped == 0) return;
  const std::string left = std::to_string(summary.skipped) + " left out, the first: " + summary.first_problem;
  if (arguments.json) return writeEvent(context.out, {{"event", "progress"}, {"text", left}});
  context.err << left << "\n";
}

void draw(const Arguments& arguments, Context& context) {
  Teller teller(arguments, context);
  if (arguments.conversations) return writeConversations(arguments, context, teller);
  drawPictures(arguments, context, teller);
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
  auto* count = verb->add_option("--count", arguments->count, "Panels, or double pages; of one's own pictures: all")
                    ->check(CLI::Range(1, 100'000))
                    ->capture_default_str();
  verb->add_option("--seed", arguments->seed, "The same seed draws the same panels")->capture_default_str();
  auto& panel = arguments->panel;
  auto* width = verb->add_option("--width", panel.width, "Pixels; default 256, of a double page 1024");
  auto* height = verb->add_option("--height", panel.height, "Pixels; default 256, of a double page 720");
  auto* characters = verb->add_option("--characters", panel.characters, "0 to 3 in each panel; default: by chance")
                         ->check(CLI::Range(0, 3));
  auto* pages =
      verb->add_flag("--pages", arguments->pages, "Double pages instead of single panels")->excludes(characters);
  auto* conversations = verb->add_flag("--conversations", arguments->conversations, "What an assistant learns from")
                            ->excludes(pages)
                            ->excludes(characters);
  auto* captions = verb->add_option("--captions", arguments->captions, "Pictures of one's own instead of drawings")
                       ->needs(conversations)
                       ->type_name("FILE|DIR");
  verb->add_option("--images", arguments->images, "Folder of these pictures; default: that of the captions")
      ->needs(captions)
      ->type_name("DIR");
  verb->add_flag("--json", arguments->json, "One event per line on the standard output");
  verb->add_flag("--held-out", arguments->panel.held_out, "Only people that training never sees");
  verb->footer(examples);
  verb->callback([=, &context] {
    arguments->countGiven = count->count() > 0;
    chooseSize(*arguments, width->count() > 0, height->count() > 0);
    run(*arguments, context);
  });
}

}  // namespace koma::app
