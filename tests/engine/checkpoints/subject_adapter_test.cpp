// SPDX-License-Identifier: Apache-2.0
#include "engine/checkpoints/subject_adapter.h"

#include <QtTest>
#include <fstream>

#include "engine/base/error.h"
#include "engine/checkpoints/file_kind.h"
#include "tests/support/tensor_file.h"

using namespace koma::checkpoints;
namespace fs = std::filesystem;

namespace {

const fs::path checkpoint = fs::path(KOMA_TEST_DATA) / "msdiffusion/checkpoint";

QString refusal_of(const fs::path& path) {
  try {
    (void)read_subject_adapter(path);
  } catch (const koma::Error& error) {
    return QString::fromStdString(error.sentence());
  }
  return "taken";
}

StoredType type_of(const PartLayout& part, const std::string& name) {
  const StoredName& stored = part.tensors.at(name);
  return part.files.at(stored.file).tensors.at(stored.name).type;
}

}  // namespace

class SubjectAdapterFileTest : public QObject {
  Q_OBJECT

  QTemporaryDir folder_;
  [[nodiscard]] fs::path written(const char* name, const koma::test::Shapes& tensors) const {
    const fs::path file = fs::path(folder_.path().toStdString()) / name;
    koma::test::write_tensors(file, tensors);
    return file;
  }

 private Q_SLOTS:
  void both_types_of_numbers_are_read() {
    for (const auto& [file, type] :
         {std::pair("ms_adapter.bin", StoredType::f32), {"half_ms_adapter.bin", StoredType::f16}}) {
      const PartLayout part = read_subject_adapter(checkpoint / file);
      QVERIFY(part.shape("image_proj.grounding_latents") == (std::vector<std::int64_t>{1, 4, 128}));
      QVERIFY(part.shape("ms_adapter.33.to_v_ip.weight") == (std::vector<std::int64_t>{64, 72}));
      QVERIFY(part.shape("dummy_image_tokens") == (std::vector<std::int64_t>{1, 4, 72}));  // stored as a Parameter
      QCOMPARE(int(type_of(part, "image_proj.proj_in.weight")), int(type));
    }
  }

  void an_adapter_is_known_by_its_keys_and_tells_its_encoder() {
    for (const char* file : {"ms_adapter.bin", "half_ms_adapter.bin"}) {
      const TensorIndex index = read_tensor_index(checkpoint / file);
      QVERIFY(kind_of(index) == FileKind::subject_adapter && !foreign_model(index));
      QVERIFY(family_of(index, FileKind::subject_adapter) == Family::sdxl);
      QCOMPARE(encoder_width(read_subject_adapter(checkpoint / file)), std::int64_t(96));
    }
    const PartLayout odd = read_subject_adapter(
        written("odd.safetensors", {{"ms_adapter.1.to_k_ip.weight", {4, 4}}, {"image_proj.proj_in.weight", {4}}}));
    QVERIFY_THROWS_EXCEPTION(koma::Error, (void)encoder_width(odd));
  }

  void a_folder_means_the_usual_file_in_it() {
    QCOMPARE(read_subject_adapter(checkpoint).place, checkpoint / "ms_adapter.bin");
    QCOMPARE(refusal_of(checkpoint / "image_encoder"), QString("there is no such adapter; check the path"));
  }

  void a_file_of_another_kind_says_what_it_is() {
    QCOMPARE(refusal_of(written("ip.safetensors",
                                {{"image_proj.proj.weight", {4, 4}}, {"ip_adapter.1.to_k_ip.weight", {4, 4}}})),
             QString("this is an IP-Adapter; give MS-Diffusion's ms_adapter.bin"));
    QCOMPARE(refusal_of(checkpoint / "controlnet/diffusion_pytorch_model.safetensors"),
             QString("this is a ControlNet; give MS-Diffusion's ms_adapter.bin"));
    QCOMPARE(refusal_of(written("any.safetensors", {{"a.b", {4, 4}}, {"c", {4, 4}}})),
             QString("no tensor in it belongs to an adapter; give MS-Diffusion's ms_adapter.bin"));
    QCOMPARE(refusal_of(written("torn.safetensors", {{"ms_adapter.1.to_k_ip.weight", {4, 4}}})),
             QString("its resampler (image_proj) is missing, which turns pictures into tokens; get the adapter again"));
  }

  void an_encoder_is_a_folder_with_its_config() {
    QCOMPARE(read_subject_encoder(checkpoint / "image_encoder").config["hidden_size"].get<int>(), 96);
    const fs::path bare = fs::path(folder_.path().toStdString()) / "bare";
    koma::test::write_tensors(bare / "model.safetensors", {{"a", {1}}});
    for (const fs::path& place : {bare, checkpoint / "ms_adapter.bin", checkpoint}) {
      QVERIFY_THROWS_EXCEPTION(koma::Error, (void)read_subject_encoder(place));
    }
  }
};

QTEST_GUILESS_MAIN(SubjectAdapterFileTest)
#include "subject_adapter_test.moc"
