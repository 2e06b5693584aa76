// SPDX-License-Identifier: Apache-2.0
#include "engine/training/vocabulary_builder.h"

#include <QTemporaryDir>
#include <QTest>

#include "engine/base/error.h"
#include "engine/conditioning/clip_tokenizer.h"
#include "engine/training/mini_config.h"
#include "engine/training/tokenizer_files.h"

using namespace koma::training;
using koma::conditioning::ClipTokenizer;

class VocabularyBuilderTest : public QObject {
  Q_OBJECT

  static ClipTokenizer tokenizer_of(const std::vector<std::string>& words) {
    QTemporaryDir folder;
    const std::filesystem::path place = folder.path().toStdString();
    write_tokenizer(place, build_vocabulary(words), text_length);
    return ClipTokenizer::open(place);
  }

 private Q_SLOTS:
  void every_known_word_is_one_token() {
    const std::vector<std::string> words = {"standing", "stands", "tone", "and", "sad", "angry", "ringing", "a"};
    const ClipTokenizer tokenizer = tokenizer_of(words);
    std::set<std::int64_t> ids;
    for (const std::string& word : words) {
      const auto tokens = tokenizer.tokens(word);
      QCOMPARE(tokens.size(), std::size_t(1));
      ids.insert(tokens.front());
    }
    QCOMPARE(ids.size(), words.size());
  }

  void other_texts_fall_back_to_pieces() {
    const ClipTokenizer tokenizer = tokenizer_of({"standing", "tone"});
    QVERIFY(tokenizer.tokens("stone").size() > 1);
    QVERIFY(tokenizer.tokens("マンガ").size() > 1);
    for (const std::int64_t id : tokenizer.tokens("stone マンガ 42!")) QVERIFY(id < tokenizer.start_id());
  }

  void the_marks_come_last() {
    const ClipTokenizer tokenizer = tokenizer_of({"tone"});
    QCOMPARE(tokenizer.start_id(), std::int64_t(tokenizer.vocabulary_size()) - 2);
    QCOMPARE(tokenizer.end_id(), std::int64_t(tokenizer.vocabulary_size()) - 1);
  }

  void captions_of_drawings_are_words_not_pieces() {
    QTemporaryDir folder;
    const auto encode = make_caption_encoder(folder.path().toStdString());
    const auto ids = encode("a girl standing smiling and a boy waving angry , bust , school background");
    QCOMPARE(ids.size(), std::size_t(text_length));
    const std::int64_t end = vocabulary_size() - 1;
    QCOMPARE(std::ranges::find(ids, end) - ids.begin(), std::ptrdiff_t(15));  // start mark, 12 words, 2 commas
  }

  void the_same_words_give_the_same_vocabulary() {
    const auto one = build_vocabulary({"b", "ab", "abc"}), two = build_vocabulary({"abc", "ab", "b", "ab"});
    QCOMPARE(one.tokens, two.tokens);
  }

  void words_of_other_letters_are_refused() {
    QVERIFY_THROWS_EXCEPTION(koma::Error, (void)build_vocabulary({"close-up"}));
    QVERIFY_THROWS_EXCEPTION(koma::Error, (void)build_vocabulary({""}));
  }
};

QTEST_APPLESS_MAIN(VocabularyBuilderTest)
#include "vocabulary_builder_test.moc"
