// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QImage>
#include <atomic>
#include <filesystem>
#include <stop_token>
#include <string>
#include <vector>

#include "engine/manga/project.h"
#include "ui/export/preflight.h"

namespace koma::ui {

/// What is exported: a copy of the work, and where its pictures and the fonts lie.
struct ExportSource {
  manga::Project project;
  std::filesystem::path bundle, fonts;
};

/// How it is exported.
struct ExportPlan {
  enum class Format { png, pdf };
  Format format = Format::pdf;
  std::vector<std::size_t> pages;  ///< indices, rising
  double dpi = 600;                ///< of PNG
  bool bleed = false, grey = true;
  std::filesystem::path target;  ///< a folder for PNG, a file for PDF
};

struct ExportOutcome {
  std::size_t pages = 0;  ///< that were written; a PDF is written whole or not at all
  bool cancelled = false;
  std::string problem;  ///< the engine's own words; empty when all went well
};

struct PreviewOutcome {
  QImage picture;
  std::string problem;
};

/// These run away from the GUI thread and open the fonts for themselves, which live on one thread. They throw nothing.
[[nodiscard]] ExportOutcome runExport(const ExportSource& source, const ExportPlan& plan,
                                      std::atomic<std::size_t>& done, const std::stop_token& stop);
/// One page as the plan will print it, at most `side` pixels on its longer side.
[[nodiscard]] PreviewOutcome renderPreview(const ExportSource& source, const ExportPlan& plan, std::size_t page,
                                           int side);
[[nodiscard]] std::vector<Finding> examinePages(const ExportSource& source, const std::vector<std::size_t>& pages);

}  // namespace koma::ui
