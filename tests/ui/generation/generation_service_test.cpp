// SPDX-License-Identifier: Apache-2.0
#include "ui/generation/generation_service.h"

#include <QtTest>
#include <thread>

#include "engine/manga/panel_layout.h"
#include "tests/support/generation_fixture.h"
#include "ui/document/panel_commands.h"
#include "ui/generation/enlarged_picture.h"

using namespace koma;

using Fixture = tests::GenerationFixture;

class GenerationServiceTest : public QObject {
  Q_OBJECT

 private slots:
  void a_panel_becomes_a_job_with_paths_and_reserved_takes();
  void a_locked_seed_counts_up_and_an_open_one_differs();
  void a_page_is_drawn_in_reading_order_behind_everything_else();
  void only_undrawn_panels_are_drawn_when_asked();
  void previews_are_wanted_when_the_last_one_is_painted();
  void events_of_another_thread_arrive_on_this_one();
  void a_finished_picture_is_kept_and_shown_by_a_step_that_can_be_undone();
  void further_pictures_of_one_wish_stay_offers();
  void without_accepting_a_drawn_panel_keeps_its_picture();
  void a_picture_for_a_deleted_panel_comes_back_with_the_panel();
  void what_an_old_project_said_is_not_for_the_new_one();
  void a_failure_says_what_and_tries_again();
  void a_missing_model_is_said_at_once_and_mended();
  void a_model_without_boxes_gets_words();
  void cancelling_a_panel_ends_its_jobs_only();
  void words_become_a_mask_and_no_take();
  void without_a_picture_words_find_nothing();
  void a_take_is_enlarged_without_the_panels_model();
  void what_refines_an_enlarged_take_hears_the_panels_words();
  void what_cannot_be_enlarged_is_said();
};

void GenerationServiceTest::a_panel_becomes_a_job_with_paths_and_reserved_takes() {
  Fixture f;
  const auto next = f.document.project().next_id;

  QCOMPARE(f.service.generatePanel(f.panel(0).id, 2), 2);

  const auto jobs = f.jobs.jobs();
  QCOMPARE(jobs.size(), 2u);
  QCOMPARE(jobs[0].spec.label, std::string("Page 1, panel 1"));
  QCOMPARE(jobs[0].spec.takes.front().value, next);
  QCOMPARE(jobs[1].spec.takes.front().value, next + 1);
  QCOMPARE(f.document.project().next_id, next + 2);
  const auto& request = jobs[0].spec.request;
  QCOMPARE(request.count, 1);
  QCOMPARE(request.characters.size(), 1u);
  QVERIFY(request.characters[0].references[0].image.empty());
  QVERIFY(request.characters[0].references[0].path.string().starts_with("/somewhere/Work.koma/"));
  QVERIFY(std::abs(*request.width * *request.height - 384 * 384) < 384 * 384 / 10);
}

void GenerationServiceTest::a_locked_seed_counts_up_and_an_open_one_differs() {
  Fixture f;
  f.service.generatePanel(f.panel(0).id, 2);  // locked at 42
  f.service.generatePanel(f.panel(1).id, 2);

  const auto jobs = f.jobs.jobs();
  QCOMPARE(*jobs[0].spec.request.seed, 42u);
  QCOMPARE(*jobs[1].spec.request.seed, 43u);
  QVERIFY(jobs[2].spec.request.seed != jobs[3].spec.request.seed);
}

void GenerationServiceTest::a_page_is_drawn_in_reading_order_behind_everything_else() {
  Fixture f;
  const auto& page = f.document.project().pages[1];
  const auto order = manga::reading_order(page.panels, f.document.project().direction);

  QCOMPARE(f.service.generatePage(page.id), int(page.panels.size()));

  const auto jobs = f.jobs.jobs();
  for (std::size_t i = 0; i < order.size(); ++i) {
    QCOMPARE(jobs[i].spec.panel, page.panels[order[i]].id);
    QCOMPARE(jobs[i].spec.lane, api::Lane::background);
  }
}

