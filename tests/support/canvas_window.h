// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QApplication>
#include <QTest>

#include "tests/support/canvas_work.h"
#include "tests/support/test_background.h"
#include "ui/canvas/page_view.h"
#include "ui/document/document.h"
#include "ui/document/picture_library.h"
#include "ui/document/qt_values.h"
#include "ui/document/selection.h"
#include "ui/style/notices.h"
#include "ui/style/theme.h"

namespace koma::test {

/// A page view on a work on disk, shown, with everything behind it.
struct CanvasWindow {
  explicit CanvasWindow(int pages = 3) : work(pages, {140, 180}) {
    pictures.setBundle(work.bundle());
    view.resize(900, 1000);
    view.show();
  }

  [[nodiscard]] const manga::Page& page(std::size_t index = 0) const { return document.project().pages[index]; }
  [[nodiscard]] const manga::Panel& panel(std::size_t index) const { return page().panels[index]; }
  [[nodiscard]] QPoint pixel(QPointF place) const { return view.pageToView(selection.page()).map(place).toPoint(); }
  [[nodiscard]] QPoint middleOf(const manga::Panel& panel) const { return pixel(ui::boundsOf(panel).center()); }
  [[nodiscard]] QColor colourAt(QPointF place) { return view.grab().toImage().pixelColor(pixel(place)); }

  ui::Theme theme{*qApp};
  ui::Notices notices;
  CanvasWork work;
  TestBackground background;
  ui::PictureLibrary pictures{background};
  ui::Document document{work.project()};
  ui::Selection selection{document};
  ui::PageView view{document, selection, pictures, background, theme, notices, KOMA_RESOURCES "/fonts"};
};

}  // namespace koma::test
