// SPDX-License-Identifier: Apache-2.0
#include <QTemporaryDir>
#include <QtTest>

#include <cstdlib>
#include <filesystem>

#include "engine/api/request_json.h"
#include "engine/pipelines/local_generator.h"
#include "engine/tensors/safetensors_writer.h"
#include "tests/support/clip_sized.h"
#include "tests/support/compare_tensors.h"
#include "tests/support/diffsensei_fixture.h"

using namespace koma;
namespace fs = std::filesystem;

namespace {

/// Of the final latents' standard deviation, in float32 on a CPU (specs/request.md).
constexpr double latent_tolerance = 1e-3;
constexpr double decoded_tolerance = 1e-3;

/// tests/data/pipelines, or another recording of tests/reference/make_reference_pipelines.py.
fs::path recordings() {
  const char* other = std::getenv("KOMA_PIPELINES");
  return other != nullptr ? fs::path(other) : fs::path(KOMA_TEST_DATA) / "pipelines";
}

/// The last event of a job.
api::GenerationEvent outcome_of(pipelines::LocalGenerator& generator, const api::GenerationRequest& request) {
  std::vector<api::GenerationEvent> events;
  api::PreviewSlot slot;
  generator.run(request, [&](const api::GenerationEvent& event) { events.push_back(event); }, slot, {});
  return events.back();
}

}  // namespace

/// Whole pictures against diffusers' pipelines: checkpoint folder, request as JSON, last latents as a file.
class ReferencePipelinesTest : public QObject {
  Q_OBJECT

  QTemporaryDir scratch_;

  /// A nine-channel checkpoint is the plain one with another unet.
  fs::path checkpoint_of(const QString& family, const QString& name) const {
    const fs::path plain = recordings() / family.toStdString();
    if (name != "inpaint_nine") return plain;
    const fs::path composed = fs::path(scratch_.path().toStdString()) / "inpaint";
    fs::create_directories(composed);
    for (const auto& item : fs::directory_iterator(plain)) {
      const std::string part = item.path().filename().string();
      if (part == "unet") continue;
      const fs::path link = composed / (part == "inpaint_unet" ? "unet" : part);
      if (!fs::exists(link)) fs::create_symlink(item.path(), link);
    }
    return composed;
  }

  pipelines::LocalGeneratorOptions options_for(const fs::path& latents) const {
    pipelines::LocalGeneratorOptions options{api::ModelCatalog({})};
    options.dtype = at::kFloat;
    options.threads = 1;
    options.latents_out = latents;
    return options;
  }

 private Q_SLOTS:
  void the_last_latents_are_the_reference_s_data() {
    QTest::addColumn<QString>("family");
    QTest::addColumn<QString>("name");
    for (const char* family : {"sd1", "sd2", "sdxl"}) {
      const auto cases = test::read_json(recordings() / family / "cases.json");
      for (const auto& item : cases.items()) {
        const std::string row = std::string(family) + " " + item.key();
        QTest::newRow(row.c_str()) << family << QString::fromStdString(item.key());
      }
    }
  }
  void the_last_latents_are_the_reference_s() {
    QFETCH(QString, family);
    QFETCH(QString, name);
    const fs::path folder = recordings() / family.toStdString();
    const std::string key = name.toStdString();
    nlohmann::json object = test::read_json(folder / "cases.json")[key];
    object["schema"] = api::request_schema;
    api::GenerationRequest request = api::request_from_json(object, folder);
    request.model = checkpoint_of(family, name).string();
    const fs::path latents = fs::path(scratch_.path().toStdString()) / "latents.safetensors";
    pipelines::LocalGenerator generator(options_for(latents));

    const api::GenerationEvent last = outcome_of(generator, request);

    if (const auto* failed = std::get_if<api::Failed>(&last)) QFAIL(failed->text.c_str());
    QVERIFY(std::holds_alternative<api::Finished>(last));
    const auto recorded = tensors::read_safetensors(folder / "recorded.safetensors");
    const at::Tensor drawn = tensors::read_safetensors(latents).at("latents");
    KOMA_COMPARE_TENSORS(drawn, recorded.at(key + ".latents"), latent_tolerance);
  }

