// SPDX-License-Identifier: Apache-2.0
#include "engine/tensors/safetensors.h"

#include <ATen/ATen.h>

#include <QTemporaryDir>
#include <QTest>
#include <cstring>

#include "engine/base/error.h"
#include "engine/tensors/safetensors_writer.h"

using namespace koma::tensors;

namespace {

/// A file of the given header and `data` zero bytes; `length` overrides what the file claims.
std::string bytes_of(const std::string& header, std::size_t data, std::optional<std::uint64_t> length = {}) {
  const std::uint64_t claimed = length.value_or(header.size());
  std::string bytes(8, '\0');
  std::memcpy(bytes.data(), &claimed, 8);
  return bytes + header + std::string(data, '\0');
}

std::string deep(int levels) {
  return R"({"a":)" + std::string(static_cast<std::size_t>(levels), '[') +
         std::string(static_cast<std::size_t>(levels), ']') + "}";
}

const char* const good = R"({"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}})";

}  // namespace

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

  void brokenFilesAreRefused_data() {
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("reason");
    const auto row = [](const char* name, const std::string& bytes, const char* reason) {
      QTest::newRow(name) << QByteArray::fromStdString(bytes) << reason;
    };
    const auto with = [](const char* fields) { return std::string(R"({"a":)") + fields + "}"; };
    row("empty", "", "too short");
    row("seven bytes", std::string(7, ' '), "too short");
    row("header longer than 100 MB", bytes_of("{}", 0, 100'000'001), "more than the 100 MB");
    row("header length of all ones", bytes_of("{}", 0, ~std::uint64_t{0}), "more than the 100 MB");
    row("header cut", bytes_of(good, 0, 1000), "bytes are missing");
    row("no JSON", bytes_of("{\"a\":", 0), "not JSON");
    row("bytes that are no text", bytes_of("\xff\xfe{}", 0), "not JSON");
    row("an array", bytes_of("[1]", 0), "not a JSON object");
    row("deep nesting", bytes_of(deep(50'000), 0), "nested too deep");
    row("four levels", bytes_of(deep(3), 0), "nested too deep");
    row("a name twice", bytes_of(R"({"a":{"dtype":"F32","shape":[0],"data_offsets":[0,0]},"a":{}})", 0), "twice");
    row("a field twice", bytes_of(with(R"({"dtype":"F32","dtype":"F16","shape":[0],"data_offsets":[0,0]})"), 0),
        "twice");
    row("entry is no object", bytes_of(R"({"a":3})", 0), "not an object");
    row("metadata of numbers", bytes_of(R"({"__metadata__":{"k":1}})", 0), "not a text");
    row("unknown type", bytes_of(with(R"({"dtype":"F7","shape":[2],"data_offsets":[0,8]})"), 8), "unknown type F7");
    row("no shape", bytes_of(with(R"({"dtype":"F32","data_offsets":[0,8]})"), 8), "lacks");
    row("negative side", bytes_of(with(R"({"dtype":"F32","shape":[-2],"data_offsets":[0,8]})"), 8), "lacks");
    row("fractional side", bytes_of(with(R"({"dtype":"F32","shape":[2.0],"data_offsets":[0,8]})"), 8), "lacks");
    row("three offsets", bytes_of(with(R"({"dtype":"F32","shape":[2],"data_offsets":[0,4,8]})"), 8), "lacks");
    row("offsets backwards", bytes_of(with(R"({"dtype":"F32","shape":[2],"data_offsets":[8,0]})"), 8), "does not fit");
    row("shape too small", bytes_of(with(R"({"dtype":"F32","shape":[1],"data_offsets":[0,8]})"), 8), "does not fit");
    row("overflowing shape",
        bytes_of(with(R"({"dtype":"F32","shape":[4294967296,4294967296,4],"data_offsets":[0,0]})"), 0), "does not fit");
    row("side beyond 63 bits",
        bytes_of(with(R"({"dtype":"F32","shape":[18446744073709551615],"data_offsets":[0,8]})"), 8), "lacks");
    row("cut data", bytes_of(good, 5), "3 bytes are missing, from \"a\" on");
    row("trailing bytes", bytes_of(good, 9), "1 bytes follow the last tensor");
    row("hole", bytes_of(with(R"({"dtype":"F32","shape":[2],"data_offsets":[4,12]})"), 12), "hole of 4 bytes");
    row("overlap",
        bytes_of(R"({"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},)"
                 R"("b":{"dtype":"F32","shape":[2],"data_offsets":[4,12]}})",
                 12),
        "\"b\" overlaps");
  }
  void brokenFilesAreRefused() {
    QFETCH(QByteArray, bytes);
    QFETCH(QString, reason);
    const std::string file = path("broken.safetensors");
    QFile writer(QString::fromStdString(file));
    QVERIFY(writer.open(QIODevice::WriteOnly) && writer.write(bytes) == bytes.size());
    writer.close();
    try {
      const SafetensorsFile opened(file);
      QFAIL("the file was accepted");
    } catch (const koma::Error& error) {
      QCOMPARE(koma::to_string(error.code()), koma::to_string(koma::ErrorCode::invalid_file));
      QCOMPARE(error.place(), file);
      QVERIFY2(error.sentence().find(reason.toStdString()) != std::string::npos, error.what());
    }
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
