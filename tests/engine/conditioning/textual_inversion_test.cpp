// SPDX-License-Identifier: Apache-2.0
#include "engine/conditioning/textual_inversion.h"

#include <ATen/ATen.h>

#include <QTemporaryDir>
#include <QtTest>
#include <fstream>
#include <limits>

#include "engine/base/error.h"
#include "engine/tensors/safetensors_writer.h"
#include "tests/support/compare_tensors.h"

using koma::conditioning::read_textual_inversion;
using koma::conditioning::split_at_names;
using Tensors = std::map<std::string, at::Tensor>;
namespace fs = std::filesystem;

namespace {

/// "text" for plain text, "{2}" for the third name, all joined by |.
std::string split(const std::string& text, const std::vector<std::string>& names) {
  std::string result;
  for (const auto& part : split_at_names(text, names)) {
    result +=
        (result.empty() ? "" : "|") + (part.name ? "{" + std::to_string(*part.name) + "}" : std::string(part.text));
  }
  return result;
}

}  // namespace

class TextualInversionTest : public QObject {
  Q_OBJECT
  QTemporaryDir folder_;

  fs::path written(const Tensors& tensors) {
    const fs::path file = fs::path(folder_.path().toStdString()) / "word.safetensors";
    koma::tensors::write_safetensors(file, tensors);
    return file;
  }
  std::string failure(const fs::path& file) {
    try {
      (void)read_textual_inversion(file);
    } catch (const koma::Error& error) {
      return error.what();
    }
    return {};
  }

 private Q_SLOTS:
  void everyLayoutInUseIsRead() {
    const at::Tensor two = at::randn({2, 8}), one = at::randn({8});
    QVERIFY(at::equal(read_textual_inversion(written({{"emb_params", two}})).vectors, two));
    QVERIFY(at::equal(read_textual_inversion(written({{"<cat>", one}})).vectors, one.unsqueeze(0)));
    QVERIFY(at::equal(read_textual_inversion(written({{"string_to_param.*", two}})).vectors, two));
    const auto both = read_textual_inversion(written({{"clip_l", two}, {"clip_g", at::ones({2, 12})}}));
    QVERIFY(at::equal(both.clip_l, two) && both.clip_g.size(1) == 12 && !both.vectors.defined());
    QVERIFY(
        at::allclose(read_textual_inversion(written({{"emb_params", two.to(at::kHalf)}})).vectors, two, 1e-3, 1e-3));
  }

  void picklesOfA1111AndDiffusersAreReadWithoutBeingRun_data() {
    QTest::addColumn<QString>("name");
    for (const char* name : {"text_a1111.pt", "text_diffusers.bin"}) QTest::newRow(name) << name;
  }
  void picklesOfA1111AndDiffusersAreReadWithoutBeingRun() {
    QFETCH(const QString, name);
    const fs::path file = fs::path(KOMA_TEST_DATA) / "reference" / name.toStdString();
    const at::Tensor vectors = read_textual_inversion(file).vectors;
    QVERIFY(at::equal(vectors, koma::test::reference("text_sd1").out("vectors.<cat-toy>")));
  }

  void otherFilesAreErrorsThatSayWhatIsThere() {
    QVERIFY(failure(written({{"a", at::ones({8})}, {"b", at::ones({8})}})).find("2 tensors") != std::string::npos);
    QVERIFY(failure(written({{"w", at::ones({3, 4, 5})}})).find("[3, 4, 5]") != std::string::npos);
    QVERIFY(failure(written({{"w", at::ones({2000, 8})}})).find("[2000, 8]") != std::string::npos);
    QVERIFY(failure(written({{"w", at::ones({8}, at::kLong)}})).find("floating") != std::string::npos);
    QVERIFY(failure(written({{"w", at::full({8}, std::numeric_limits<float>::quiet_NaN())}})).find("finite") !=
            std::string::npos);
    QVERIFY(failure(written({{"clip_l", at::ones({2, 8})}, {"clip_g", at::ones({3, 12})}})).find("different numbers") !=
            std::string::npos);
    QVERIFY(failure("/nowhere/word.safetensors").find("/nowhere/word.safetensors") != std::string::npos);
  }

  void namesAreFoundInsideATextButNotInsideAWord() {
    const std::vector<std::string> names = {"<cat-toy>", "easynegative", "easy", "bad-hands-5", "漫画"};
    QCOMPARE(split("a <cat-toy>!", names), std::string("a |{0}|!"));
    QCOMPARE(split("<cat-toy><cat-toy>", names), std::string("{0}|{0}"));
    QCOMPARE(split("x, EasyNegative", names), std::string("x, |{1}"));
    QCOMPARE(split("easy going, uneasy easyrider", names), std::string("{2}| going, uneasy easyrider"));
    QCOMPARE(split("bad-hands-5, bad-hands-55", names), std::string("{3}|, bad-hands-55"));
    QCOMPARE(split("少女 漫画", names), std::string("少女 |{4}"));
    QCOMPARE(split("", names), std::string());
    QCOMPARE(split("plain", {}), std::string("plain"));
    QCOMPARE(split("plain", {""}), std::string("plain"));
  }
};

QTEST_GUILESS_MAIN(TextualInversionTest)
#include "textual_inversion_test.moc"
