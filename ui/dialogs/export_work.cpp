// SPDX-License-Identifier: Apache-2.0
#include "ui/dialogs/export_work.h"

#include <algorithm>

#include "engine/manga/object_file.h"
#include "engine/manga/print_resolution.h"
#include "ui/export/book_exporter.h"
#include "ui/export/bundle_pictures.h"
#include "ui/export/image_exporter.h"
#include "ui/lettering/qt_image.h"

namespace koma::ui {
namespace {

std::vector<NumberedPage> numbered(const manga::Project& project, const std::vector<std::size_t>& indices) {
  std::vector<NumberedPage> pages;
  for (const std::size_t index : indices)
    if (index < project.pages.size()) pages.push_back({index, project.pages[index]});
  return pages;
}

bool writePdf(const ExportSource& source, const ExportPlan& plan, const lettering::PagePainter& painter,
              const std::function<void(std::size_t, std::size_t)>& progress, const std::stop_token& stop) {
  std::vector<manga::Page> pages;
  for (const NumberedPage& page : numbered(source.project, plan.pages)) pages.push_back(page.page);
  const BookOptions options{.title = source.project.title, .bleed = plan.bleed, .progress = progress, .stop = stop};
  return exportBook(plan.target, pages, painter, options);
}

}  // namespace

ExportOutcome runExport(const ExportSource& source, const ExportPlan& plan, std::atomic<std::size_t>& done,
                        const std::stop_token& stop) {
  ExportOutcome outcome;
  const auto progress = [&](std::size_t pages, std::size_t) { done = pages; };
  try {
    const lettering::FontLibrary fonts(source.fonts);
    const lettering::PagePainter painter(fonts, bundlePictures(source.bundle));
    if (plan.format == ExportPlan::Format::pdf) {
      outcome.cancelled = !writePdf(source, plan, painter, progress, stop);
    } else {
      const SeriesOptions options{
          .image = {.dpi = plan.dpi, .bleed = plan.bleed, .grey = plan.grey}, .progress = progress, .stop = stop};
      outcome.cancelled = !exportSeries(plan.target, numbered(source.project, plan.pages), painter, options);
    }
  } catch (const std::exception& error) {
    outcome.problem = error.what();
  }
  outcome.pages = done;
  return outcome;
}

PreviewOutcome renderPreview(const ExportSource& source, const ExportPlan& plan, std::size_t page, int side) {
  if (page >= source.project.pages.size()) return {};
  const manga::Page& shown = source.project.pages[page];
  const double bleed = plan.bleed ? lettering::bleedOf(shown) : 0;
  const QSizeF paper = lettering::trimSize(shown) + QSizeF(2 * bleed, 2 * bleed);
  const double fitting = side * manga::mm_per_inch / std::max(paper.width(), paper.height());
  const double dpi = plan.format == ExportPlan::Format::png ? std::min(plan.dpi, fitting) : fitting;
  try {
    const lettering::FontLibrary fonts(source.fonts);
    // A preview shows what it has; a lost picture is said by examinePages().
    const auto pictures = bundlePictures(source.bundle);
    const auto lenient = [&](const manga::AssetId& asset) {
      try {
        return asset.empty() ? QImage() : pictures(asset);
      } catch (const std::exception&) {
        return QImage();
      }
    };
    const lettering::PagePainter painter(fonts, lenient);
    const bool grey = plan.format == ExportPlan::Format::png && plan.grey;
    const Image image =
        renderPage(shown, painter, {.dpi = std::max<double>(manga::least_dpi, dpi), .bleed = plan.bleed, .grey = grey});
    return {lettering::toQImage(image).convertToFormat(QImage::Format_RGB32), {}};
  } catch (const std::exception& error) {
    return {{}, error.what()};
  }
}

std::vector<Finding> examinePages(const ExportSource& source, const std::vector<std::size_t>& pages) {
  try {
    const lettering::FontLibrary fonts(source.fonts);
    const lettering::PagePainter painter(fonts, {});
    const auto exists = [&](const manga::AssetId& asset) {
      std::error_code ignored;
      return std::filesystem::exists(manga::object_path(source.bundle, asset), ignored);
    };
    return preflight(numbered(source.project, pages), painter, exists);
  } catch (const std::exception&) {
    return {};  // no fonts: the preview says so
  }
}

}  // namespace koma::ui
