// SPDX-License-Identifier: Apache-2.0
#include "ui/export/book_exporter.h"

#include <QPageSize>
#include <QPainter>
#include <QPdfWriter>
#include <QTemporaryFile>
#include <array>

#include "engine/base/atomic_file.h"
#include "engine/base/error.h"
#include "ui/export/pdf_page_boxes.h"

namespace koma::ui {
namespace {

constexpr int unitsPerInch = 1200;
constexpr double unitsPerMm = unitsPerInch / 25.4;

PdfPage sizeOf(const manga::Page& page, const BookOptions& options) {
  return {lettering::trimSize(page), options.bleed ? lettering::bleedOf(page) : 0};
}

[[noreturn]] void failScratch(const QTemporaryFile& scratch) {
  throw Error(ErrorCode::no_space,
              "the PDF cannot be prepared in the folder for temporary files: " + scratch.errorString().toStdString(),
              scratch.fileTemplate().toStdString());
}

void setPageSize(QPdfWriter& writer, const PdfPage& page) {
  writer.setPageSize(QPageSize(page.media(), QPageSize::Millimeter, {}, QPageSize::ExactMatch));
  writer.setPageMargins(QMarginsF(0, 0, 0, 0));
}

/// Draws all pages; false when it was stopped.
bool drawPages(QIODevice& device, std::span<const manga::Page> pages, const lettering::PagePainter& painter,
               const BookOptions& options) {
  QPdfWriter writer(&device);
  writer.setTitle(QString::fromStdString(options.title));
  writer.setCreator(QStringLiteral("Komawari"));
  writer.setResolution(unitsPerInch);
  setPageSize(writer, sizeOf(pages[0], options));
  QPainter pen;
  for (std::size_t i = 0; i < pages.size(); ++i) {
    if (options.stop.stop_requested()) return false;
    const PdfPage size = sizeOf(pages[i], options);
    setPageSize(writer, size);
    if (i == 0 ? !pen.begin(&writer) : !writer.newPage())
      throw Error(ErrorCode::internal, "the PDF page cannot be started");
    // Drawings lose their dots to JPEG; the exact pixels cost little more.
    pen.setRenderHints(QPainter::Antialiasing | QPainter::SmoothPixmapTransform | QPainter::LosslessImageRendering);
    pen.save();
    pen.scale(unitsPerMm, unitsPerMm);
    pen.translate(size.bleed, size.bleed);
    painter.paint(pen, pages[i], lettering::TextInk::selectable);
    pen.restore();
    if (options.progress) options.progress(i + 1, pages.size());
  }
  pen.end();
  return !options.stop.stop_requested();
}

}  // namespace

bool exportBook(const std::filesystem::path& file, std::span<const manga::Page> pages,
                const lettering::PagePainter& painter, const BookOptions& options) {
  if (pages.empty()) throw Error(ErrorCode::invalid_argument, "there is no page to export", file.string());
  // QPdfWriter does not report failed writes, so it gets a scratch file whose errors we see, and the real one is
  // written by AtomicFile afterwards.
  AtomicFile target(file);
  QTemporaryFile scratch;
  if (!scratch.open()) failScratch(scratch);
  if (!drawPages(scratch, pages, painter, options)) return false;
  std::vector<PdfPage> sizes;
  for (const manga::Page& page : pages) sizes.push_back(sizeOf(page, options));
  if (!scratch.flush() || scratch.error() != QFileDevice::NoError) failScratch(scratch);
  const QByteArray update = pageBoxUpdate(scratch, sizes);
  scratch.seek(0);
  std::array<char, 1 << 16> chunk;
  for (qint64 left = scratch.size(); left > 0;) {
    const qint64 count = scratch.read(chunk.data(), static_cast<qint64>(chunk.size()));
    if (count <= 0) failScratch(scratch);
    target.write(std::string_view(chunk.data(), static_cast<std::size_t>(count)));
    left -= count;
  }
  target.write(std::string_view(update.data(), static_cast<std::size_t>(update.size())));
  target.commit();
  return true;
}

}  // namespace koma::ui
