// SPDX-License-Identifier: Apache-2.0
#include "ui/generation/picture_extension.h"

#include <QtTest>

#include "engine/base/picture_file.h"
#include "tests/support/fake_project_service.h"
#include "tests/support/generation_fixture.h"
#include "ui/document/panel_commands.h"

using namespace koma;
using namespace koma::ui;

namespace {

/// 40 × 40, dark on the left, light on the right.
QImage picture() {
  QImage picture(40, 40, QImage::Format_Grayscale8);
  for (int y = 0; y < 40; ++y) {
    for (int x = 0; x < 40; ++x) picture.scanLine(y)[x] = uchar(x < 20 ? 30 : 220);
  }
  return picture;
}

}  // namespace

class PictureExtensionTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void a_frame_that_hides_a_good_part_has_grown() {
    QVERIFY(!hasGrown({400, 400}, {50, 50}));
    QVERIFY(!hasGrown({400, 400}, {51, 50}));  // rounding of sides
    QVERIFY(hasGrown({400, 400}, {60, 50}));
    QVERIFY(hasGrown({400, 400}, {50, 60}));
    QVERIFY(!hasGrown({}, {50, 60}));
  }

  void the_old_picture_stands_in_the_middle_with_its_edges_drawn_out() {
    const ExtendedPicture longer = extended(picture(), {80, 40});
    QCOMPARE(longer.picture.size(), QSize(80, 40));
    QCOMPARE(longer.picture.copy(20, 0, 40, 40), picture());
    QCOMPARE(qGray(longer.picture.pixel(0, 5)), 30);
    QCOMPARE(qGray(longer.picture.pixel(79, 5)), 220);
    QCOMPARE(qGray(longer.mask.pixel(0, 20)), 255);
    QCOMPARE(qGray(longer.mask.pixel(79, 20)), 255);
    QCOMPARE(qGray(longer.mask.pixel(40, 20)), 0);
    // It runs into the old picture, so that the seam can hide there.
    const int seam = qGray(longer.mask.pixel(22, 20));
    QVERIFY(seam > 0 && seam < 255);
  }

  void a_higher_frame_extends_up_and_down() {
    const ExtendedPicture longer = extended(picture(), {40, 60});
    QCOMPARE(longer.picture.size(), QSize(40, 60));
    QCOMPARE(longer.picture.copy(0, 10, 40, 40), picture());
    QCOMPARE(qGray(longer.picture.pixel(3, 0)), 30);
    QCOMPARE(qGray(longer.mask.pixel(3, 0)), 255);
    QCOMPARE(qGray(longer.mask.pixel(3, 30)), 0);
  }

  void a_panel_gets_picture_and_mask_in_one_step() {
    tests::GenerationFixture f;
    QTemporaryDir bundle;
    test::FakeProjectService service;
    service.bundle = bundle.path().toStdString();
    f.library.setBundle(service.bundle);
    QDir().mkpath(bundle.filePath("objects"));
    const manga::PanelId id = f.panel(1).id;
    manga::Take take{
        .id = f.document.reserveTakeIds(1).front(), .picture = "", .recipe = "", .created = "", .unknown = {}};
    take.picture = std::string(64, 'e') + ".png";
    const auto file = f.library.fileOf(take.picture);
    std::filesystem::create_directories(file.parent_path());
    QVERIFY(picture().save(QString::fromStdString(file.string())));
    f.document.addTakes(id, {&take, 1});
    acceptTake(f.document, id, take.id);
    setFrame(f.document, id, manga::polygon_of({10, 10, 60, 30}));
    const int steps = f.document.history().count();
    PictureExtender extender(f.document, f.library, service, f.background, f.notices);
    QSignalSpy done(&extender, &PictureExtender::extendedPanel);

    extender.extend(id);
    QTRY_COMPARE(done.size(), 1);

    const manga::Panel& panel = *manga::find_panel(f.document.project(), id);
    QCOMPARE(panel.takes.size(), 2u);
    QCOMPARE(panel.accepted, panel.takes.back().id);
    QVERIFY(!panel.mask.empty());
    QCOMPARE(f.document.history().count(), steps + 1);
    f.document.history().undo();
    QCOMPARE(f.panel(1).accepted, take.id);
  }

  void a_picture_that_is_gone_says_so() {
    tests::GenerationFixture f;
    test::FakeProjectService service;
    PictureExtender extender(f.document, f.library, service, f.background, f.notices);
    extender.extend(f.panel(0).id);
    QTRY_COMPARE(f.said.size(), 1u);
    QCOMPARE(f.said[0].kind, Notice::Kind::error);
  }
};

QTEST_MAIN(PictureExtensionTest)
#include "picture_extension_test.moc"
