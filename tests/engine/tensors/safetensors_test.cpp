// SPDX-License-Identifier: Apache-2.0
#include "engine/tensors/safetensors.h"

#include <ATen/ATen.h>

#include <QTemporaryDir>
#include <QTest>
#include <cstring>

#include "engine/base/error.h"
#include "engine/tensors/safetensors_writer.h"

using namespace koma::tensors;

class SafetensorsTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void whatIsWrittenIsReadBack() {
    // Given tensors of every kind, one of them a view and one empty.
    const std::map<std::string, at::Tensor> tensors{{"half", at::randn({3, 5}).to(at::kHalf)},
                                                    {"brain", at::randn({7}).to(at::kBFloat16)},
                                                    {"transposed", at::randn({4, 6}).transpose(0, 1)},
                                                    {"scalar", at::tensor(2.5).squeeze()},
                                                    {"empty", at::empty({0, 3})},
                                                    {"ids", at::arange(5, at::kLong)},
                                                    {"flags", at::ones({3}, at::kBool)}};

    // When they are written and read.
    write_safetensors(path("all.safetensors"), tensors, {{"step", "12"}});
    const SafetensorsFile file(path("all.safetensors"));

    // Then every value, type, shape and text is there.
    QCOMPARE(file.metadata().at("step"), std::string("12"));
    QCOMPARE(file.names().size(), tensors.size());
    for (const auto& [name, tensor] : tensors) {
      const at::Tensor read = file.read(name, {}, {});
      QCOMPARE(read.scalar_type(), tensor.scalar_type());
      QVERIFY2(at::equal(read, tensor), name.c_str());
    }
  }

  void equalTensorsGiveEqualAlignedBytes() {
    const std::map<std::string, at::Tensor> tensors{{"b", at::ones({3}, at::kHalf)}, {"a", at::ones({2})}};
    const auto bytes = encode_safetensors(tensors, {{"k", "v"}});
    QCOMPARE(bytes, encode_safetensors(tensors, {{"k", "v"}}));
    std::uint64_t length = 0;
    std::memcpy(&length, bytes.data(), 8);
    QCOMPARE(length % 8, std::uint64_t(0));
    QCOMPARE(bytes.size(), 8 + length + 8 + 6);
  }

  void thePythonPackagesFilesAreRead() {
    const SafetensorsFile file(KOMA_TEST_DATA "/diffsensei/io.safetensors");
    QCOMPARE(file.find("unet.a.sample")->shape, (std::vector<std::int64_t>{2, 4, 16, 16}));
    QCOMPARE(file.find("text.ids1")->dtype, at::kLong);
  }

  void everyCutOfAFileIsRefused() {
    const auto whole = encode_safetensors({{"a", at::ones({2})}, {"b", at::ones({3}, at::kHalf)}});
    for (std::size_t size = 0; size < whole.size(); ++size) {
      QFile writer(QString::fromStdString(path("cut.safetensors")));
      QVERIFY(writer.open(QIODevice::WriteOnly | QIODevice::Truncate));
      writer.write(reinterpret_cast<const char*>(whole.data()), static_cast<qint64>(size));
      writer.close();
      QVERIFY_EXCEPTION_THROWN(SafetensorsFile(path("cut.safetensors")), koma::Error);
    }
  }

  void aFileThatShrinksWhileOpenIsAnError() {
    const std::string file = path("shrinks.safetensors");
    write_safetensors(file, {{"a", at::ones({100'000})}});
    const SafetensorsFile opened(file);
    QVERIFY(QFile::resize(QString::fromStdString(file), 100));
    QVERIFY_EXCEPTION_THROWN((void)opened.read("a", {}, {}), koma::Error);
  }

  void missingFilesAndTensorsAreNamed() {
    QVERIFY_EXCEPTION_THROWN(SafetensorsFile(path("nowhere.safetensors")), koma::Error);
    QVERIFY_EXCEPTION_THROWN(SafetensorsFile(std::filesystem::path(path(""))), koma::Error);
    write_safetensors(path("one.safetensors"), {{"a", at::ones({2})}});
    QVERIFY_EXCEPTION_THROWN((void)SafetensorsFile(path("one.safetensors")).read("b", {}, {}), koma::Error);
  }

 private:
  std::string path(const char* name) const { return folder_.filePath(name).toStdString(); }

  QTemporaryDir folder_;
};

QTEST_GUILESS_MAIN(SafetensorsTest)
#include "safetensors_test.moc"
