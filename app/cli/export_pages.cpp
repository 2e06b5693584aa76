// SPDX-License-Identifier: Apache-2.0
#include "app/cli/export_pages.h"

#include <QGuiApplication>
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <memory>

#include "app/cli/output_place.h"
#include "app/cli/progress_bar.h"
#include "engine/base/error.h"
#include "engine/manga/page_range.h"
#include "engine/manga/project_store.h"
#include "ui/export/book_exporter.h"
#include "ui/export/bundle_pictures.h"
#include "ui/export/preflight.h"

namespace koma::app {

namespace fs = std::filesystem;

namespace {

struct Arguments {
  fs::path bundle, out;
  std::string format, pages;
  double dpi = 600;
  bool bleed = false;
};

/// A text that is no range is a wrong use of the program, a page that is not there a failure.
std::vector<std::size_t> chosenPages(const std::string& text, std::size_t count) {
  try {
    return manga::pages_of(text, count);
  } catch (const Error& error) {
    if (error.code() == ErrorCode::invalid_argument) throw CLI::ValidationError("--pages", error.sentence());
    throw;
  }
}

/// The chosen pages of one project, and who paints them.
class Exporter {
 public:
  Exporter(const Arguments& arguments, Context& context)
      : arguments_(arguments),
        context_(context),
        store_(manga::ProjectStore::open(arguments.bundle)),
        project_(store_.load()),
        fonts_(context.resources / "fonts"),
        painter_(fonts_, ui::bundlePictures(arguments.bundle)),
        bar_(context.err, context.errIsTerminal) {
    for (const std::size_t index : chosenPages(arguments.pages, project_.pages.size()))
      pages_.push_back({index, project_.pages[index]});
    examine();
  }

  void exportPng() {
    ui::SeriesOptions options{.image = {.dpi = arguments_.dpi, .bleed = arguments_.bleed}};
    options.stop = context_.stop.get_token();
    options.progress = progress();
    const auto files = ui::exportSeries(arguments_.out, pages_, painter_, options);
    files ? report(*files) : cancelled();
  }

  void exportPdf() {
    requireFolderOf(arguments_.out);
    ui::BookOptions options{.title = project_.title, .bleed = arguments_.bleed};
    options.stop = context_.stop.get_token();
    options.progress = progress();
    std::vector<manga::Page> pages;
    for (const ui::NumberedPage& numbered : pages_) pages.push_back(numbered.page);
    ui::exportBook(arguments_.out, pages, painter_, options) ? report({arguments_.out}) : cancelled();
  }

 private:
  /// Before the first page is painted, so that no half export lies around: refuses pictures that are not there, and
  /// those whose bytes are not what was stored (read_object compares); notes the rest.
  void examine() const {
    const auto missing = store_.missing_objects(project_);
    const auto exists = [&](const manga::AssetId& asset) { return !std::ranges::binary_search(missing, asset); };
    std::size_t empty = 0;
    const std::vector<ui::Finding> findings = ui::preflight(pages_, painter_, exists);
    for (const ui::Finding& finding : findings) {
      if (finding.kind == ui::Finding::Kind::lostPicture) {
        throw Error(ErrorCode::not_found,
                    "the picture of panel " + std::to_string(finding.panel.value) +
                        " is missing; restore the file or draw the panel again with render --force",
                    store_.object_path(finding.picture).string());
      }
      empty += std::size_t(finding.kind == ui::Finding::Kind::emptyPanel);
    }
    for (const auto& [index, page] : pages_)
      for (const manga::Panel& panel : page.panels)
        if (const manga::Take* take = manga::accepted_take(panel)) (void)store_.read_object(take->picture);
    for (const ui::Finding& finding : findings) noteText(finding);
    if (empty > 0) context_.err << "komawari-cli: note: " << empty << " panels are not drawn yet; see render\n";
  }

  void noteText(const ui::Finding& finding) const {
    const bool tooLong = finding.kind == ui::Finding::Kind::textTooLong;
    if (!tooLong && finding.kind != ui::Finding::Kind::missingCharacters) return;
    context_.err << "komawari-cli: note: page " << finding.page + 1 << ", balloon " << finding.balloon.value << ": "
                 << (tooLong ? "the text does not fit its balloon" : "no font has all of its characters") << "\n";
  }

  [[nodiscard]] std::function<void(std::size_t, std::size_t)> progress() {
    return [this](std::size_t done, std::size_t total) { bar_.show("pages", int(done), int(total), seconds()); };
  }

  void cancelled() {
    bar_.clear();
    context_.err << "komawari-cli: cancelled\n";
    context_.exitCode = exitCancelled;
  }

  void report(const std::vector<fs::path>& files) {
    bar_.clear();
    for (const fs::path& file : files) context_.out << file.string() << "\n";
  }

  [[nodiscard]] double seconds() const {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count();
  }

  const Arguments& arguments_;
  Context& context_;
  manga::ProjectStore store_;
  manga::Project project_;
  std::vector<ui::NumberedPage> pages_;
  lettering::FontLibrary fonts_;
  lettering::PagePainter painter_;
  ProgressBar bar_;
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

/// Qt's remarks are for programmers; what the user must know stands in our own sentences.
void keepQtQuiet(QtMsgType type, const QMessageLogContext&, const QString& text) {
  if (type == QtFatalMsg) std::fprintf(stderr, "komawari-cli: %s\n", qPrintable(text));
}

void exportProject(const Arguments& arguments, Context& context) {
  qInstallMessageHandler(keepQtQuiet);
  // Painting needs no screen; a screen that cannot be reached would end the program.
  if (!qEnvironmentVariableIsSet("QT_QPA_PLATFORM")) qputenv("QT_QPA_PLATFORM", "offscreen");
  int count = 1;
  char name[] = "komawari-cli";
  char* values[] = {name, nullptr};
  const QGuiApplication application(count, values);
  Exporter exporter(arguments, context);
  arguments.format == "pdf" ? exporter.exportPdf() : exporter.exportPng();
}

}  // namespace

void addExport(CLI::App& program, Context& context) {
  auto arguments = std::make_shared<Arguments>();
  CLI::App* verb = program.add_subcommand("export", "Write pages as PNG or PDF");
  verb->add_option("PROJECT", arguments->bundle, "Bundle, TITLE.koma")->required();
  verb->add_option("--format", arguments->format, "png or pdf")->required()->check(CLI::IsMember({"png", "pdf"}));
  verb->add_option("--out", arguments->out, "Folder for png, file for pdf")->required();
  verb->add_option("--dpi", arguments->dpi, "Dots per inch of png")->check(CLI::Range(10, 2400))->capture_default_str();
  verb->add_flag("--bleed", arguments->bleed, "Paper with its bleed instead of the finished page");
  verb->add_option("--pages", arguments->pages, "Which pages, such as 1-3,7; default: all");
  verb->footer(R"(Examples:
  komawari-cli export "My Story.koma" --format pdf --out story.pdf
  komawari-cli export "My Story.koma" --format png --out pages --dpi 300 --pages 1-3
  komawari-cli export "My Story.koma" --format pdf --bleed --out printer.pdf)");
  verb->callback([arguments, &context] { exportProject(*arguments, context); });
}

}  // namespace koma::app
