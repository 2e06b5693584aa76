// SPDX-License-Identifier: Apache-2.0
#include "ui/generation/queue_dock.h"

#include <QtTest>
#include <QtWidgets>

#include "tests/support/generation_fixture.h"
#include "ui/generation/job_model.h"
#include "ui/style/theme.h"

using namespace koma;
using State = ui::JobModel::State;

namespace {

struct Fixture : tests::GenerationFixture {
  Fixture() {
    dock.resize(500, 400);
    dock.show();
  }
  void submit(std::initializer_list<std::size_t> panels, api::Lane lane = api::Lane::interactive) {
    for (const std::size_t index : panels) service.generatePanel(panel(index).id, 1, api::Placement::back, lane);
    settle();
  }
  void choose(int row) { dock.list()->setCurrentIndex(model.index(row)); }
  /// Which panels the service would draw next, as indices.
  [[nodiscard]] QList<int> order() const {
    QList<int> order;
    for (const api::Job& job : jobs.jobs()) {
      for (int i = 0; i < int(document.project().pages[0].panels.size()); ++i) {
        if (panel(std::size_t(i)).id == job.spec.panel) order << i;
      }
    }
    return order;
  }
  /// The same as the rows show it.
  [[nodiscard]] QList<int> rows() const {
    QList<int> order;
    for (int row = 0; row < model.activeCount(); ++row) {
      for (int i = 0; i < int(document.project().pages[0].panels.size()); ++i) {
        if (panel(std::size_t(i)).id == model.jobAt(row).spec.panel) order << i;
      }
    }
    return order;
  }

  ui::Theme theme{*qApp};
  ui::QueueDock dock{service, theme};
  ui::JobModel& model = *dock.model();
};

}  // namespace

class QueueDockTest : public QObject {
  Q_OBJECT

 private slots:
  void an_empty_queue_says_what_will_appear();
  void a_running_job_shows_its_step_and_time();
  void alt_and_arrows_change_the_order_and_cross_the_lanes();
  void a_drag_changes_place_and_lane();
  void delete_cancels_what_is_selected();
  void what_ended_stays_with_its_state_and_can_be_tried_again();
  void a_job_that_steps_back_waits_again();
  void enter_asks_for_the_panel();
  void cancel_all_leaves_nothing();
};

void QueueDockTest::an_empty_queue_says_what_will_appear() {
  Fixture f;
  QVERIFY(!f.dock.list()->isVisible());

  f.submit({0});
  QVERIFY(f.dock.list()->isVisible());
}

void QueueDockTest::a_running_job_shows_its_step_and_time() {
  Fixture f;
  f.submit({0, 1});

  f.jobs.start();
  f.jobs.progress(1, 10, 5);
  f.jobs.progress(3, 10, 7);
  f.settle();

  QCOMPARE(f.model.stateAt(0), State::running);
  QCOMPARE(f.model.index(0).data(ui::JobModel::stateTextRole).toString(), QString("Step 3 of 10"));
  QCOMPARE(f.model.index(0).data(ui::JobModel::timeLeftRole).toString(), QString("7 s left"));
  QCOMPARE(f.model.index(0).data().toString(), QString("Page 1, panel 1"));
  QCOMPARE(f.model.stateAt(1), State::waiting);
}

void QueueDockTest::alt_and_arrows_change_the_order_and_cross_the_lanes() {
  Fixture f;
  f.submit({0, 1});
  f.submit({2, 3}, api::Lane::background);
  f.choose(0);

  QTest::keyClick(f.dock.list(), Qt::Key_Down, Qt::AltModifier);
  f.settle();
  QCOMPARE(f.order(), (QList{1, 0, 2, 3}));
  QCOMPARE(f.dock.list()->currentIndex().row(), 1);

  // Below the last interactive one lies the background.
  QTest::keyClick(f.dock.list(), Qt::Key_Down, Qt::AltModifier);
  f.settle();
  QCOMPARE(f.order(), (QList{1, 0, 2, 3}));
  QCOMPARE(f.jobs.jobs()[1].spec.lane, api::Lane::background);

  QTest::keyClick(f.dock.list(), Qt::Key_Up, Qt::AltModifier);
  f.settle();
  QCOMPARE(f.jobs.jobs()[1].spec.lane, api::Lane::interactive);
  QCOMPARE(f.rows(), f.order());
}

