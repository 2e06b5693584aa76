// SPDX-License-Identifier: Apache-2.0
#include "engine/dataset/conversations.h"

#include <QTemporaryDir>
#include <QTest>
#include <fstream>

#include "engine/base/error.h"
#include "engine/dataset/captioned_pictures.h"

using namespace koma;
using namespace koma::dataset;

namespace {

namespace fs = std::filesystem;

fs::path written(const QTemporaryDir& folder, const std::string& name, const std::string& text) {
  const fs::path file = fs::path(folder.path().toStdString()) / name;
  std::ofstream(file) << text;
  return file;
}

std::string said(const std::string& turns, const std::string& more = {}) {
  return R"([{"id": 1)" + more + R"(, "conversations": [)" + turns + "]}]";
}

constexpr const char* good = R"({"from": "human", "value": "Who?"}, {"from": "gpt", "value": "A girl."})";

template <class Read>
std::string refusal(const Read& read) {
  try {
    (void)read();
  } catch (const Error& error) {
    return error.what();
  }
  return {};
}

}  // namespace

class ConversationsTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void questions_and_answers_are_read_with_the_picture_first() {
    const QTemporaryDir folder;
    const auto file = written(folder, "a.json", R"([
      {"id": "a", "image": "x/1.png", "conversations": [
        {"from": "human", "value": "What is this?\n<image>"}, {"from": "gpt", "value": "A boy."},
        {"from": "human", "value": "Where?"}, {"from": "gpt", "value": "At school."}]},
      {"id": 7, "image": "2.png", "conversations": [
        {"from": "gpt", "value": "Welcome!"}, {"from": "human", "value": "Describe."}, {"from": "gpt", "value": "Rain."},
        {"from": "human", "value": "And then?"}]},
      {"conversations": [{"from": "human", "value": "Hello"}, {"from": "gpt", "value": "Hi"}]}])");
    const ConversationFile read = read_conversations(file);
    QCOMPARE(read.skipped, 0);
    QCOMPARE(read.conversations.size(), std::size_t(3));
    const Conversation& first = read.conversations[0];
    QCOMPARE(first.image, std::string("x/1.png"));
    QCOMPARE(first.exchanges.size(), std::size_t(2));
    QCOMPARE(first.exchanges[0].question, std::string("<image>\nWhat is this?"));
    QCOMPARE(first.exchanges[1].answer, std::string("At school."));
    const Conversation& second = read.conversations[1];
    QCOMPARE(second.id, std::string("7"));
    QCOMPARE(second.exchanges.size(), std::size_t(1));
    QCOMPARE(second.exchanges[0].question, std::string("<image>\nDescribe."));
    QVERIFY(read.conversations[2].image.empty());
  }

  void a_wrong_entry_is_refused_with_its_place_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("sentence");
    const auto row = [](const char* name, const std::string& text, const char* sentence) {
      QTest::newRow(name) << QString::fromStdString(text) << QString(sentence);
    };
    row("no turns", said(""), "$[0].conversations: there is no question with an answer");
    row("no answer", said(R"({"from": "human", "value": "Who?"})"), "no question with an answer");
    row("a stranger", said(R"({"from": "system", "value": "x"})"), "human or gpt, not \"system\"");
    row("no value", said(R"({"from": "human"})"), "the turn has no value");
    row("twice", said(std::string(R"({"from": "human", "value": "a"}, )") + good), "do not take turns");
    row("nothing said", said(R"({"from": "human", "value": "a"}, {"from": "gpt", "value": " \n"})"), "is empty");
    row("no such picture", said(R"({"from": "human", "value": "<image>"}, {"from": "gpt", "value": "b"})"),
        "the entry names none");
    row("two pictures",
        said(R"({"from": "human", "value": "<image><image>"}, {"from": "gpt", "value": "b"})", R"(, "image": "a")"),
        "more than one picture");
    row("an answer with a picture",
        said(R"({"from": "human", "value": "a"}, {"from": "gpt", "value": "<image>"})", R"(, "image": "a")"),
        "an answer shows a picture");
    row("no list", "{}", "must be one JSON list");
    row("no object", "[3]", "$[0]");
  }
  void a_wrong_entry_is_refused_with_its_place() {
    QFETCH(QString, text);
    QFETCH(QString, sentence);
    const QTemporaryDir folder;
    const auto file = written(folder, "a.json", text.toStdString());
    const std::string told = refusal([&] { return read_conversations(file); });
    QVERIFY2(told.find(sentence.toStdString()) != std::string::npos, told.c_str());
    QVERIFY(told.find("a.json") != std::string::npos);
  }

  void good_entries_beside_a_wrong_one_are_kept() {
    const QTemporaryDir folder;
    const std::string entry = std::string(R"({"conversations": [)") + good + "]}";
    const auto file = written(folder, "a.json", "[" + entry + ",\n{\"conversations\": 5},\n" + entry + ",\n7]");
    const ConversationFile read = read_conversations(file);
    QCOMPARE(read.conversations.size(), std::size_t(2));
    QCOMPARE(read.skipped, 2);
    QVERIFY2(read.first_problem.find("a.json:2: $[1].conversations") != std::string::npos, read.first_problem.c_str());
  }

  void what_is_written_is_read_again() {
    const QTemporaryDir folder;
    const fs::path file = fs::path(folder.path().toStdString()) / "a.json";
    ConversationWriter writer(file);
    writer.add({"a", "1.png", {{"<image>\nWho?", "A girl, \"Mei\"."}, {"Where?", "二階"}}});
    writer.add({"b", "", {{"Hello", "Hi"}}});
    writer.commit();
    const ConversationFile read = read_conversations(file);
    QCOMPARE(read.conversations.size(), std::size_t(2));
    QCOMPARE(read.conversations[0].exchanges[0].question, std::string("<image>\nWho?"));
    QCOMPARE(read.conversations[0].exchanges[1].answer, std::string("二階"));
    QVERIFY(read.conversations[1].image.empty());
  }

  void captions_come_from_a_list_or_from_files_beside_the_pictures() {
    const QTemporaryDir folder;
    const auto list = written(folder, "c.json", R"([{"image": "1.png", "caption": "A long one.", "brief": "one"},
      {"image": "2.png"}, {"image": "3.png", "caption": "Three."}])");
    const CaptionFile listed = read_captions(list);
    QCOMPARE(listed.pictures.size(), std::size_t(2));
    QCOMPARE(listed.pictures[0].brief, std::string("one"));
    QCOMPARE(listed.skipped, 1);
    QVERIFY(listed.first_problem.find("needs an image and a caption") != std::string::npos);
    for (const char* name : {"b.png", "a.jpg", "lonely.png", "note.md"}) written(folder, name, "x");
    written(folder, "a.txt", "short\n\nA long caption\nof two lines.\n");
    written(folder, "b.txt", "only this");
    const CaptionFile found = read_captions(fs::path(folder.path().toStdString()));
    QCOMPARE(found.pictures.size(), std::size_t(2));
    QCOMPARE(found.pictures[0].image, std::string("a.jpg"));
    QCOMPARE(found.pictures[0].brief, std::string("short"));
    QCOMPARE(found.pictures[0].caption, std::string("A long caption of two lines."));
    QCOMPARE(found.pictures[1].caption, std::string("only this"));
    QVERIFY(found.first_problem.find("lonely.txt") != std::string::npos);
    const QTemporaryDir empty;
    QVERIFY(refusal([&] { return read_captions(empty.path().toStdString()); }).find("no picture with a caption") !=
            std::string::npos);
  }
};

QTEST_APPLESS_MAIN(ConversationsTest)
#include "conversations_test.moc"
