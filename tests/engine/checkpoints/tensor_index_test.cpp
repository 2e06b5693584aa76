// SPDX-License-Identifier: Apache-2.0
#include "engine/checkpoints/tensor_index.h"

#include <QTemporaryDir>
#include <QTest>
#include <fstream>

#include "engine/base/error.h"

using namespace koma::checkpoints;

namespace {

const std::filesystem::path folder = KOMA_TEST_DATA "/pickles";

template <class Work>
std::string message_of(Work&& work) {
  try {
    work();
  } catch (const koma::Error& error) {
    return std::string(koma::to_string(error.code())) + ": " + error.sentence();
  }
  return "nothing was thrown";
}

}  // namespace

class TensorIndexTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  // tests/reference/make_reference_pickles.py: torch 2.11.0 wrote these files.
  void whatTorchSavesIsFound_data() {
    QTest::addColumn<QString>("file");
    for (const char* file : {"zip.pt", "legacy.pt", "protocol4.pt", "lightning.ckpt", "nested.bin", "embedding.pt",
                             "eights.pt", "pytorch_model-00001-of-00002.bin", "pytorch_model-00002-of-00002.bin"}) {
      QTest::newRow(file) << file;
    }
  }
  void whatTorchSavesIsFound() {
    QFETCH(QString, file);
    const std::string prefix = file.toStdString() + "/";
    const TensorIndex expected = read_tensor_index(folder / "expected.safetensors");
    const TensorIndex found = read_tensor_index(folder / file.toStdString());
    QCOMPARE(found.path, folder / file.toStdString());
    std::size_t count = 0;
    for (const auto& [name, tensor] : expected.tensors) {
      if (!name.starts_with(prefix)) continue;
      ++count;
      const auto same = found.tensors.find(name.substr(prefix.size()));
      QVERIFY2(same != found.tensors.end(), name.c_str());
      QCOMPARE(same->second.type, tensor.type);
      QCOMPARE(same->second.shape, tensor.shape);
    }
    QVERIFY(count > 0);
    QCOMPARE(found.tensors.size(), count);
  }

  void aShardedIndexFindsItsFiles() {
    const ShardedIndex index = read_sharded_index(folder / "pytorch_model.bin.index.json");
    QCOMPARE(index.files.size(), std::size_t(2));
    QVERIFY(index.files[0].tensors.contains("a.weight") && index.files[1].tensors.contains("b.bias"));
  }

  void brokenShardedIndicesAreRefused_data() {
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("sentence");
    const auto row = [](const char* name, const char* json, const char* sentence) {
      QTest::newRow(name) << QByteArray(json) << QString(sentence);
    };
    const char* const again = "; get the model again";
    const QString plain = QString("invalid_file: weight_map.a is no plain file name") + again;
    row("no JSON", "{", "invalid_file: is not JSON: syntax error at line 1, column 2; correct it there");
    row("deep", std::string(70, '[').c_str(), "invalid_file: nests deeper than 64 lists and objects");
    row("a list", "[]", "invalid_file: the index of the weights holds no weight_map; get the file again");
    row("no map", R"({"weight_map":[]})",
        "invalid_file: the index of the weights holds no weight_map; get the file again");
    row("nothing in it", R"({"weight_map":{}})",
        "invalid_file: the index of the weights names no file; get the file again");
    for (const char* name : {"../x", "/etc/passwd", "a/b", "..", ".", "", "a\\\\b", "a\\u0000b"}) {
      QTest::newRow(name) << QByteArray(R"({"weight_map":{"a":")") + name + "\"}}" << plain;
    }
    QTest::newRow("a number") << QByteArray(R"({"weight_map":{"a":1}})") << plain;
    row("a shard that is not there", R"({"weight_map":{"a":"x.bin"}})",
        "not_found: there is no file of weights here; choose or fetch the model again");
    row("a tensor that is not in its shard", R"({"weight_map":{"a":"one.bin"}})",
        "invalid_file: a is not in one.bin, the shard that the index names; get the model again");
  }
  void brokenShardedIndicesAreRefused() {
    QFETCH(QByteArray, json);
    QFETCH(QString, sentence);
    const QTemporaryDir place;
    const std::filesystem::path index = place.filePath("model.index.json").toStdString();
    std::filesystem::copy(folder / "pytorch_model-00001-of-00002.bin", index.parent_path() / "one.bin");
    std::ofstream(index, std::ios::binary) << json.toStdString();
    QCOMPARE(QString::fromStdString(message_of([&] { (void)read_sharded_index(index); })), sentence);
  }

  void whatTheMapGivesToNobodyIsLeftOut() {
    const QTemporaryDir place;
    const std::filesystem::path index = place.filePath("model.index.json").toStdString();
    std::filesystem::copy(folder / "pytorch_model-00002-of-00002.bin", index.parent_path() / "one.bin");
    std::ofstream(index) << R"({"weight_map":{"b.bias":"one.bin"}})";
    const ShardedIndex read = read_sharded_index(index);
    QCOMPARE(read.files.at(0).tensors.size(), std::size_t(1));
  }

  void filesThatAreNotThereAreNamed() {
    const char* const sentence = "not_found: there is no file of weights here; choose or fetch the model again";
    QCOMPARE(message_of([] { (void)read_tensor_index("/nowhere.bin"); }), std::string(sentence));
    QCOMPARE(message_of([] { (void)read_tensor_index(folder); }), std::string(sentence));
  }
};

QTEST_GUILESS_MAIN(TensorIndexTest)
#include "tensor_index_test.moc"
