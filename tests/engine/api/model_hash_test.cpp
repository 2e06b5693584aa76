// SPDX-License-Identifier: Apache-2.0
#include "engine/api/model_hash.h"

#include <QtTest>

#include "engine/base/error.h"
#include "engine/base/sha256.h"
#include "tests/support/recorded_layout.h"

using namespace koma::api;
using namespace koma::test;
namespace fs = std::filesystem;

namespace {

std::string hash_of(const std::string& text) {
  return koma::sha256({reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
}

}  // namespace

class ModelHashTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void a_diffsensei_folder_has_the_hash_that_recipes_carry() {
    QTemporaryDir folder;
    const fs::path root = folder.path().toStdString();
    write_text(root / "komawari.json", "{}");
    write_text(root / "image_generator/unet/a.txt", "abc");
    write_text(root / "README.md", "not part of it");
    const std::string list =
        "image_generator/unet/a.txt 3 " + hash_of("abc") + "\nkomawari.json 2 " + hash_of("{}") + "\n";
    QCOMPARE(model_hash(root), hash_of(list));
  }

  void of_a_diffusers_folder_only_what_is_loaded_counts() {
    QTemporaryDir folder;
    const fs::path root = folder.path().toStdString();
    write_checkpoint_folder(root, recorded_layout("sd1"));
    const std::string hash = model_hash(root);
    write_text(root / "README.md", "words");
    write_text(root / "unet/diffusion_pytorch_model.fp16.safetensors", "a variant that is not taken");
    QCOMPARE(model_hash(root), hash);
    write_text(root / "scheduler/scheduler_config.json", R"({"_class_name": "PNDMScheduler"})");
    QVERIFY(model_hash(root) != hash);
  }

  void of_a_large_file_only_size_and_ends_count() {
    QTemporaryDir folder;
    const fs::path file = folder.filePath("large.safetensors").toStdString();
    write_text(file, "start");
    QCOMPARE(model_hash(file), hash_of("start"));
    const auto size = std::uintmax_t(65) << 20;
    fs::resize_file(file, size);
    std::string ends("start");
    ends.resize(2 << 20, '\0');
    QCOMPARE(model_hash(file), hash_of(std::to_string(size) + " " + hash_of(ends) + "\n"));
  }

  void it_can_be_stopped_between_files() {
    QTemporaryDir folder;
    const fs::path root = folder.path().toStdString();
    write_text(root / "image_generator/a", "abc");
    write_text(root / "image_generator/b", "defg");
    std::vector<std::uint64_t> told;
    const std::string hash = model_hash(root, [&](std::uint64_t done, std::uint64_t all) {
      told.insert(told.end(), {done, all});
      return done == 0;
    });
    QCOMPARE(hash, std::string());
    QVERIFY(told == std::vector<std::uint64_t>({0, 7, 3, 7}));
    QVERIFY_THROWS_EXCEPTION(koma::Error, (void)model_hash(root / "nowhere"));
  }
};

QTEST_GUILESS_MAIN(ModelHashTest)
#include "model_hash_test.moc"
