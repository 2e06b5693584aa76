// SPDX-License-Identifier: Apache-2.0
#include "engine/api/model_catalog.h"

#include <QtTest>
#include <fstream>

#include "engine/base/error.h"

using namespace koma::api;
namespace fs = std::filesystem;

namespace {

void write(const fs::path& file, const std::string& text) {
  fs::create_directories(file.parent_path());
  std::ofstream(file) << text;
}

/// A folder that looks like a checkpoint from outside.
fs::path checkpoint(const fs::path& parent, const std::string& id) {
  const fs::path generator = parent / id / "image_generator";
  write(generator / "model_index.json", "{}");
  for (const char* part : {"unet", "vae"}) write(generator / part / "diffusion_pytorch_model.safetensors", "");
  for (const char* part : {"text_encoder_2", "image_proj_model", "clip_image_encoder"}) {
    write(generator / part / "model.safetensors", "");
  }
  return parent / id;
}

}  // namespace

class ModelCatalogTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void a_checkpoint_is_found_by_id_and_by_folder() {
    QTemporaryDir folder;
    const fs::path root = folder.path().toStdString();
    const fs::path mini = checkpoint(root, "mini");
    write(mini / "komawari.json", R"({"name": "Mini", "native_area": 65536, "controls": {}})");
    const ModelCatalog catalog({root});
    const ModelEntry entry = catalog.find("mini");
    QCOMPARE(entry.name, std::string("Mini"));
    QCOMPARE(entry.native_area, 65536);
    QVERIFY(entry.abilities.controls && entry.abilities.characters);
    QVERIFY(catalog.find(mini.string()) == entry);
  }

  void the_first_folder_wins() {
    QTemporaryDir first, second;
    (void)checkpoint(first.path().toStdString(), "mini");
    (void)checkpoint(second.path().toStdString(), "mini");
    (void)checkpoint(second.path().toStdString(), "other");
    const ModelCatalog catalog({first.path().toStdString(), second.path().toStdString(), "/nowhere"});
    QCOMPARE(catalog.entries().size(), std::size_t(2));
    QCOMPARE(catalog.find("mini").folder.parent_path().string(), first.path().toStdString());
  }

  void a_checkpoint_that_cannot_be_loaded_says_why() {
    QTemporaryDir folder;
    const fs::path root = folder.path().toStdString();
    fs::remove(checkpoint(root, "half") / "image_generator/unet/diffusion_pytorch_model.safetensors");
    QCOMPARE(inspect_model(root / "half").problem, std::string("the weights of unet are missing"));
    write(root / "half/image_generator/unet/pytorch_model.bin", "");
    QVERIFY(inspect_model(root / "half").problem.find("convert it to safetensors") != std::string::npos);
    QVERIFY_THROWS_EXCEPTION(koma::Error, (void)ModelCatalog({root}).find("half"));

    write(checkpoint(root, "broken") / "komawari.json", "{\"name\": 7}");
    QVERIFY(!inspect_model(root / "broken").problem.empty());
  }

  void an_unknown_model_is_an_error_that_lists_the_known_ones() {
    QTemporaryDir folder;
    (void)checkpoint(folder.path().toStdString(), "mini");
    try {
      (void)ModelCatalog({folder.path().toStdString()}).find("maxi");
      QFAIL("no error");
    } catch (const koma::Error& error) {
      QVERIFY(error.code() == koma::ErrorCode::not_found);
      QVERIFY(error.sentence().find("known are mini") != std::string::npos);
    }
  }
};

QTEST_GUILESS_MAIN(ModelCatalogTest)
#include "model_catalog_test.moc"