void GenerationServiceTest::only_undrawn_panels_are_drawn_when_asked() {
  Fixture f;
  const auto panels = f.document.project().pages[0].panels.size();

  // One shows a picture, one is waited for.
  f.service.generatePanel(f.panel(1).id);
  QCOMPARE(f.service.generatePage(f.document.project().pages[0].id, true), int(panels) - 2);
  QCOMPARE(f.service.generateAllUndrawn(), int(f.document.project().pages[1].panels.size()));

  QCOMPARE(f.service.generateAllUndrawn(), 0);
  QCOMPARE(f.said.size(), 1u);
}

void GenerationServiceTest::previews_are_wanted_when_the_last_one_is_painted() {
  Fixture f;
  QSignalSpy previews(&f.service, &ui::GenerationService::previewReady);
  f.service.generatePanel(f.panel(1).id);

  f.jobs.start();
  f.settle();
  QCOMPARE(f.jobs.wanted, 1);
  f.jobs.progress(1, 10, 3);
  f.jobs.progress(2, 10, 4);
  f.jobs.preview(Image(4, 4, 1, std::vector<std::uint8_t>(16, 200)));
  f.settle();

  QCOMPARE(previews.size(), 1);
  QCOMPARE(previews[0][0].value<manga::PanelId>(), f.panel(1).id);
  QCOMPARE(previews[0][1].value<QImage>().pixelColor(1, 1), QColor(200, 200, 200));
  QCOMPARE(previews[0][2].toInt(), 2);
  QCOMPARE(previews[0][4].toDouble(), 8.0);  // one second a step, loading left out
  QCOMPARE(f.jobs.wanted, 1);
  f.service.previewPainted();
  QCOMPARE(f.jobs.wanted, 2);
}

void GenerationServiceTest::events_of_another_thread_arrive_on_this_one() {
  Fixture f;
  f.service.generatePanel(f.panel(1).id);
  QThread* heardOn = nullptr;
  connect(&f.service, &ui::GenerationService::jobEnded, this, [&] { heardOn = QThread::currentThread(); });

  std::thread worker([&] {
    f.jobs.start();
    f.jobs.progress(1, 2, 1);
    f.jobs.finish();
  });
  worker.join();
  QVERIFY(!heardOn);

  QTRY_COMPARE(heardOn, QThread::currentThread());
  QCOMPARE(f.panel(1).takes.size(), 1u);
}

void GenerationServiceTest::a_finished_picture_is_kept_and_shown_by_a_step_that_can_be_undone() {
  Fixture f;
  const auto before = f.panel(0).accepted;
  f.service.generatePanel(f.panel(0).id);
  f.jobs.start();

  const manga::Take take = f.jobs.finish(77);
  f.settle();

  QCOMPARE(f.panel(0).accepted, take.id);
  QCOMPARE(f.library.picture(take.picture, 8).pixelColor(0, 0), QColor(77, 77, 77));
  QVERIFY(!f.service.running());
  QVERIFY(f.service.queue().empty());
  QCOMPARE(f.service.engineFacts(), (ui::EngineFacts{"mini", "cpu", "float32", 2}));
  f.document.history().undo();
  QCOMPARE(f.panel(0).accepted, before);
  QCOMPARE(f.panel(0).takes.back(), take);
}

void GenerationServiceTest::words_become_a_mask_and_no_take() {
  Fixture f;
  f.draw(f.panel(1).id);
  const auto takes = f.panel(1).takes;
  QSignalSpy found(&f.service, &ui::GenerationService::maskFound);
  QVERIFY(!f.service.findMask(f.panel(1).id, "  "));
  QVERIFY(f.service.findMask(f.panel(1).id, " her hat "));
  const api::JobSpec spec = f.jobs.jobs().front().spec;
  QVERIFY(spec.takes.empty());
  QCOMPARE(spec.request.repaint->words, std::string("her hat"));
  QVERIFY(spec.request.repaint->mask_only && !spec.request.init_picture.empty() && spec.request.mask.empty());

  f.jobs.start();
  const Image mask(4, 2, 1, {0, 0, 255, 255, 0, 0, 255, 255});
  f.jobs.finishMask(mask);
  f.settle();

  QCOMPARE(found.size(), 1);
  QCOMPARE(found[0][0].value<manga::PanelId>(), f.panel(1).id);
  QVERIFY(found[0][1].value<Image>() == mask);
  QVERIFY(f.panel(1).takes == takes);
}

