// SPDX-License-Identifier: Apache-2.0
#include "engine/training/diffsensei/sharded_writer.h"

#include <ATen/ATen.h>

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include "engine/tensors/weight_sources.h"

using namespace koma;

class ShardedWriterTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void few_tensors_are_one_file_and_many_are_shards_that_read_alike() {
    std::map<std::string, at::Tensor> tensors;
    for (int i = 0; i < 5; ++i) tensors["layer." + std::to_string(i)] = at::full({10, 10}, double(i));
    tensors["bf16"] = at::ones({7}, at::kBFloat16);
    const tensors::MapSource source(tensors);
    QTemporaryDir one, many;
    training::write_sharded(one.path().toStdString(), "model", source);
    QCOMPARE(QDir(one.path()).entryList(QDir::Files), QStringList{"model.safetensors"});
    training::write_sharded(many.path().toStdString(), "model", source, 900);  // two tensors of 400 bytes each
    const QStringList files = QDir(many.path()).entryList(QDir::Files, QDir::Name);
    QCOMPARE(files, (QStringList{"model-00001-of-00003.safetensors", "model-00002-of-00003.safetensors",
                                 "model-00003-of-00003.safetensors", "model.safetensors.index.json"}));
    for (const QTemporaryDir* folder : {&one, &many}) {
      const auto read = tensors::open_weights(folder->path().toStdString());
      QCOMPARE(read->names().size(), tensors.size());
      for (const auto& [name, tensor] : tensors) {
        QVERIFY(at::equal(read->read(name, {}, {}), tensor));
        QVERIFY(read->find(name)->dtype == tensor.scalar_type());
      }
    }
  }
};

QTEST_APPLESS_MAIN(ShardedWriterTest)
#include "sharded_writer_test.moc"
