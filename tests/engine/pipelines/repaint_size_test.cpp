// SPDX-License-Identifier: Apache-2.0
#include "engine/pipelines/repaint_size.h"

#include <QtTest>
#include <cmath>

#include "tests/support/repaint_pictures.h"

using koma::Image;
using koma::UnitBox;
using namespace koma::pipelines;
using namespace koma::test;

class RepaintSizeTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void a_box_of_the_panel_stays_where_it_is_in_the_picture() {
    // Given a repaint of a part, when a character's box goes into the drawing, then the drawing's pixels lie on the
    // picture's.
    const Image picture = panel_picture(1536, 2048);
    RepaintOptions options;
    options.grid = {512 * 512, 64};
    const RepaintPlan plan = plan_repaint(picture, rect_mask(1536, 2048, {900, 300, 200, 260}), options);
    const PanelSize size = repaint_size(plan, picture, 8);
    QCOMPARE(size.drawn_width(8), plan.width);
    QCOMPARE(size.drawn_height(8), plan.height);
    const UnitBox box = in_drawing({0.5f, 0.25f, 0.75f, 0.5f}, size);
    QVERIFY(std::abs(plan.crop.left + box.left * float(plan.crop.width) - 768) < 0.1);
    QVERIFY(std::abs(plan.crop.top + box.bottom * float(plan.crop.height) - 1024) < 0.1);
  }

  void a_whole_picture_needs_no_window() {
    const Image picture = panel_picture(512, 512);
    RepaintOptions options;
    options.grid = {512 * 512, 64};
    QVERIFY((repaint_size(plan_whole(picture, options), picture, 8).window == UnitBox{0, 0, 1, 1}));
  }
};

QTEST_GUILESS_MAIN(RepaintSizeTest)
#include "repaint_size_test.moc"
