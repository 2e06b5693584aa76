// SPDX-License-Identifier: Apache-2.0
#include "app/cli/export_pages.h"

#include <QGuiApplication>
#include <QImage>
#include <chrono>
#include <cstdio>
#include <memory>

#include "app/cli/output_place.h"
#include "app/cli/page_range.h"
#include "app/cli/progress_bar.h"
#include "engine/base/error.h"
#include "engine/base/output_folder.h"
#include "engine/base/picture_file.h"
#include "engine/manga/project_store.h"
#include "ui/export/book_exporter.h"
#include "ui/export/image_exporter.h"
#include "ui/lettering/qt_image.h"

namespace koma::app {

namespace fs = std::filesystem;

namespace {

struct Arguments {
  fs::path bundle, out;
  std::string format, pages;
  double dpi = 600;
  bool bleed = false;
};

/// The chosen pages of one project, and who paints them.
class Exporter {
 public:
  Exporter(const Arguments& arguments, Context& context)
      : arguments_(arguments),
        context_(context),
        store_(manga::ProjectStore::open(arguments.bundle)),
        project_(store_.load_with_results()),
        numbers_(pagesOf(arguments.pages, project_.pages.size())),
        fonts_(context.resources / "fonts"),
        painter_(fonts_, [this](const manga::AssetId& asset) { return picture(asset); }),
        bar_(context.err, context.errIsTerminal) {
    for (const std::size_t number : numbers_) pages_.push_back(project_.pages[number]);
    refuseLost();
    warn();
  }

  void exportPng() {
    make_output_folder(arguments_.out);
    const ui::ImageOptions options{.dpi = arguments_.dpi, .bleed = arguments_.bleed};
    for (std::size_t i = 0; i < pages_.size(); ++i) {
      if (context_.stop.stop_requested()) return cancelled();
      const std::string number = std::to_string(numbers_[i] + 1);
      const fs::path file =
          arguments_.out / ("page-" + std::string(3 - std::min<std::size_t>(3, number.size()), '0') + number + ".png");
      ui::exportImage(file, pages_[i], painter_, options);
      bar_.show("pages", int(i + 1), int(pages_.size()), seconds());
      files_.push_back(file);
    }
    report();
  }

  void exportPdf() {
    requireFolderOf(arguments_.out);
    ui::BookOptions options{.title = project_.title, .bleed = arguments_.bleed};
    options.stop = context_.stop.get_token();
    options.progress = [this](std::size_t done, std::size_t total) {
      bar_.show("pages", int(done), int(total), seconds());
    };
    if (!ui::exportBook(arguments_.out, pages_, painter_, options)) return cancelled();
    files_.push_back(arguments_.out);
    report();
  }

 private:
  QImage picture(const manga::AssetId& asset) const {
    const Image picture = decode_picture(store_.read_object(asset), store_.object_path(asset).string());
    return lettering::toQImage(picture.channels() == 4 ? to_rgb(picture) : picture);  // paper is opaque
  }

  /// Says it before the first page is painted, so that no half export lies around: pictures that are not there, and
  /// those whose bytes are not what was stored (read_object compares).
  void refuseLost() const {
    const auto missing = store_.missing_objects(project_);
    for (const auto& page : pages_) {
      for (const auto& panel : page.panels) {
        const manga::Take* take = manga::accepted_take(panel);
        if (take && std::ranges::binary_search(missing, take->picture)) {
          throw Error(ErrorCode::not_found,
                      "the picture of panel " + std::to_string(panel.id.value) +
                          " is missing; restore the file or draw the panel again with render --force",
                      store_.object_path(take->picture).string());
        }
        if (take) (void)store_.read_object(take->picture);
      }
    }
  }

  /// What a printer would be sorry about: panels without a picture, text that does not fit.
  void warn() {
    std::size_t empty = 0;
    for (std::size_t i = 0; i < pages_.size(); ++i) {
      for (const auto& panel : pages_[i].panels) empty += std::size_t(manga::accepted_take(panel) == nullptr);
      for (const auto& warning : painter_.warnings(pages_[i])) {
        context_.err << "komawari-cli: note: page " << numbers_[i] + 1 << ", balloon " << warning.balloon.value << ": "
                     << (warning.overflows ? "the text does not fit its balloon" : "no font has all of its characters")
                     << "\n";
      }
    }
    if (empty > 0) context_.err << "komawari-cli: note: " << empty << " panels are not drawn yet; see render\n";
  }

  void cancelled() {
    bar_.clear();
    context_.err << "komawari-cli: cancelled\n";
    context_.exitCode = exitCancelled;
  }

  void report() {
    bar_.clear();
    for (const fs::path& file : files_) context_.out << file.string() << "\n";
  }

  [[nodiscard]] double seconds() const {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count();
  }

  const Arguments& arguments_;
  Context& context_;
  manga::ProjectStore store_;
  manga::Project project_;
  std::vector<std::size_t> numbers_;
  std::vector<manga::Page> pages_;
  lettering::FontLibrary fonts_;
  lettering::PagePainter painter_;
  ProgressBar bar_;
  std::vector<fs::path> files_;
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
