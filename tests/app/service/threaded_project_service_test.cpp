// SPDX-License-Identifier: Apache-2.0
#include "app/service/threaded_project_service.h"

#include <sys/mount.h>
#include <unistd.h>

#include <QTemporaryDir>
#include <QTest>
#include <fstream>

#include "engine/base/error.h"
#include "engine/base/picture_file.h"
#include "engine/manga/object_file.h"
#include "tests/support/answer.h"
#include "tests/support/sample_project.h"
#include "tests/support/scripted_generator.h"

using namespace koma;
using namespace koma::app;
using tests::Answer;
namespace fs = std::filesystem;

namespace {

manga::Project work() {
  manga::Project project = tests::sample_project();
  project.pages[0].panels[0].takes.clear();
  project.pages[0].panels[0].accepted = {};
  project.cast[0].references.clear();
  return project;
}

/// A PNG whose header says 60,000 × 60,000 pixels.
std::string hugePng() {
  const auto small = encode_png(Image(1, 1, 1, {0}));
  std::string text(small.begin(), small.end());
  const auto put = [&](std::size_t place, std::uint32_t value) {
    for (int i = 0; i < 4; ++i) text.at(place + std::size_t(i)) = char(value >> (24 - 8 * i));
  };
  put(16, 60'000);
  put(20, 60'000);
  std::uint32_t check = 0xffffffff;  // CRC-32 of the chunk's name and content
  for (std::size_t i = 12; i < 29; ++i) {
    check ^= std::uint8_t(text[i]);
    for (int bit = 0; bit < 8; ++bit) check = (check >> 1) ^ ((check & 1) != 0 ? 0xedb88320 : 0);
  }
  put(29, ~check);
  return text;
}

api::Finished twoPictures() {
  api::GenerationRequest request;
  request.count = 2;
  return tests::ScriptedGenerator::finished(request);
}

}  // namespace

class ThreadedProjectServiceTest : public QObject {
  Q_OBJECT

  QTemporaryDir folder_;
  fs::path place(const char* name) { return fs::path(folder_.path().toStdString()) / name; }

  static api::OpenedProject create(api::ProjectService& service, const fs::path& bundle) {
    Answer<api::OpenedProject> made;
    service.create(bundle, work(), made.reply());
    return made.value();
  }
  static api::OpenedProject open(api::ProjectService& service, const fs::path& bundle) {
    Answer<api::OpenedProject> opened;
    service.open(bundle, opened.reply());
    return opened.value();
  }

 private slots:
  void whatWasSavedIsOpenedAgain() {
    const auto path = place("saved.koma");
    manga::Project project;
    {
      ThreadedProjectService service;
      project = create(service, path).project;
      project.title = "changed";
      Answer<api::Done> saved;
      service.save(project, saved.reply());
      (void)saved.value();
    }
    ThreadedProjectService service;
    const api::OpenedProject opened = open(service, path);
    QVERIFY(opened.project == project);
    QVERIFY(opened.bundle == path);
    QVERIFY(opened.missing.empty());
  }

  void allWaitingSavesAreAnsweredAndTheLastIsKept() {
    const auto path = place("saves.koma");
    std::vector<Answer<api::Done>> answers(200);
    {
      ThreadedProjectService service;
      manga::Project project = create(service, path).project;
      for (std::size_t i = 0; i < answers.size(); ++i) {
        project.title = std::to_string(i);
        service.save(project, answers[i].reply());
      }
    }
    for (auto& answer : answers) (void)answer.value();
    ThreadedProjectService service;
    QCOMPARE(open(service, path).project.title, std::string("199"));
  }

  void aSaveThatWaitsWhileAnotherProjectIsOpenedGoesToItsOwn() {
    ThreadedProjectService service;
    manga::Project first = create(service, place("first.koma")).project;
    Answer<api::Done> early, late;
    Answer<api::OpenedProject> second;
    first.title = "first";
    service.save(first, early.reply());
    service.create(place("second.koma"), work(), second.reply());
    first.title = "too late";
    service.save(first, late.reply());

    (void)early.value();
    QCOMPARE(late.failure().code, ErrorCode::not_found);
    QCOMPARE(second.value().project.title, work().title);
    QCOMPARE(open(service, place("second.koma")).project.title, work().title);
    QCOMPARE(open(service, place("first.koma")).project.title, std::string("first"));
  }

  void whatCannotBeOpenedLeavesTheOldProjectOpen() {
    ThreadedProjectService service, other;
    const manga::Project project = create(service, place("stays.koma")).project;
    (void)create(other, place("busy.koma"));
    Answer<api::OpenedProject> missing, busy, taken;
    Answer<api::Done> saved;

    service.open(place("nowhere.koma"), missing.reply());
    service.open(place("busy.koma"), busy.reply());
    service.create(place("busy.koma"), work(), taken.reply());
    service.save(project, saved.reply());

    QCOMPARE(missing.failure().code, ErrorCode::not_found);
    const api::Failed held = busy.failure();
    QCOMPARE(held.code, ErrorCode::busy);
    QVERIFY2(QString::fromStdString(held.text).contains("process"), held.text.c_str());
    QCOMPARE(taken.failure().code, ErrorCode::invalid_argument);
    (void)saved.value();
  }

  void keptPicturesAreInTheirPanelsAtTheNextOpening() {
    const auto path = place("results.koma");
    manga::PanelId drawn, gone;
    {
      ThreadedProjectService service;
      const auto opened = create(service, path);
      drawn = opened.project.pages[0].panels[0].id;
      gone = {opened.project.next_id + 50};
      const auto next = opened.project.next_id;
      const api::Job job{{1}, tests::jobFor(drawn.value, "", api::Lane::interactive, {{next + 1}, {next + 2}})};
      const api::Job lost{{2}, tests::jobFor(gone.value, "", api::Lane::interactive, {{next + 3}, {next + 4}})};
      const api::Job waiting{{3}, tests::jobFor(drawn.value, "", api::Lane::background, {{next + 9}})};
      opened.journal->write(std::vector{job, lost, waiting});
      const auto takes = opened.journal->keep(job, twoPictures());
      QCOMPARE(takes.size(), 2u);
      (void)opened.journal->keep(lost, twoPictures());
    }
    ThreadedProjectService service;
    auto opened = open(service, path);
    const manga::Panel& panel = *manga::find_panel(opened.project, drawn);
    QCOMPARE(panel.takes.size(), 2u);
    QVERIFY(panel.accepted == panel.takes[0].id);
    QVERIFY(opened.missing.empty());
    QCOMPARE(opened.project.next_id, work().next_id + 10);
    const auto jobs = opened.journal->read();
    QCOMPARE(jobs.size(), 1u);
    QCOMPARE(jobs[0].id.value, 3u);
    QCOMPARE(jobs[0].spec.lane, api::Lane::background);
    PictureText text;
    (void)read_picture(manga::object_path(path, panel.takes[0].picture), &text);
    QCOMPARE(text.at(api::recipe_keyword), panel.takes[0].recipe);
  }

  void aSavedResultIsAResultNoLongerAndADeletedTakeStaysDeleted() {
    const auto path = place("forgotten.koma");
    {
      ThreadedProjectService service;
      auto opened = create(service, path);
      manga::Project project = opened.project;
      const api::Job job{{1},
                         tests::jobFor(project.pages[0].panels[0].id.value, "", api::Lane::interactive,
                                       {project.new_id<manga::Take>(), project.new_id<manga::Take>()})};
      const auto takes = opened.journal->keep(job, twoPictures());
      Answer<api::Done> with, without;
      project.pages[0].panels[0].takes = takes;
      service.save(project, with.reply());
      (void)with.value();
      project.pages[0].panels[0].takes.clear();
      service.save(project, without.reply());
      (void)without.value();
    }
    ThreadedProjectService service;
    QVERIFY(open(service, path).project.pages[0].panels[0].takes.empty());
  }

  void aJobsPathsFollowAMovedBundle() {
    const auto path = place("before.koma"), moved = place("after.koma");
    {
      ThreadedProjectService service;
      const auto opened = create(service, path);
      auto spec = tests::jobFor(1);
      spec.request.characters = {{.name = "Mia", .references = {{.path = path / "objects/ab/x.png", .image = {}}}}};
      spec.request.characters[0].box = {0, 0, 1, 1};
      opened.journal->write(std::vector{api::Job{{1}, spec}});
    }
    fs::rename(path, moved);
    ThreadedProjectService service;
    const auto jobs = open(service, moved).journal->read();
    QCOMPARE(jobs.at(0).spec.request.characters[0].references[0].path, moved / "objects/ab/x.png");
  }

  void theJournalOfAClosedProjectRefuses() {
    ThreadedProjectService service;
    const auto opened = create(service, place("closed.koma"));
    Answer<api::Done> closed;
    service.close(closed.reply());
    (void)closed.value();
    try {
      opened.journal->write({});
      QFAIL("it was written");
    } catch (const Error& error) {
      QCOMPARE(error.code(), ErrorCode::not_found);
    }
  }

  void aCopyHasEverythingAndTheOriginalStaysOpen() {
    ThreadedProjectService service, other;
    auto opened = create(service, place("original.koma"));
    Answer<api::StoredPicture> stored;
    service.import_image(Image(2, 1, 3, {1, 2, 3, 4, 5, 6}), 100, stored.reply());
    const auto asset = stored.value().asset;
    opened.project.cast[0].references = {{.picture = asset, .unknown = {}}};
    opened.journal->write(std::vector{api::Job{{1}, tests::jobFor(1)}});
    Answer<api::Done> saved, copied, again;
    service.save(opened.project, saved.reply());

    service.copy_to(place("copy.koma"), copied.reply());
    service.copy_to(place("copy.koma"), again.reply());

    (void)copied.value();
    QCOMPARE(again.failure().code, ErrorCode::invalid_argument);
    const auto copy = open(other, place("copy.koma"));
    QVERIFY(copy.project == opened.project);
    QVERIFY(copy.missing.empty());
    QVERIFY(copy.journal->read().empty());
    QCOMPARE(opened.journal->read().size(), 1u);
  }

  void aPictureIsReadShrunkAndKept() {
    ThreadedProjectService service;
    (void)create(service, place("pictures.koma"));
    write_png(place("wide.png"), Image(400, 100, 1, std::vector<std::uint8_t>(40000, 77)));
    Answer<api::StoredPicture> small, whole;

    service.import_picture(place("wide.png"), 200, small.reply());
    service.import_picture(place("wide.png"), 400, whole.reply());

    const auto kept = small.value();
    QCOMPARE(kept.width, 200);
    QCOMPARE(kept.height, 50);
    const Image picture = read_picture(manga::object_path(place("pictures.koma"), kept.asset));
    QVERIFY(picture == Image(200, 50, 1, std::vector<std::uint8_t>(10000, 77)));
    QCOMPARE(whole.value().width, 400);
  }

  void whatIsNoPictureIsRefusedWithASentence() {
    ThreadedProjectService service;
    (void)create(service, place("refused.koma"));
    std::ofstream(place("text.png")) << "this is a text";
    std::ofstream(place("huge.png"), std::ios::binary) << hugePng();
    Answer<api::StoredPicture> text, huge, missing;
    service.import_picture(place("text.png"), 100, text.reply());
    service.import_picture(place("huge.png"), 100, huge.reply());
    service.import_picture(place("missing.png"), 100, missing.reply());
    const auto refused = text.failure();
    QCOMPARE(refused.code, ErrorCode::unsupported);
    QVERIFY2(QString::fromStdString(refused.text).contains("neither a PNG nor a JPEG"), refused.text.c_str());
    const auto tooLarge = huge.failure();
    QCOMPARE(tooLarge.code, ErrorCode::unsupported);
    QVERIFY2(QString::fromStdString(tooLarge.text).contains("60000 × 60000"), tooLarge.text.c_str());
    QCOMPARE(missing.failure().code, ErrorCode::not_found);
  }

  void aFullDiskFailsASaveAndAPictureAndWhenThereIsSpaceAgainTheyAreStored() {
    if (::geteuid() != 0) QSKIP("needs root to mount a small disk");
    const auto disk = place("small");
    fs::create_directories(disk);
    if (::mount("tmpfs", disk.c_str(), "tmpfs", 0, "size=1m") != 0) QSKIP("a small disk cannot be mounted here");
    {
      ThreadedProjectService service;
      auto opened = create(service, disk / "full.koma");
      std::ofstream(disk / "filler") << std::string(2 << 20, 'x');
      opened.project.script = std::string(200'000, 'x');
      Answer<api::Done> refused, saved;
      Answer<api::StoredPicture> picture;
      const auto next = opened.project.next_id;
      const auto panel = opened.project.pages[0].panels[0].id;
      const api::Job job{{1}, tests::jobFor(panel.value, "", api::Lane::interactive, {{next}, {next + 1}})};

      service.save(opened.project, refused.reply());
      service.import_image(Image(1, 1, 1, {0}), 10, picture.reply());
      QCOMPARE(refused.failure().code, ErrorCode::no_space);
      QCOMPARE(picture.failure().code, ErrorCode::no_space);
      QVERIFY_THROWS_EXCEPTION(Error, (void)opened.journal->keep(job, twoPictures()));
      QVERIFY(open(service, disk / "full.koma").project == work());
      fs::remove(disk / "filler");

      service.save(opened.project, saved.reply());
      (void)saved.value();
      QCOMPARE(opened.journal->keep(job, twoPictures()).size(), 2u);
      QCOMPARE(manga::find_panel(open(service, disk / "full.koma").project, panel)->takes.size(), 2u);
    }
    ::umount(disk.c_str());
  }

  void aDescribedWorkIsImported() {
    ThreadedProjectService service;
    Answer<api::OpenedProject> imported, nothing;
    service.import_work(place("nothing"), place("none.koma"), nothing.reply());
    service.import_work(fs::path(KOMA_RESOURCES) / "samples/first-day", place("sample.koma"), imported.reply());
    QCOMPARE(nothing.failure().code, ErrorCode::not_found);
    QVERIFY(!fs::exists(place("none.koma")));
    const auto opened = imported.value();
    QVERIFY(opened.missing.empty());
    QVERIFY(!opened.project.cast.empty());
  }

  void withoutAProjectEverythingIsAnswered() {
    ThreadedProjectService service;
    Answer<api::Done> saved, copied, closed;
    Answer<api::StoredPicture> stored;
    service.save(work(), saved.reply());
    service.copy_to(place("no.koma"), copied.reply());
    service.import_image(Image(1, 1, 1, {0}), 10, stored.reply());
    service.set_thumbnail({1}, Image(1, 1, 1, {0}));
    service.close(closed.reply());
    QCOMPARE(saved.failure().code, ErrorCode::not_found);
    QCOMPARE(copied.failure().code, ErrorCode::not_found);
    QCOMPARE(stored.failure().code, ErrorCode::not_found);
    (void)closed.value();
  }
};

QTEST_GUILESS_MAIN(ThreadedProjectServiceTest)
#include "threaded_project_service_test.moc"
