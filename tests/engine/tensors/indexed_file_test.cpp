// SPDX-License-Identifier: Apache-2.0
#include "engine/tensors/indexed_file.h"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>

#include <QTemporaryDir>
#include <QTest>
#include <algorithm>
#include <fstream>

#include "engine/base/error.h"
#include "engine/tensors/safetensors_writer.h"
#include "engine/tensors/weight_sources.h"

using namespace koma::tensors;

namespace {

const std::filesystem::path folder = KOMA_TEST_DATA "/pickles";

template <class Work>
std::string message_of(Work&& work) {
  try {
    work();
  } catch (const koma::Error& error) {
    return error.sentence();
  }
  return "nothing was thrown";
}

/// Equal type, shape and numbers.
bool same(const at::Tensor& a, const at::Tensor& b) {
  return a.scalar_type() == b.scalar_type() && a.sizes() == b.sizes() &&
         (a.numel() == 0 || std::memcmp(a.contiguous().data_ptr(), b.contiguous().data_ptr(), a.nbytes()) == 0);
}

}  // namespace

class IndexedFileTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  // tests/reference/make_reference_pickles.py: views, shared storages, every type, as torch 2.11.0 wrote them.
  void whatTorchSavedIsReadToTheLastBit_data() {
    QTest::addColumn<QString>("file");
    for (const char* file : {"zip.pt", "legacy.pt", "protocol4.pt", "lightning.ckpt", "nested.bin", "embedding.pt",
                             "eights.pt", "pytorch_model-00002-of-00002.bin"}) {
      QTest::newRow(file) << file;
    }
  }
  void whatTorchSavedIsReadToTheLastBit() {
    QFETCH(QString, file);
    const IndexedFile expected(folder / "expected.safetensors");
    const IndexedFile read(folder / file.toStdString());
    for (const std::string& name : read.names()) {
      const at::Tensor tensor = read.read(name, {}, {});
      QVERIFY2(tensor.is_contiguous(), name.c_str());
      QVERIFY2(same(tensor, expected.read(file.toStdString() + "/" + name, {}, {})), name.c_str());
    }
  }

  // tests/data/diffsensei/reader: the forms in which the public release and its training save their dictionaries.
  void whatDiffSenseiSavedIsReadToTheLastBit_data() {
    QTest::addColumn<QString>("form");
    QTest::addColumn<int>("tensors");
    QTest::newRow("a scalar and an empty tensor") << "plain_dict" << 4;
    QTest::newRow("an ordered dictionary with _metadata") << "ordered_metadata" << 4;
    QTest::newRow("parameters") << "parameters" << 2;
    QTest::newRow("views of one storage") << "views" << 5;
    QTest::newRow("every type") << "dtypes" << 9;
    QTest::newRow("dictionaries in a dictionary") << "nested" << 4;
    QTest::newRow("names with module.") << "module_prefix" << 2;
    QTest::newRow("a storage of a GPU") << "gpu_tag" << 1;
  }
  void whatDiffSenseiSavedIsReadToTheLastBit() {
    QFETCH(QString, form);
    QFETCH(int, tensors);
    const auto reader = std::filesystem::path(KOMA_TEST_DATA) / "diffsensei" / "reader";
    const IndexedFile expected(reader / "expected.safetensors");
    const IndexedFile read(reader / (form.toStdString() + ".bin"));
    QCOMPARE(
        int(std::ranges::count_if(expected.names(),
                                  [&](const std::string& name) { return name.starts_with(form.toStdString() + "/"); })),
        tensors);
    QCOMPARE(int(read.names().size()), tensors);
    for (const std::string& name : read.names()) {
      const at::Tensor tensor = read.read(name, {}, {});
      QVERIFY2(same(tensor, expected.read(form.toStdString() + "/" + name, {}, {})), name.c_str());
    }
  }

  // Both forms of a part hold the same numbers, so that whatever is proven with one holds for the other.
  void aPickledPartIsItsSafetensors_data() {
    QTest::addColumn<QString>("part");
    for (const char* part : {"unet", "image_proj_model", "magi_image_encoder"}) QTest::newRow(part) << part;
  }
  void aPickledPartIsItsSafetensors() {
    QFETCH(QString, part);
    const auto data = std::filesystem::path(KOMA_TEST_DATA) / "diffsensei";
    const auto plain = open_weights(data / "checkpoint/image_generator" / part.toStdString());
    const IndexedFile pickled(data / "pickled" / part.toStdString() / "pytorch_model.bin");
    QCOMPARE(pickled.names(), plain->names());
    for (const std::string& name : pickled.names())
      QVERIFY2(same(pickled.read(name, {}, {}), plain->read(name, {}, {})), name.c_str());
  }

  void aFileOfManyPiecesIsConvertedWhileItIsRead() {
    // Given a tensor of several pieces, large enough for a second thread, and one with a rest.
    const std::map<std::string, at::Tensor> tensors{{"large", at::randn({3, 1 << 20}).to(at::kHalf)},
                                                    {"small", at::randn({5, 7}).to(at::kHalf)},
                                                    {"double", at::randn({4}, at::kDouble)},
                                                    {"ids", at::arange(9)}};
    write_safetensors(path("many.safetensors"), tensors);
    const IndexedFile file(path("many.safetensors"));
    at::set_num_threads(2);

    // When they are read in other types, then they are what torch makes of them.
    for (const at::ScalarType type : {at::kBFloat16, at::kFloat, at::kHalf}) {
      for (const auto& [name, tensor] : tensors) {
        const at::Tensor expected = name == "ids" ? tensor : tensor.to(type);
        QVERIFY2(same(file.read_as(name, {}, {}, type), expected), name.c_str());
      }
    }
    at::set_num_threads(1);
  }

  void aFileThatShrinksIsAnErrorThatNamesTheTensor() {
    const std::string place = path("shrinks.safetensors");
    write_safetensors(place, {{"a", at::ones({100'000})}});
    const IndexedFile file(place);
    QVERIFY(QFile::resize(QString::fromStdString(place), 100));
    const std::string sentence = "the tensor a cannot be read; check the disk and get the file again";
    QCOMPARE(message_of([&] { (void)file.read("a", {}, {}); }), sentence);
    QCOMPARE(message_of([&] { (void)file.read_as("a", {}, {}, at::kBFloat16); }), sentence);
  }

  void foldersOpenWhateverTheyHold_data() {
    QTest::addColumn<QStringList>("files");
    QTest::addColumn<QString>("opened");
    const auto row = [](const QStringList& files, const char* opened) {
      QTest::newRow(opened) << files << QString(opened);
    };
    const char* const plain = "diffusion_pytorch_model.safetensors";
    row({plain, "diffusion_pytorch_model.fp16.safetensors", "diffusion_pytorch_model.bin"}, plain);
    row({"pytorch_model.bin", "model.fp16.safetensors"}, "pytorch_model.bin");
    row({"model.fp16.safetensors", "config.json"}, "model.fp16.safetensors");
    row({"diffusion_pytorch_model.fp16.bin"}, "diffusion_pytorch_model.fp16.bin");
    row({"model.non_ema.safetensors", "model.fp16.safetensors"}, "model.fp16.safetensors");
  }
  void foldersOpenWhateverTheyHold() {
    QFETCH(QStringList, files);
    QFETCH(QString, opened);
    const QTemporaryDir place;
    for (const QString& file : files) {
      write_safetensors(place.filePath(file).toStdString(), {{"a", at::ones({1})}});
    }
    QCOMPARE(open_weights(place.path().toStdString())->place(), place.filePath(opened).toStdString());
  }

  void shardsOfPicklesAreLayered() {
    const QTemporaryDir place;
    for (const char* file :
         {"pytorch_model-00001-of-00002.bin", "pytorch_model-00002-of-00002.bin", "pytorch_model.bin.index.json"}) {
      std::filesystem::copy(folder / file, std::filesystem::path(place.path().toStdString()) / file);
    }
    QCOMPARE(open_weights(place.path().toStdString())->names(),
             (std::vector<std::string>{"a.weight", "b.bias", "b.weight"}));
  }

  void anEmptyFolderIsTold() {
    QCOMPARE(message_of([&] { (void)open_weights(path("")); }),
             std::string("the folder holds no weights (.safetensors or .bin); get the model again"));
  }

 private:
  std::string path(const char* name) const { return folder_.filePath(name).toStdString(); }

  QTemporaryDir folder_;
};

QTEST_GUILESS_MAIN(IndexedFileTest)
#include "indexed_file_test.moc"
