// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <functional>
#include <span>
#include <stop_token>
#include <string>

#include "ui/lettering/page_painter.h"

namespace koma::ui {

struct BookOptions {
  std::string title;   ///< metadata, UTF-8
  bool bleed = false;  ///< pages with bleed, and a trim box for the printer
  std::function<void(std::size_t done, std::size_t total)> progress;  ///< after each page; may be empty
  std::stop_token stop;                                               ///< asked before each page
};

/// Writes pages, in the order given, as one PDF: true size in mm, vector lines, real text with its fonts embedded.
/// Returns false when it was stopped; then, and when it throws, the file is what it was before.
/// Throws Error(invalid_argument) for no pages, and what AtomicFile throws.
bool exportBook(const std::filesystem::path& file, std::span<const manga::Page> pages,
                const lettering::PagePainter& painter, const BookOptions& options);

}  // namespace koma::ui