void GenerationServiceTest::without_a_picture_words_find_nothing() {
  Fixture f;
  QVERIFY(f.panel(1).takes.empty());
  QVERIFY(!f.service.findMask(f.panel(1).id, "her hat"));
  QVERIFY(f.jobs.jobs().empty());
}

void GenerationServiceTest::further_pictures_of_one_wish_stay_offers() {
  Fixture f;
  f.service.generatePanel(f.panel(1).id, 3);

  for (int i = 0; i < 3; ++i) {
    f.jobs.start();
    f.jobs.finish();
    f.settle();
  }

  QCOMPARE(f.panel(1).takes.size(), 3u);
  QCOMPARE(f.panel(1).accepted, f.panel(1).takes.front().id);
  QCOMPARE(f.document.history().count(), 1);
}

void GenerationServiceTest::without_accepting_a_drawn_panel_keeps_its_picture() {
  Fixture f;
  f.service.setAcceptNew(false);
  const auto before = f.panel(0).accepted;
  f.service.generatePanel(f.panel(0).id);
  f.service.generatePanel(f.panel(1).id);

  for (int i = 0; i < 2; ++i) {
    f.jobs.start();
    f.jobs.finish();
    f.settle();
  }

  QCOMPARE(f.panel(0).accepted, before);
  QVERIFY(f.panel(1).accepted);
}

void GenerationServiceTest::a_picture_for_a_deleted_panel_comes_back_with_the_panel() {
  Fixture f;
  const auto page = f.document.project().pages[0].id;
  const auto panel = f.panel(1).id;
  f.service.generatePanel(panel);
  f.jobs.start();
  f.document.edit("Delete panel", [&](ui::Draft& draft) {
    std::erase_if(draft.page(page).panels, [&](const auto& one) { return one.id == panel; });
  });

  f.jobs.finish();
  f.settle();
  QVERIFY(!manga::find_panel(f.document.project(), panel));
  QVERIFY(f.said.empty());

  f.document.history().undo();
  QCOMPARE(manga::find_panel(f.document.project(), panel)->takes.size(), 1u);
}

void GenerationServiceTest::what_an_old_project_said_is_not_for_the_new_one() {
  Fixture f;
  f.service.generatePanel(f.panel(1).id, 2);
  f.jobs.start();
  f.jobs.finish();  // told, but not yet heard

  f.document.reset(tests::sample_project());
  f.jobs.start();
  f.jobs.finish();  // before the service has let go of the old project
  f.jobs.attach(nullptr);
  f.settle();

  QCOMPARE(f.document.project(), tests::sample_project());
  f.draw(f.panel(1).id);
  QCOMPARE(f.panel(1).takes.size(), 1u);
}

void GenerationServiceTest::a_failure_says_what_and_tries_again() {
  Fixture f;
  QSignalSpy ended(&f.service, &ui::GenerationService::jobEnded);
  f.service.generatePanel(f.panel(1).id);
  f.jobs.start();

  f.jobs.fail(ErrorCode::out_of_memory, "2 GB are needed, 1 GB is free");
  f.settle();

  QCOMPARE(ended.size(), 1);
  QCOMPARE(f.said.size(), 1u);
  QCOMPARE(f.said[0].kind, ui::Notice::Kind::error);
  QVERIFY(f.said[0].text.startsWith("Page 1, panel 2"));
  QCOMPARE(f.said[0].details, QString("2 GB are needed, 1 GB is free"));
  f.said[0].mend();
  QCOMPARE(f.jobs.jobs().size(), 1u);
  QCOMPARE(f.jobs.jobs()[0].spec.panel, f.panel(1).id);
}

void GenerationServiceTest::a_missing_model_is_said_at_once_and_mended() {
  Fixture f;
  const auto panel = f.panel(1).id;
  f.document.edit("Model", [&](ui::Draft& draft) { draft.panel(panel).settings.model = "broken"; });

  QCOMPARE(f.service.generatePanel(panel), 0);

  QVERIFY(f.jobs.jobs().empty());
  QCOMPARE(f.said.size(), 1u);
  QVERIFY(f.said[0].text.contains("unet/config.json is missing"));
  QCOMPARE(f.said[0].remedy, QString("Draw with mini"));
  f.said[0].mend();
  QCOMPARE(f.panel(1).settings.model, std::string("mini"));
  QCOMPARE(f.jobs.jobs().size(), 1u);
}

