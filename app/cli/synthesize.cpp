// SPDX-License-Identifier: Apache-2.0
#include "app/cli/synthesize.h"

#include <chrono>
#include <memory>
#include <nlohmann/json.hpp>

#include "app/cli/event_writer.h"
#include "app/cli/progress_bar.h"
#include "engine/base/atomic_file.h"
#include "engine/base/error.h"
#include "engine/base/output_folder.h"
#include "engine/base/picture_file.h"
#include "engine/synthesis/annotation.h"
#include "engine/synthesis/panel_drawing.h"
#include "engine/synthesis/reference_drawing.h"

namespace koma::app {

namespace {

namespace fs = std::filesystem;

constexpr const char* examples = R"(Examples:
  komawari-cli synthesize --out drawings --count 20 --seed 7
  komawari-cli synthesize --out drawings --width 384 --height 192 --characters 2 --held-out
Every panel N gets N.png, a reference N-reference-M.png of its M-th character and two masks of its size:
N-characters.png with the grey value M where the M-th character is seen, 0 elsewhere, and N-balloons.png, white where
the picture is calm for a balloon. annotations.json lists what the panels show as MangaZero does: one page per panel with
one frame, its caption, characters {id, bbox, type} and dialogs {bbox} in pixels. What MangaZero has no place for stands
under "komawari". The same arguments give the same bytes.)";

struct Arguments {
  fs::path out;
  int count = 8;
  std::uint64_t seed = 1;
  synthesis::PanelOptions panel;
  bool json = false;
};

/// One entry after the other, so that a hundred thousand panels take no more memory than one.
class AnnotationFile {
 public:
  explicit AnnotationFile(const fs::path& path) : file_(path) {}
  void add(const nlohmann::json& entry) {
    file_.write((empty_ ? "[\n" : ",\n") + entry.dump());
    empty_ = false;
  }
  void commit() {
    file_.write(empty_ ? "[]\n" : "\n]\n");
    file_.commit();
  }

 private:
  AtomicFile file_;
  bool empty_ = true;
};

/// Writes the pictures of panel `number` and returns its entry.
nlohmann::json drawPanel(const Arguments& arguments, int number) {
  // One seed per panel, so that a panel does not depend on how many were drawn before it.
  synthesis::Random random(arguments.seed * 1'000'003 + std::uint64_t(number - 1));
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

/// Draws everything, telling of each panel as it is there.
void draw(const Arguments& arguments, Context& context) {
  const auto start = std::chrono::steady_clock::now();
  ProgressBar bar(context.err, context.errIsTerminal && !arguments.json && !context.outIsTerminal);
  make_output_folder(arguments.out);
  AnnotationFile annotations(arguments.out / "annotations.json");
  for (int number = 1; number <= arguments.count && !context.stop.stop_requested(); ++number) {
    annotations.add(drawPanel(arguments, number));
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
  verb->add_option("--count", arguments->count, "Panels")->check(CLI::Range(1, 100'000))->capture_default_str();
  verb->add_option("--seed", arguments->seed, "The same seed draws the same panels")->capture_default_str();
  verb->add_option("--width", arguments->panel.width, "Pixels")->check(CLI::Range(128, 1024))->capture_default_str();
  verb->add_option("--height", arguments->panel.height, "Pixels")->check(CLI::Range(128, 1024))->capture_default_str();
  verb->add_option("--characters", arguments->panel.characters, "0 to 3; default: by chance")->check(CLI::Range(0, 3));
  verb->add_flag("--json", arguments->json, "One event per line on the standard output");
  verb->add_flag("--held-out", arguments->panel.held_out, "Only people that training never sees");
  verb->footer(examples);
  verb->callback([arguments, &context] { run(*arguments, context); });
}

}  // namespace koma::app
