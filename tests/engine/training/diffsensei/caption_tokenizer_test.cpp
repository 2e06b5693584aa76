// SPDX-License-Identifier: Apache-2.0
#include "engine/training/diffsensei/caption_tokenizer.h"

#include <QTemporaryDir>
#include <QTest>

#include "engine/base/atomic_file.h"
#include "engine/base/error.h"
#include "engine/conditioning/llama_tokenizer.h"

using namespace koma;

namespace {

const std::vector<std::string> captions{"a girl waves , portrait , room background at night",
                                        "a boy pointing , full , in the park daytime", "two girls laughing , bust"};

}  // namespace

class CaptionTokenizerTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void it_reads_what_it_was_made_of_and_everything_else() {
    const QTemporaryDir folder;
    const std::filesystem::path place = folder.path().toStdString();
    write_atomically(place / "tokenizer.model", std::string_view(training::train_caption_tokenizer(captions)));
    write_atomically(place / "added_tokens.json", std::string_view("{}"));
    const conditioning::LlamaTokenizer tokenizer(place);
    QCOMPARE(tokenizer.id("<s>"), 1);
    QCOMPARE(tokenizer.id("</s>"), 2);
    QVERIFY2(tokenizer.id("\u2581"), "the agent's answer begins with a lone blank");
    // Words that came often are one piece; what never came is spelled in bytes.
    QVERIFY(tokenizer.encode("a girl").size() <= 4);
    const auto foreign = tokenizer.encode("猫");
    QVERIFY(foreign.size() >= 3);
    for (const std::int64_t id : foreign) QVERIFY(id > 0);
  }

  void the_same_captions_give_the_same_bytes() {
    QVERIFY(training::train_caption_tokenizer(captions) == training::train_caption_tokenizer(captions));
  }

  void captions_without_a_letter_are_refused() {
    QVERIFY_THROWS_EXCEPTION(Error, (void)training::train_caption_tokenizer({}));
    QVERIFY_THROWS_EXCEPTION(Error, (void)training::train_caption_tokenizer({"", ""}));
  }
};

QTEST_APPLESS_MAIN(CaptionTokenizerTest)
#include "caption_tokenizer_test.moc"
