// SPDX-License-Identifier: Apache-2.0
#include "engine/checkpoints/safetensors_index.h"

#include <QTest>
#include <cstring>

#include "tests/support/index_refusal.h"

using namespace koma::checkpoints;

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

class SafetensorsIndexTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void tensorsAndTextsAreFound() {
    // Given texts, a scalar, an empty tensor, and spaces behind the header.
    const std::string header = R"({"__metadata__":{"step":"12"},"b":{"shape":[],"data_offsets":[0,2],"dtype":"BF16"},)"
                               R"("a":{"dtype":"I64","shape":[3,0,7],"data_offsets":[2,2]}}   )";
    const std::string bytes = bytes_of(header, 2);

    // When the index is read.
    const TensorIndex index = read_safetensors_index(MemoryBytes(bytes, "file"));

    // Then bytes count from the start of the file.
    QCOMPARE(index.metadata, (std::map<std::string, std::string>{{"step", "12"}}));
    QCOMPARE(index.tensors.at("b"), (StoredTensor{StoredType::bf16, {}, {}, bytes.size() - 2, bytes.size()}));
    QCOMPARE(index.tensors.at("a"), (StoredTensor{StoredType::i64, {3, 0, 7}, {}, bytes.size(), bytes.size()}));
  }

  void brokenFilesAreRefused_data() {
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("sentence");
    const auto row = [](const char* name, const std::string& bytes, const char* sentence) {
      QTest::newRow(name) << QByteArray::fromStdString(bytes) << sentence;
    };
    const auto with = [](const char* fields) { return std::string(R"({"a":)") + fields + "}"; };
    const char* const lacks = "the header's entry \"a\" lacks a dtype, a shape or two data_offsets";
    row("good", bytes_of(good, 8), "accepted");
    row("no tensors", bytes_of("{}", 0), "accepted");
    row("empty", "", "the file is too short to be safetensors");
    row("seven bytes", std::string(7, ' '), "the file is too short to be safetensors");
    row("header longer than 100 MB", bytes_of("{}", 0, 100'000'001),
        "the header claims 100000001 bytes, more than the 100 MB allowed; is it safetensors?");
    row("header length of all ones", bytes_of("{}", 0, ~std::uint64_t{0}),
        "the header claims 18446744073709551615 bytes, more than the 100 MB allowed; is it safetensors?");
    row("header cut", bytes_of(good, 0, 1000), "the header is cut: 946 bytes are missing");
    row("no header", bytes_of("", 8), "the header is not JSON");
    row("no JSON", bytes_of("{\"a\":", 0), "the header is not JSON");
    row("two objects", bytes_of("{}{}", 0), "the header is not JSON");
    row("bytes that are no text", bytes_of("\xff\xfe{}", 0), "the header is not JSON");
    row("a name that is no UTF-8", bytes_of("{\"\xff\":{}}", 0), "the header is not JSON");
    row("an array", bytes_of("[1]", 0), "the header is not a JSON object");
    row("a number", bytes_of("3", 0), "the header is not a JSON object");
    row("a space in front", bytes_of(" {}", 0), "the header does not start with {");
    row("deep nesting", bytes_of(deep(50'000), 0), "the header is nested too deep");
    row("four levels", bytes_of(deep(3), 0), "the header is nested too deep");
    row("a name twice", bytes_of(R"({"a":{"dtype":"F32","shape":[0],"data_offsets":[0,0]},"a":{}})", 0),
        "\"a\" stands there twice");
    row("a field twice", bytes_of(with(R"({"dtype":"F32","dtype":"F16","shape":[0],"data_offsets":[0,0]})"), 0),
        "\"dtype\" stands there twice");
    row("metadata twice", bytes_of(R"({"__metadata__":{},"__metadata__":{}})", 0),
        "\"__metadata__\" stands there twice");
    row("a text of metadata twice", bytes_of(R"({"__metadata__":{"k":"1","k":"2"}})", 0), "\"k\" stands there twice");
    row("entry is no object", bytes_of(R"({"a":3})", 0), "the header's entry \"a\" is not an object");
    row("entry is a list", bytes_of(R"({"a":[]})", 0), "the header's entry \"a\" is not an object");
    row("metadata of numbers", bytes_of(R"({"__metadata__":{"k":1}})", 0), "__metadata__.k is not a text");
    row("metadata of objects", bytes_of(R"({"__metadata__":{"k":{}}})", 0), "__metadata__.k is not a text");
    row("metadata of nothing", bytes_of(R"({"__metadata__":null})", 0),
        "the header's entry \"__metadata__\" is not an object");
    row("unknown type", bytes_of(with(R"({"dtype":"F7","shape":[2],"data_offsets":[0,8]})"), 8),
        "\"a\" has the unknown type F7");
    row("unknown field", bytes_of(with(R"({"dtype":"F32","shape":[2],"data_offsets":[0,8],"x":1})"), 8),
        "the header's entry \"a\" has the unknown field \"x\"");
    row("type of a number", bytes_of(with(R"({"dtype":7,"shape":[2],"data_offsets":[0,8]})"), 8), lacks);
    row("no shape", bytes_of(with(R"({"dtype":"F32","data_offsets":[0,8]})"), 8), lacks);
    row("shape of an object", bytes_of(with(R"({"dtype":"F32","shape":{"x":2},"data_offsets":[0,8]})"), 8), lacks);
    row("negative side", bytes_of(with(R"({"dtype":"F32","shape":[-2],"data_offsets":[0,8]})"), 8), lacks);
    row("fractional side", bytes_of(with(R"({"dtype":"F32","shape":[2.0],"data_offsets":[0,8]})"), 8), lacks);
    row("side of a text", bytes_of(with(R"({"dtype":"F32","shape":["2"],"data_offsets":[0,8]})"), 8), lacks);
    row("three offsets", bytes_of(with(R"({"dtype":"F32","shape":[2],"data_offsets":[0,4,8]})"), 8), lacks);
    row("side beyond 63 bits",
        bytes_of(with(R"({"dtype":"F32","shape":[18446744073709551615],"data_offsets":[0,8]})"), 8), lacks);
    std::string sides = "{\"dtype\":\"F32\",\"data_offsets\":[0,4],\"shape\":[1";
    for (int i = 1; i < 65; ++i) sides += ",1";
    sides += "]}";
    row("65 sides", bytes_of(with(sides.c_str()), 4), lacks);
    row("offsets backwards", bytes_of(with(R"({"dtype":"F32","shape":[2],"data_offsets":[8,0]})"), 8),
        "\"a\" of shape [2] does not fit its byte range");
    row("shape too small", bytes_of(with(R"({"dtype":"F32","shape":[1],"data_offsets":[0,8]})"), 8),
        "\"a\" of shape [1] does not fit its byte range");
    row("overflowing shape",
        bytes_of(with(R"({"dtype":"F32","shape":[4294967296,4294967296,4],"data_offsets":[0,0]})"), 0),
        "\"a\" of shape [4294967296, 4294967296, 4] does not fit its byte range");
    row("cut data", bytes_of(good, 5), "the file is cut: 3 bytes are missing, from \"a\" on");
    row("trailing bytes", bytes_of(good, 9), "1 bytes follow the last tensor, which belong to nothing");
    row("hole", bytes_of(with(R"({"dtype":"F32","shape":[2],"data_offsets":[4,12]})"), 12),
        "a hole of 4 bytes lies before \"a\"");
    row("overlap",
        bytes_of(R"({"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},)"
                 R"("b":{"dtype":"F32","shape":[2],"data_offsets":[4,12]}})",
                 12),
        "\"b\" overlaps the tensor before it");
    row("a name that would write on a terminal", bytes_of("{\"\\u001b[2J\\u0007\":3}", 0),
        "the header's entry \"?[2J?\" is not an object");
  }
  void brokenFilesAreRefused() {
    QFETCH(QByteArray, bytes);
    QFETCH(QString, sentence);
    QCOMPARE(QString::fromStdString(koma::test::refusal_of(bytes.toStdString())), sentence);
  }

  void manyTinyEntriesCostNoMoreThanTheFile() {
    // Given 24 MB of entries without data: as a tree of JSON they would need ten times that.
    std::string header = "{";
    const std::string fields = R"({"dtype":"U8","shape":[0],"data_offsets":[0,0]})";
    for (int i = 0; i < 400'000; ++i) header += (i > 0 ? ",\"" : "\"") + std::to_string(i) + "\":" + fields;
    QCOMPARE(koma::test::refusal_of(bytes_of(header + "}", 0)),
             std::string("the file's description would need more memory than the file is long"));
  }
};

QTEST_GUILESS_MAIN(SafetensorsIndexTest)
#include "safetensors_index_test.moc"