  void a_single_file_draws_what_the_folder_draws_data() {
    QTest::addColumn<QString>("family");
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("name");
    QTest::newRow("a pickled SD 1") << "sd1"
                                    << "single.ckpt"
                                    << "pndm";
    QTest::newRow("SDXL") << "sdxl"
                          << "single.safetensors"
                          << "euler";
  }
  void a_single_file_draws_what_the_folder_draws() {
    QFETCH(QString, family);
    QFETCH(QString, file);
    QFETCH(QString, name);
    const fs::path folder = recordings() / family.toStdString(), scratch = scratch_.path().toStdString();
    const std::string key = name.toStdString();
    nlohmann::json object = test::read_json(folder / "cases.json")[key];
    object["schema"] = api::request_schema;
    api::GenerationRequest request = api::request_from_json(object, folder);
    request.model = test::with_clip_vocabulary(folder / file.toStdString(), scratch / "single.safetensors").string();
    pipelines::LocalGeneratorOptions options = options_for(scratch / "latents.safetensors");
    options.clip_vocabulary = test::padded_vocabulary(folder / "tokenizer/merges.txt", scratch / "vocabulary.txt");
    pipelines::LocalGenerator generator(std::move(options));

    const api::GenerationEvent last = outcome_of(generator, request);

    if (const auto* failed = std::get_if<api::Failed>(&last)) QFAIL(failed->text.c_str());
    const at::Tensor drawn = tensors::read_safetensors(scratch / "latents.safetensors").at("latents");
    const auto recorded = tensors::read_safetensors(folder / "recorded.safetensors");
    KOMA_COMPARE_TENSORS(drawn, recorded.at(key + ".latents"), latent_tolerance);
  }

  void a_lora_folds_the_same_in_kohya_s_spelling_data() {
    QTest::addColumn<QString>("family");
    QTest::newRow("sd1") << "sd1";
    QTest::newRow("sdxl") << "sdxl";
  }
  void a_lora_folds_the_same_in_kohya_s_spelling() {
    QFETCH(QString, family);
    const fs::path folder = recordings() / family.toStdString(), scratch = scratch_.path().toStdString();
    nlohmann::json object = test::read_json(folder / "cases.json")["lora"];
    object["schema"] = api::request_schema;
    api::GenerationRequest request = api::request_from_json(object, folder);
    request.model = folder.string();
    // The same matrices; its alpha is half the rank.
    request.loras = {{folder / "lora_kohya.safetensors", 2 * request.loras.front().weight}};
    pipelines::LocalGenerator generator(options_for(scratch / "latents.safetensors"));

    QVERIFY(std::holds_alternative<api::Finished>(outcome_of(generator, request)));

    const at::Tensor drawn = tensors::read_safetensors(scratch / "latents.safetensors").at("latents");
    const auto recorded = tensors::read_safetensors(folder / "recorded.safetensors");
    KOMA_COMPARE_TENSORS(drawn, recorded.at("lora.latents"), latent_tolerance);
  }

  void without_its_lora_a_model_draws_as_before() {
    const fs::path folder = recordings() / "sd1", scratch = scratch_.path().toStdString();
    const auto cases = test::read_json(folder / "cases.json");
    const auto request_of = [&](const char* name) {
      nlohmann::json object = cases[name];
      object["schema"] = api::request_schema;
      api::GenerationRequest request = api::request_from_json(object, folder);
      request.model = folder.string();
      return request;
    };
    pipelines::LocalGenerator generator(options_for(scratch / "latents.safetensors"));
    const auto latents_of = [&](const char* name) {
      if (!std::holds_alternative<api::Finished>(outcome_of(generator, request_of(name)))) return at::Tensor();
      return tensors::read_safetensors(scratch / "latents.safetensors").at("latents");
    };
    const at::Tensor before = latents_of("pndm"), with = latents_of("lora"), after = latents_of("pndm");
    QVERIFY(before.defined() && with.defined() && after.defined());
    QVERIFY(at::equal(before, after));
    QVERIFY(!at::allclose(before, with));
  }

  void the_recorded_noise_does_what_the_seed_does() {
    const fs::path folder = recordings() / "sd1", scratch = scratch_.path().toStdString();
    const auto recorded = tensors::read_safetensors(folder / "recorded.safetensors");
    nlohmann::json object = test::read_json(folder / "cases.json")["euler_a"];
    object["schema"] = api::request_schema;
    api::GenerationRequest request = api::request_from_json(object, folder);
    request.model = folder.string();
    tensors::write_safetensors(scratch / "noise.safetensors", {{"noise", recorded.at("euler_a.noise")}});
    pipelines::LocalGeneratorOptions options = options_for(scratch / "latents.safetensors");
    options.initial_noise = scratch / "noise.safetensors";
    pipelines::LocalGenerator generator(std::move(options));

    QVERIFY(std::holds_alternative<api::Finished>(outcome_of(generator, request)));

    const at::Tensor drawn = tensors::read_safetensors(scratch / "latents.safetensors").at("latents");
    KOMA_COMPARE_TENSORS(drawn, recorded.at("euler_a.latents"), latent_tolerance);
  }
};

QTEST_GUILESS_MAIN(ReferencePipelinesTest)
#include "reference_pipelines_test.moc"