void GenerationServiceTest::a_model_without_boxes_gets_words() {
  Fixture f;
  const auto panel = f.panel(0).id;
  f.document.edit("Words", [&](ui::Draft& draft) {
    draft.panel(panel).settings.model = "words";
    draft.cast()[0].description = "a girl with a red scarf";
  });

  f.service.generatePanel(panel);

  const auto request = f.jobs.jobs()[0].spec.request;
  QVERIFY(request.characters.empty());
  QVERIFY(request.dialog_boxes.empty());
  QVERIFY(!request.negative_prompt);
  QCOMPARE(request.prompt, std::string("a girl waving, a girl with a red scarf"));
}

void GenerationServiceTest::cancelling_a_panel_ends_its_jobs_only() {
  Fixture f;
  f.service.generatePanel(f.panel(0).id, 2);
  f.service.generatePanel(f.panel(1).id);

  f.service.cancelPanel(f.panel(0).id);
  f.settle();

  QCOMPARE(f.service.queue().size(), 1u);
  QCOMPARE(f.service.queue()[0].spec.panel, f.panel(1).id);
}

void GenerationServiceTest::a_take_is_enlarged_without_the_panels_model() {
  Fixture f;
  const manga::Take older = f.draw(f.panel(1).id, 60);
  f.draw(f.panel(1).id, 90);
  manga::DrawingSettings settings = f.panel(1).settings;
  settings.model = "broken";
  ui::setSettings(f.document, f.panel(1).id, settings);
  const manga::Rect frame = manga::bounds_of(f.panel(1).frame);

  QCOMPARE(f.service.enlarge(f.panel(1).id, {older.id, {256, 256}, {.dots_per_inch = 350, .upscaler = "lines"}}), 1);
  const api::JobSpec spec = f.jobs.jobs().front().spec;
  QCOMPARE(spec.request.upscale->model, std::string("lines"));
  QCOMPARE(spec.request.init_picture.path, f.library.fileOf(older.picture));
  QCOMPARE((api::PrintSize{*spec.request.width, *spec.request.height}), api::print_size(frame, 350));
  QVERIFY(spec.request.characters.empty() && spec.request.mask.empty());

  // What failed is tried again as it was.
  f.jobs.start();
  f.jobs.fail(ErrorCode::internal, "the disk was away");
  f.settle();
  f.said.back().mend();
  const api::JobSpec again = f.jobs.jobs().front().spec;
  QCOMPARE(again.request.upscale, spec.request.upscale);
  QCOMPARE(again.request.init_picture.path, spec.request.init_picture.path);
  QVERIFY(again.takes != spec.takes);
  f.jobs.start();
  const manga::Take fine = f.jobs.finish(120);
  f.settle();
  QCOMPARE(f.panel(1).accepted, fine.id);
}

void GenerationServiceTest::what_refines_an_enlarged_take_hears_the_panels_words() {
  Fixture f;
  const manga::Take take = f.draw(f.panel(0).id);
  ui::setPrompt(f.document, f.panel(0).id, "a cat on a roof");

  QCOMPARE(f.service.enlarge(f.panel(0).id, {take.id, {256, 256}, {.refine = 0.25}}), 1);
  const api::GenerationRequest request = f.jobs.jobs().front().spec.request;
  QVERIFY(request.prompt.find("a cat on a roof") != std::string::npos);
  QCOMPARE(request.upscale->refine, 0.25);
  QCOMPARE(request.characters.size(), f.panel(0).characters.size());
  QVERIFY(!request.init_box && !request.repaint);
}

void GenerationServiceTest::what_cannot_be_enlarged_is_said() {
  Fixture f;
  const manga::Take take = f.draw(f.panel(1).id);
  QCOMPARE(f.service.enlarge(f.panel(1).id, {take.id, {9000, 9000}, {}}), 0);
  QVERIFY(f.said.back().details.contains("as many pixels as that already"));
  QCOMPARE(f.service.enlarge(f.panel(1).id, {manga::TakeId{99'999}, {256, 256}, {}}), 0);
  QVERIFY(f.said.back().details.contains("the take is not there any more"));
  QVERIFY(f.jobs.jobs().empty());
}

QTEST_MAIN(GenerationServiceTest)
#include "generation_service_test.moc"
