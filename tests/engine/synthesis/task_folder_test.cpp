// SPDX-License-Identifier: Apache-2.0
#include "engine/synthesis/task_folder.h"

#include <QTemporaryDir>
#include <QTest>
#include <fstream>
#include <map>

#include "engine/base/error.h"
#include "engine/base/picture_file.h"
#include "engine/dataset/captioned_pictures.h"
#include "engine/dataset/conversations.h"
#include "engine/synthesis/task_wordings.h"

using namespace koma;
using namespace koma::synthesis;

namespace {

namespace fs = std::filesystem;

const auto all = [](const fs::path&, int) { return true; };

fs::path place_of(const QTemporaryDir& folder) {
  return folder.path().toStdString();
}

bool is_tagged(const std::string& answer) {
  return answer.starts_with("<gen_image> ") && answer.ends_with(" </gen_image>");
}

}  // namespace

class TaskFolderTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void drawings_become_three_conversations_each() {
    const QTemporaryDir folder;
    QCOMPARE(write_tasks({.out = place_of(folder), .count = 3, .width = 128, .height = 128}, all).pictures, 3);
    const auto talks = dataset::read_conversations(place_of(folder) / "conversations.json");
    QCOMPARE(talks.conversations.size(), std::size_t(9));
    QCOMPARE(talks.skipped, 0);
    const auto captions = dataset::read_captions(place_of(folder) / "captions.json");
    QCOMPARE(captions.pictures.size(), std::size_t(3));
    for (std::size_t i = 0; i < talks.conversations.size(); ++i) {
      const dataset::Conversation& talk = talks.conversations[i];
      const std::string& caption = captions.pictures[i / 3].caption;
      QVERIFY(talk.exchanges[0].answer.find(caption) != std::string::npos);
      QCOMPARE(talk.image.empty(), i % 3 == 0);
      if (i % 3 == 2) QVERIFY(is_tagged(talk.exchanges[0].answer) && talk.image.ends_with("-hole.png"));
      if (!talk.image.empty()) QVERIFY(fs::exists(place_of(folder) / talk.image));
    }
    const Image whole = read_picture(place_of(folder) / "1.png"), hole = read_picture(place_of(folder) / "1-hole.png");
    int changed = 0;
    for (std::size_t i = 0; i < whole.pixels().size(); ++i) {
      if (whole.pixels()[i] == hole.pixels()[i]) continue;
      QCOMPARE(int(hole.pixels()[i]), 0);
      ++changed;
    }
    QVERIFY(changed > 100);
  }

  void the_same_seed_gives_the_same_files_and_work_can_be_ended() {
    const QTemporaryDir one, two;
    for (const QTemporaryDir* folder : {&one, &two})
      write_tasks({.out = place_of(*folder), .count = 2, .width = 128, .height = 128, .seed = 4}, all);
    for (const char* name : {"conversations.json", "captions.json", "2-hole.png"}) {
      std::ifstream a(place_of(one) / name), b(place_of(two) / name);
      QVERIFY(std::string(std::istreambuf_iterator<char>(a), {}) == std::string(std::istreambuf_iterator<char>(b), {}));
    }
    const QTemporaryDir ended;
    const auto summary = write_tasks({.out = place_of(ended), .count = 5, .width = 128, .height = 128},
                                     [](const fs::path&, int of) { return of != 5; });
    QCOMPARE(summary.pictures, 1);
    QCOMPARE(dataset::read_conversations(place_of(ended) / "conversations.json").conversations.size(), std::size_t(3));
  }

  void pictures_of_ones_own_are_told_of_and_bad_ones_left_out() {
    const QTemporaryDir from, out;
    write_png(place_of(from) / "a.png", Image(40, 60, 3, std::vector<std::uint8_t>(40 * 60 * 3, 200)));
    std::ofstream(place_of(from) / "b.png") << "no picture";
    std::ofstream(place_of(from) / "a.txt") << "a red door\nA red door in a white wall, in the morning.\n";
    std::ofstream(place_of(from) / "b.txt") << "nothing";
    const TaskSummary summary = write_tasks({.out = place_of(out), .captions = place_of(from), .count = 0}, all);
    QCOMPARE(summary.pictures, 1);
    QCOMPARE(summary.skipped, 1);
    QVERIFY(summary.first_problem.find("b.png") != std::string::npos);
    const auto talks = dataset::read_conversations(place_of(out) / "conversations.json");
    QVERIFY(talks.conversations[0].exchanges[0].question.find("a red door") != std::string::npos);
    QVERIFY(talks.conversations[0].exchanges[0].answer.find("in the morning") != std::string::npos);
  }

  void tasks_have_the_shares_that_llmga_trained_with() {
    const dataset::CaptionedPicture picture{"1.png", "A long caption, told at length.", ""};
    QCOMPARE(brief_of(picture), std::string("A long caption"));
    Random random(2);
    std::map<std::string, int> tagged;
    constexpr int talks = 2000;
    for (int i = 0; i < talks; ++i) {
      tagged["refine"] += is_tagged(refinement_talk(random, picture).exchanges[0].answer);
      tagged["similar"] += is_tagged(similar_talk(random, picture).exchanges[0].answer);
      tagged["fill"] += is_tagged(filling_talk(random, picture, "h.png", i % 2 == 0).exchanges[0].answer);
    }
    QVERIFY(std::abs(tagged["refine"] - 0.5 * talks) < 0.05 * talks);
    QVERIFY(std::abs(tagged["similar"] - 0.7 * talks) < 0.05 * talks);
    QCOMPARE(tagged["fill"], talks);
  }
};

QTEST_APPLESS_MAIN(TaskFolderTest)
#include "task_folder_test.moc"
