// SPDX-License-Identifier: Apache-2.0
#include <sys/wait.h>
#include <unistd.h>

#include <QTemporaryDir>
#include <QTest>
#include <csignal>
#include <filesystem>
#include <map>
#include <mutex>
#include <random>
#include <set>
#include <string>
#include <string_view>

#include "app/service/threaded_job_service.h"
#include "app/service/threaded_project_service.h"
#include "engine/base/picture_file.h"
#include "engine/manga/object_file.h"
#include "tests/support/answer.h"
#include "tests/support/sample_project.h"
#include "tests/support/scripted_generator.h"

using namespace koma;
using namespace koma::app;
namespace fs = std::filesystem;

namespace {

constexpr const char* childFlag = "--child";

/// What the child has told: a title that is saved, or the id of a take that is kept.
struct Note {
  enum Kind : std::uint32_t { saved, kept } kind = saved;
  std::uint32_t number = 0;
};

class Child {
 public:
  Child(const fs::path& bundle, int pipe) : pipe_(pipe) {
    tests::Answer<api::OpenedProject> answer;
    projects_.open(bundle, answer.reply());
    opened_ = answer.value();
    listening_ = jobs_.subscribe({.event = [this](const api::JobEvent& event) { hear(event); }});
    jobs_.attach(opened_.journal);
  }

  /// Saves and submits until it is killed.
  [[noreturn]] void work() {
    for (auto n = std::uint32_t(std::stoul(opened_.project.title)) + 1;; ++n) {
      {
        const std::lock_guard lock(mutex_);
        opened_.project.title = std::to_string(n);
        api::JobSpec spec =
            tests::jobFor(panel(n % 3), "slow", api::Lane(n % 2), {opened_.project.new_id<manga::Take>()});
        spec.request.seed = n;
        if (jobs_.jobs().size() < 5) (void)jobs_.submit(spec, api::Placement::back);
        projects_.save(opened_.project, [this, n](const api::Outcome<api::Done>& outcome) {
          if (std::holds_alternative<api::Done>(outcome)) tell({Note::saved, n});
        });
      }
      ::usleep(3000);
    }
  }

 private:
  [[nodiscard]] std::uint64_t panel(std::size_t index) const { return opened_.project.pages[0].panels[index].id.value; }

  /// As the window does: what is finished joins the document, and so the next save.
  void hear(const api::JobEvent& event) {
    if (!std::holds_alternative<api::Finished>(event.event)) return;
    const std::lock_guard lock(mutex_);
    for (const manga::Take& take : event.takes) {
      manga::find_panel(opened_.project, event.panel)->takes.push_back(take);
      tell({Note::kept, std::uint32_t(take.id.value)});
    }
  }
  void tell(Note note) const {
    if (::write(pipe_, &note, sizeof note) != sizeof note) ::_exit(2);
  }

  int pipe_;
  std::mutex mutex_;
  api::OpenedProject opened_;
  ThreadedProjectService projects_;
  ThreadedJobService jobs_{[] { return std::make_unique<tests::ScriptedGenerator>(); }};
  api::Subscription listening_;
};

struct Counts {
  std::uint32_t saves = 0, kept = 0, waiting = 0, lost = 0, doubled = 0, unreadable = 0;
};

/// Everything that was acknowledged is there, once, and can be read.
void examine(const fs::path& bundle, std::uint32_t saved, const std::set<std::uint64_t>& kept, Counts& counts) {
  ThreadedProjectService projects;
  tests::Answer<api::OpenedProject> answer;
  projects.open(bundle, answer.reply());
  const api::OpenedProject opened = answer.value();
  counts.lost += std::stoul(opened.project.title) < saved;
  counts.unreadable += std::uint32_t(opened.missing.size());
  std::map<std::uint64_t, int> found;
  for (const manga::Panel& panel : opened.project.pages[0].panels) {
    for (const manga::Take& take : panel.takes) {
      ++found[take.id.value];
      if (read_picture(manga::object_path(bundle, take.picture)).empty()) ++counts.unreadable;
    }
  }
  for (const std::uint64_t take : kept) counts.lost += !found.contains(take);
  for (const auto& [take, times] : found) {
    counts.doubled += times > 1;
    counts.lost += take >= opened.project.next_id;
  }
  for (const api::Job& job : opened.journal->read()) {
    ++counts.waiting;
    for (const manga::TakeId take : job.spec.takes) {
      counts.doubled += found.contains(take.value);  // drawn already, and would be drawn again
      counts.lost += take.value >= opened.project.next_id;
    }
  }
}

}  // namespace

class StorageKillTest : public QObject {
  Q_OBJECT

 private slots:
  void killedAHundredTimesNoSaveAndNoPictureIsLost() {
    constexpr int kills = 100;
    const QTemporaryDir folder;
    const fs::path bundle = fs::path(folder.path().toStdString()) / "kill.koma";
    manga::Project project = tests::sample_project();
    project.title = "0";
    project.pages[0].panels[0].takes.clear();
    project.pages[0].panels[0].accepted = {};
    project.cast[0].references.clear();
    static_cast<void>(manga::ProjectStore::create(bundle, project));
    std::mt19937 random(7);
    std::set<std::uint64_t> kept;
    Counts counts;
    for (int i = 0; i < kills; ++i) {
      int ends[2];
      QVERIFY(::pipe(ends) == 0);
      const std::string pipe = std::to_string(ends[1]);
      const pid_t child = ::fork();
      if (child == 0) {
        ::close(ends[0]);
        // A program of its own: a forked one may not start threads under ThreadSanitizer.
        ::execl("/proc/self/exe", "storage_kill_test", childFlag, bundle.c_str(), pipe.c_str(), nullptr);
        ::_exit(1);
      }
      ::close(ends[1]);
      std::uint32_t saved = 0;
      const auto hear = [&] {
        Note note;
        if (::read(ends[0], &note, sizeof note) != sizeof note) return false;
        if (note.kind == Note::saved) saved = note.number;
        if (note.kind == Note::saved) ++counts.saves;
        if (note.kind == Note::kept) kept.insert(note.number);
        return true;
      };
      const auto wanted = kept.size() + 1 + random() % 4;  // each time some pictures, and the saves on the way
      while ((kept.size() < wanted || saved == 0) && hear()) {
      }
      ::usleep(random() % 5000);
      ::kill(child, SIGKILL);
      ::waitpid(child, nullptr, 0);
      while (hear()) {
      }
      ::close(ends[0]);
      examine(bundle, saved, kept, counts);
    }
    counts.kept = std::uint32_t(kept.size());
    qInfo("%d kills, %u saves and %u pictures acknowledged, %u jobs found waiting: %u lost, %u twice, %u unreadable",
          kills, counts.saves, counts.kept, counts.waiting, counts.lost, counts.doubled, counts.unreadable);
    QVERIFY(counts.saves >= kills && counts.kept >= kills && counts.waiting > 0);
    QCOMPARE(counts.lost + counts.doubled + counts.unreadable, 0u);
  }
};

int main(int argc, char** argv) {
  if (argc == 4 && std::string_view(argv[1]) == childFlag) Child(argv[2], std::stoi(argv[3])).work();
  StorageKillTest test;
  return QTest::qExec(&test, argc, argv);
}

#include "storage_kill_test.moc"
