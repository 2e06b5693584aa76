// SPDX-License-Identifier: Apache-2.0
#include "engine/pipelines/local_generator.h"

#include <ATen/ATen.h>

#include <QtTest>

#include "engine/base/picture_file.h"
#include "engine/tensors/safetensors_writer.h"
#include "tests/support/compare_tensors.h"

using namespace koma::pipelines;
using namespace koma::api;
namespace fs = std::filesystem;

namespace {

const fs::path checkpoint = koma::test::fixture_folder / "checkpoint";

LocalGeneratorOptions options() {
  LocalGeneratorOptions result{ModelCatalog({koma::test::fixture_folder})};
  result.threads = 1;
  return result;
}

GenerationRequest small_request() {
  GenerationRequest request;
  request.model = checkpoint.string();
  request.prompt = "A man with black hair talking with an older man with white hair";
  request.width = 96;
  request.height = 64;
  request.steps = 4;
  request.seed = 7;
  PlacedCharacter character;
  character.references = {{koma::test::fixture_folder / "images/small.png", {}}};
  character.box = {0.1f, 0.05f, 0.6f, 0.95f};
  request.characters = {character};
  request.dialog_boxes = {{0.6f, 0.05f, 0.95f, 0.3f}};
  return request;
}

/// Everything a job said, and the contract it must keep.
struct Recording {
  std::vector<GenerationEvent> events;

  template <class T>
  [[nodiscard]] int count() const {
    int found = 0;
    for (const GenerationEvent& event : events) found += std::holds_alternative<T>(event);
    return found;
  }
  template <class T>
  [[nodiscard]] const T& last() const {
    return std::get<T>(events.back());
  }
  [[nodiscard]] bool keeps_the_contract() const {
    const int ends = count<Finished>() + count<Failed>() + count<Cancelled>();
    if (events.empty() || ends != 1 || std::holds_alternative<Progress>(events.back())) return false;
    if (events.size() > 1 && (!std::holds_alternative<Started>(events.front()) || count<Started>() != 1)) return false;
    int before = 0;
    for (const GenerationEvent& event : events) {
      const auto* progress = std::get_if<Progress>(&event);
      if (progress && progress->step <= before) return false;
      if (progress) before = progress->step;
    }
    return true;
  }
};

Recording run(Generator& generator, const GenerationRequest& request, PreviewSlot* slot = nullptr) {
  Recording recording;
  PreviewSlot unused;
  generator.run(request, [&](const GenerationEvent& event) { recording.events.push_back(event); },
                slot ? *slot : unused, {});
  return recording;
}

std::string failure(const GenerationRequest& request) {
  LocalGenerator generator(options());
  const Recording recording = run(generator, request);
  if (!recording.keeps_the_contract() || !recording.count<Failed>()) return "no failure";
  return recording.last<Failed>().text;
}

}  // namespace

class LocalGeneratorTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void a_job_starts_makes_progress_and_finishes_once() {
    LocalGenerator generator(options());
    const Recording recording = run(generator, small_request());
    QVERIFY(recording.keeps_the_contract());
    QCOMPARE(recording.count<Progress>(), 4);
    QCOMPARE(recording.count<Finished>(), 1);
    const Finished& finished = recording.last<Finished>();
    QCOMPARE(finished.pictures.size(), std::size_t(1));
    QCOMPARE(finished.pictures[0].image.width(), 96);
    QCOMPARE(finished.pictures[0].image.height(), 64);
  }

  void the_same_request_and_the_recipe_make_the_same_bytes() {
    LocalGenerator first(options()), second(options());
    const Finished once = run(first, small_request()).last<Finished>();
    const Finished twice = run(second, small_request()).last<Finished>();
    QVERIFY(koma::encode_png(once.pictures[0].image) == koma::encode_png(twice.pictures[0].image));
    QVERIFY(once.pictures[0].recipe == twice.pictures[0].recipe);
    const Finished again = run(second, once.pictures[0].recipe.request).last<Finished>();
    QVERIFY(again.pictures[0].image == once.pictures[0].image);
    GenerationRequest other = small_request();
    other.seed = 8;
    QVERIFY(!(run(first, other).last<Finished>().pictures[0].image == once.pictures[0].image));
  }

  void every_picture_of_several_has_a_recipe_that_makes_it_alone() {
    LocalGenerator generator(options());
    GenerationRequest request = small_request();
    request.count = 3;
    const Recording recording = run(generator, request);
    QVERIFY(recording.keeps_the_contract());
    QCOMPARE(recording.count<Progress>(), 12);
    const Finished finished = recording.last<Finished>();
    QCOMPARE(finished.pictures.size(), std::size_t(3));
    QVERIFY(!(finished.pictures[0].image == finished.pictures[2].image));
    const Finished alone = run(generator, finished.pictures[2].recipe.request).last<Finished>();
    QVERIFY(alone.pictures[0].image == finished.pictures[2].image);
  }

  void a_missing_seed_is_drawn_and_recorded() {
    LocalGenerator generator(options());
    GenerationRequest request = small_request();
    request.seed.reset();
    const Finished finished = run(generator, request).last<Finished>();
    const Recipe& recipe = finished.pictures[0].recipe;
    QVERIFY(recipe.request.seed.has_value());
    QCOMPARE(recipe.model_hash.size(), std::size_t(64));
    QCOMPARE(recipe.dtype, std::string("float32"));
    QCOMPARE(recipe.threads, 1);
    QVERIFY(run(generator, recipe.request).last<Finished>().pictures[0].image == finished.pictures[0].image);
  }

  void a_stop_after_step_three_cancels_and_no_later_step_is_heard_of() {
    LocalGenerator generator(options());
    Recording recording;
    PreviewSlot slot;
    std::stop_source stop;
    GenerationRequest request = small_request();
    request.steps = 8;
    generator.run(
        request,
        [&](const GenerationEvent& event) {
          recording.events.push_back(event);
          const auto* progress = std::get_if<Progress>(&event);
          if (progress && progress->step == 3) stop.request_stop();
        },
        slot, stop.get_token());
    QVERIFY(recording.keeps_the_contract());
    QCOMPARE(recording.count<Progress>(), 3);
    QCOMPARE(recording.count<Cancelled>(), 1);
  }

  void a_job_that_was_cancelled_in_the_queue_says_only_that() {
    LocalGenerator generator(options());
    Recording recording;
    PreviewSlot slot;
    std::stop_source stop;
    stop.request_stop();
    generator.run(
        small_request(), [&](const GenerationEvent& event) { recording.events.push_back(event); }, slot,
        stop.get_token());
    QCOMPARE(recording.events.size(), std::size_t(1));
    QVERIFY(std::holds_alternative<Cancelled>(recording.events[0]));
  }

  void a_stop_while_loading_cancels() {
    LocalGenerator generator(options());
    Recording recording;
    PreviewSlot slot;
    std::stop_source stop;
    generator.run(
        small_request(),
        [&](const GenerationEvent& event) {
          recording.events.push_back(event);
          if (std::holds_alternative<Started>(event)) stop.request_stop();
        },
        slot, stop.get_token());
    QVERIFY(recording.keeps_the_contract());
    QVERIFY(std::holds_alternative<Cancelled>(recording.events.back()));
  }

  void previews_come_only_when_they_are_wanted() {
    LocalGenerator generator(options());
    PreviewSlot unwanted;
    (void)run(generator, small_request(), &unwanted);
    QVERIFY(!unwanted.take());
    PreviewSlot wanted;
    wanted.want();
    (void)run(generator, small_request(), &wanted);
    const auto preview = wanted.take();
    QVERIFY(preview.has_value());
    QCOMPARE(preview->width(), 12);
    QCOMPARE(preview->height(), 8);
    QVERIFY(!wanted.wanted());
  }

  void what_cannot_be_done_is_refused_by_name_data() {
    QTest::addColumn<QString>("field");
    for (const char* field : {"mllm", "regions", "init_box", "subject_adapter", "layout", "repaint", "mask",
                              "characters", "dialog_boxes"}) {
      QTest::newRow(field) << field;
    }
  }
  void what_cannot_be_done_is_refused_by_name() {
    QFETCH(QString, field);
    GenerationRequest request = small_request();
    if (field == "mllm") request.mllm.enabled = true;
    if (field == "regions") request.regions.emplace();
    if (field == "init_box") request.init_box.emplace();
    if (field == "subject_adapter") request.subject_adapter.emplace();
    if (field == "layout") request.layout.emplace();
    if (field == "repaint") request.repaint.emplace();
    if (field == "mask") request.mask.path = "a.png";
    if (field == "characters") request.characters.resize(5, request.characters[0]);
    if (field == "dialog_boxes") request.dialog_boxes.resize(9, request.dialog_boxes[0]);
    const QString text = QString::fromStdString(failure(request));
    QVERIFY2(text.startsWith("$." + field + ": "), qPrintable(text));
  }

  void a_missing_model_or_picture_fails_with_its_name() {
    GenerationRequest request = small_request();
    request.model = "maxi";
    QVERIFY(failure(request).find("maxi") != std::string::npos);
    request = small_request();
    request.characters[0].references[0].path = "/nowhere/aki.png";
    QVERIFY(failure(request).find("/nowhere/aki.png") != std::string::npos);
  }

  void after_a_failure_the_next_job_runs() {
    LocalGenerator generator(options());
    GenerationRequest wrong = small_request();
    wrong.mllm.enabled = true;
    QVERIFY(run(generator, wrong).count<Failed>());
    QVERIFY(run(generator, small_request()).count<Finished>());
  }

  void recorded_noise_and_written_latents_agree_with_the_reference() {
    const auto recorded = koma::tensors::read_safetensors(koma::test::fixture_folder / "io.safetensors");
    QTemporaryDir folder;
    const fs::path noise = folder.filePath("noise.safetensors").toStdString();
    koma::tensors::write_safetensors(noise, {{"noise", recorded.at("panel.c0_d0.noise")}});
    LocalGeneratorOptions with_noise = options();
    with_noise.initial_noise = noise;
    with_noise.latents_out = folder.filePath("latents.safetensors").toStdString();
    LocalGenerator generator(with_noise);
    GenerationRequest request;
    request.model = checkpoint.string();
    request.prompt = small_request().prompt;
    request.negative_prompt = "think lines, colored, lowres, bad anatomy";
    request.width = request.height = 128;
    request.steps = 8;
    request.upstream_quirks = true;
    QVERIFY(run(generator, request).count<Finished>());
    const at::Tensor latents = koma::tensors::read_safetensors(with_noise.latents_out).at("latents");
    KOMA_COMPARE_TENSORS(latents, recorded.at("panel.c0_d0.latents")[7], 1e-4);
    request.count = 2;  // one row of noise is not enough for two pictures
    QVERIFY(run(generator, request).count<Failed>());
  }
};

QTEST_GUILESS_MAIN(LocalGeneratorTest)
#include "local_generator_test.moc"