void QueueDockTest::a_drag_changes_place_and_lane() {
  Fixture f;
  f.submit({0, 1});
  f.submit({2, 3}, api::Lane::background);
  f.jobs.start();
  f.settle();
  QVERIFY(!f.model.flags(f.model.index(0)).testFlag(Qt::ItemIsDragEnabled));

  // As the list view does when a row is let go: above the last one.
  QVERIFY(f.model.moveRow({}, 1, {}, 3));
  f.settle();
  QCOMPARE(f.order(), (QList{0, 2, 1, 3}));
  QCOMPARE(f.rows(), f.order());
  QCOMPARE(f.jobs.jobs()[2].spec.lane, api::Lane::background);

  // Above the running one is still behind it.
  QVERIFY(f.model.moveRow({}, 3, {}, 0));
  f.settle();
  QCOMPARE(f.order(), (QList{0, 3, 2, 1}));
  QCOMPARE(f.jobs.jobs()[1].spec.lane, api::Lane::interactive);
  QCOMPARE(f.rows(), f.order());
  QVERIFY(!f.model.moveRow({}, 0, {}, 3));
}

void QueueDockTest::delete_cancels_what_is_selected() {
  Fixture f;
  f.submit({0, 1, 2});
  f.choose(1);

  QTest::keyClick(f.dock.list(), Qt::Key_Delete);
  f.settle();

  QCOMPARE(f.order(), (QList{0, 2}));
  QCOMPARE(f.model.stateAt(2), State::cancelled);
}

void QueueDockTest::what_ended_stays_with_its_state_and_can_be_tried_again() {
  Fixture f;
  f.submit({0, 1});
  f.jobs.notes = {"The model knows no pose \"flying\"."};
  f.jobs.start();
  f.jobs.finish();
  f.jobs.start();
  f.jobs.fail(ErrorCode::internal, "NaN in step 3");
  f.settle();

  QCOMPARE(f.model.activeCount(), 0);
  QCOMPARE(f.model.stateAt(0), State::failed);
  QCOMPARE(f.model.index(0).data(ui::JobModel::detailsRole).toString(), QString("NaN in step 3"));
  QCOMPARE(f.model.stateAt(1), State::finished);
  QCOMPARE(f.model.index(1).data(Qt::ToolTipRole).toString(), QString("The model knows no pose \"flying\"."));

  f.choose(0);
  QTest::keyClick(f.dock.list(), Qt::Key_R);
  f.settle();
  QCOMPARE(f.order(), (QList{1}));
  QCOMPARE(f.model.rowCount(), 3);
}

void QueueDockTest::a_job_that_steps_back_waits_again() {
  Fixture f;
  f.submit({0}, api::Lane::background);
  f.jobs.start();
  f.jobs.progress(4, 8, 2);
  f.settle();

  f.jobs.stepBack();
  f.submit({1});
  f.jobs.start();
  f.settle();

  QCOMPARE(f.rows(), (QList{1, 0}));
  QCOMPARE(f.model.stateAt(0), State::running);
  QCOMPARE(f.model.stateAt(1), State::waiting);
}

void QueueDockTest::enter_asks_for_the_panel() {
  Fixture f;
  QSignalSpy asked(&f.service, &ui::GenerationService::panelRequested);
  f.submit({0, 1});
  f.choose(1);

  QTest::keyClick(f.dock.list(), Qt::Key_Return);

  QCOMPARE(asked.size(), 1);
  QCOMPARE(asked[0][0].value<manga::PanelId>(), f.panel(1).id);
}

void QueueDockTest::cancel_all_leaves_nothing() {
  Fixture f;
  f.submit({0, 1, 2});
  f.jobs.start();
  f.settle();

  QTest::mouseClick(f.dock.findChildren<QToolButton*>().last(), Qt::LeftButton);
  f.settle();

  QVERIFY(f.jobs.jobs().empty());
  QCOMPARE(f.model.activeCount(), 0);
  QCOMPARE(f.model.endedCount(), 3);
}

QTEST_MAIN(QueueDockTest)
#include "queue_dock_test.moc"
