// SPDX-License-Identifier: Apache-2.0
// A drawing whose steps are recorded and replayed, on a CPU with a recorder of ours.
#include <QTemporaryDir>
#include <QTest>

#include <filesystem>

#include "engine/api/request_json.h"
#include "engine/pipelines/local_generator.h"
#include "tests/support/compare_tensors.h"
#include "tests/support/fake_step_graph.h"

using namespace koma;
namespace fs = std::filesystem;

class RecordedStepsTest final : public QObject {
  Q_OBJECT

  QTemporaryDir scratch_;

  /// Draws a recorded case of the small pipelines. → latents, notes
  std::pair<at::Tensor, std::vector<std::string>> drawn(const std::string& family, const std::string& name,
                                                        tensors::StepRecorder recorder) {
    const fs::path folder = fs::path(KOMA_TEST_DATA) / "pipelines" / family;
    nlohmann::json object = test::read_json(folder / "cases.json")[name];
    object["schema"] = api::request_schema;
    api::GenerationRequest request = api::request_from_json(object, folder);
    request.model = folder.string();
    // Steps with and without the negative prompt.
    request.guidance_end = 0.6;
    pipelines::LocalGeneratorOptions options{api::ModelCatalog({})};
    options.dtype = at::kFloat;
    options.memory = pipelines::MemoryWish::keep;
    options.latents_out = fs::path(scratch_.path().toStdString()) / "latents.safetensors";
    pipelines::LocalGenerator generator(options);
    api::PreviewSlot slot;
    std::pair<at::Tensor, std::vector<std::string>> result;
    tensors::set_step_recorder(recorder);
    test::recorded = test::replayed = 0;
    generator.run(request,
                  [&](const api::GenerationEvent& event) {
                    const auto* finished = std::get_if<api::Finished>(&event);
                    if (finished == nullptr) return;
                    result = {tensors::read_safetensors(options.latents_out).at("latents"), finished->notes};
                  },
                  slot, {});
    tensors::set_step_recorder(nullptr);
    return result;
  }

 private Q_SLOTS:
  void replayed_steps_draw_the_same_bits_data() {
    QTest::addColumn<QString>("family");
    QTest::addColumn<QString>("name");
    for (const char* family : {"sd1", "sdxl"}) {
      const auto cases = test::read_json(fs::path(KOMA_TEST_DATA) / "pipelines" / family / "cases.json");
      for (const auto& item : cases.items()) {
        if (item.key() == "inpaint_nine") continue;  // a checkpoint that another test composes
        const std::string row = std::string(family) + " " + item.key();
        QTest::newRow(row.c_str()) << family << QString::fromStdString(item.key());
      }
    }
  }
  void replayed_steps_draw_the_same_bits() {
    QFETCH(QString, family);
    QFETCH(QString, name);
    const auto plain = drawn(family.toStdString(), name.toStdString(), nullptr);
    const auto replayed = drawn(family.toStdString(), name.toStdString(), test::record);
    QVERIFY(plain.first.defined() && replayed.first.defined());
    QVERIFY(test::recorded > 0 && test::replayed >= test::recorded);
    QVERIFY(at::equal(plain.first, replayed.first));
    QVERIFY(plain.second == replayed.second);
  }

  void a_device_that_cannot_record_draws_the_same_bits_and_says_so_once() {
    const auto plain = drawn("sd1", "pndm", nullptr), refused = drawn("sd1", "pndm", test::refuse_to_record);
    QVERIFY(plain.first.defined() && refused.first.defined());
    QVERIFY(at::equal(plain.first, refused.first));
    QCOMPARE(test::recorded, 1);
    QCOMPARE(refused.second.size(), plain.second.size() + 1);
  }
};

QTEST_GUILESS_MAIN(RecordedStepsTest)
#include "recorded_steps_test.moc"
