// SPDX-License-Identifier: Apache-2.0
#include <ATen/ATen.h>

#include <QTemporaryDir>
#include <QTest>
#include <fstream>

#include "engine/base/picture_file.h"
#include "engine/checkpoints/json_file.h"
#include "engine/checkpoints/part_folder.h"
#include "engine/training/diffsensei/fresh_llama.h"
#include "engine/training/llmga/assistant_stages.h"
#include "engine/training/llmga/assistant_start.h"
#include "engine/training/llmga/conversation_samples.h"
#include "engine/training/train.h"
#include "tests/support/stage_fixture.h"
#include "tests/support/tensor_record.h"

using namespace koma;
using namespace koma::training;
using api::TrainingStage;

namespace {

namespace fs = std::filesystem;

const fs::path toy = fs::path(KOMA_TEST_DATA) / "llmga";
const fs::path piece_model = test::fixture_folder / "mllm/checkpoint/tokenizer/tokenizer.model";

/// A folder with pictures of stripes and what is said about them.
class TalkFixture {
 public:
  TalkFixture() {
    fs::create_directories(folder() / "pictures");
    dataset::ConversationWriter talk(folder() / "talk.json");
    for (int i = 0; i < 4; ++i) {
      const std::string name = std::to_string(i) + ".png";
      write_png(folder() / "pictures" / name, test::striped_picture(i));
      const std::string who = i % 2 == 0 ? "a boy waits" : "a girl meets a friend";
      talk.add({name, name, {{"<image>\nDraw this again.", "<gen_image> " + who + " </gen_image>"}}});
      if (i == 0) talk.add({"text", "", {{"draw a boy", "<gen_image> a boy waits </gen_image>"}}});
    }
    talk.commit();
  }
  [[nodiscard]] fs::path folder() const { return directory_.path().toStdString(); }
  [[nodiscard]] api::TrainingRequest request(TrainingStage stage, const std::string& run, std::int64_t steps) const {
    api::TrainingRequest request;
    request.stage = stage;
    request.run = folder() / run;
    request.steps = steps;
    request.batch = 1;
    request.device = "cpu";
    request.save_every = 1e9;
    request.assistant.data = folder() / "talk.json";
    request.assistant.vision = toy / "vision";
    request.assistant.longest = 256;
    request.diffsensei.images = folder() / "pictures";
    request.diffsensei.llm = "small";
    request.learning.precision = "float32";
    request.learning.lora_rank = 8;
    request.learning.rate = 3e-3;
    return request;
  }

 private:
  QTemporaryDir directory_;
};

/// A tokenizer with the marks of every form.
conditioning::LlamaTokenizer tokenizer_in(const QTemporaryDir& folder) {
  const fs::path place = folder.path().toStdString();
  write_tokenizer(checkpoints::text_of_file(piece_model), marks_of(SpokenForm::llama_3), place);
  return conditioning::LlamaTokenizer(place);
}

const dataset::Conversation talk{
    "1", "1.png", {{"<image>\nwho is it", "a boy waits"}, {"and then", "a girl meets a friend"}}};

/// Those of `ids` that are learned, or those that are not.
std::vector<std::int64_t> chosen(const ConversationSequence& sequence, bool learned) {
  std::vector<std::int64_t> ids;
  for (std::size_t i = 0; i < sequence.ids.size(); ++i) {
    if ((sequence.labels[i] != unlearned) == learned) ids.push_back(sequence.ids[i]);
  }
  return ids;
}

std::vector<std::int64_t> joined(std::initializer_list<std::vector<std::int64_t>> lists) {
  std::vector<std::int64_t> all;
  for (const auto& list : lists) all.insert(all.end(), list.begin(), list.end());
  return all;
}

std::vector<std::int64_t> numbers(const at::Tensor& tensor) {
  const at::Tensor whole = tensor.contiguous();
  const std::int64_t* data = whole.const_data_ptr<std::int64_t>();
  return {data, data + whole.numel()};
}

checkpoints::CheckpointLayout toy_layout(const QTemporaryDir& folder) {
  const fs::path work = folder.path().toStdString();
  return assistant_layout({.llm = toy / "llm",
                           .tokenizer = piece_model.parent_path(),
                           .vision = toy / "vision",
                           .projector = toy / "projector.safetensors",
                           .work = work});
}

}  // namespace

class AssistantTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void vicunas_form_teaches_the_answers_and_their_end() {
    const QTemporaryDir folder;
    const auto tokenizer = tokenizer_in(folder);
    const auto form = SpokenForm::vicuna;
    const auto parts = spoken_parts(talk, form);
    QVERIFY(parts.front().text.find("a curious user and") != std::string::npos);
    QVERIFY(spoken_parts(talk, SpokenForm::llava_v1).front().text.find("the human's questions") != std::string::npos);
    const ConversationSequence sequence = conversation_sequence(tokenizer, parts, form);
    const std::string system =
        "A chat between a curious user and an artificial intelligence assistant. The assistant gives helpful, "
        "detailed, and polite answers to the user's questions. USER: ";
    const auto eos = tokenizer.eos();
    // What LLaVA's tokenizer gives: the text before the picture with its last blank, then another blank.
    QCOMPARE(sequence.ids, joined({{tokenizer.bos()},
                                   tokenizer.encode(system),
                                   {picture_id},
                                   tokenizer.encode("\nwho is it ASSISTANT: a boy waits</s>USER: and then ASSISTANT: "
                                                    "a girl meets a friend</s>")}));
    QCOMPARE(chosen(sequence, true),
             joined({tokenizer.encode("a boy waits"), {eos}, tokenizer.encode("a girl meets a friend"), {eos}}));
    for (std::size_t i = 0; i < sequence.ids.size(); ++i)
      QVERIFY(sequence.labels[i] == unlearned || sequence.labels[i] == sequence.ids[i]);
  }

  void llama_3s_form_has_its_marks_and_llmgas_role() {
    const QTemporaryDir folder;
    const auto tokenizer = tokenizer_in(folder);
    const auto form = SpokenForm::llama_3;
    const ConversationSequence sequence = conversation_sequence(tokenizer, spoken_parts(talk, form), form);
    const auto begin = tokenizer.id("<|begin_of_text|>"), end = tokenizer.id("<|eot_id|>");
    QCOMPARE(sequence.ids.front(), begin);
    QCOMPARE(std::count(sequence.ids.begin(), sequence.ids.end(), tokenizer.id("<|start_header_id|>")), 5);
    QCOMPARE(std::count(sequence.ids.begin(), sequence.ids.end(), end), 5);
    // Nothing but the answers, which follow two newlines and so begin without a blank.
    const auto learned = chosen(sequence, true);
    QCOMPARE(std::count(learned.begin(), learned.end(), end), 2);
    QCOMPARE(learned.back(), end);
    QCOMPARE(std::count(learned.begin(), learned.end(), tokenizer.id("<|end_header_id|>")), 0);
    const auto whole = spoken_parts(talk, form);
    QVERIFY(whole[1].text.ends_with("<|start_header_id|>system<|end_header_id|>\n\n"));
    QCOMPARE(whole[2].text, std::string("a boy waits<|eot_id|>"));
  }

  void a_plain_form_is_the_picture_and_its_caption() {
    const QTemporaryDir folder;
    const auto tokenizer = tokenizer_in(folder);
    const auto sequence = conversation_sequence(tokenizer, spoken_parts(talk, SpokenForm::plain), SpokenForm::plain);
    QCOMPARE(sequence.ids, joined({{tokenizer.bos(), picture_id}, tokenizer.encode("a boy waits\n")}));
    QCOMPARE(chosen(sequence, true), tokenizer.encode("a boy waits\n"));
  }

  void a_long_conversation_is_cut_and_one_without_answer_refused() {
    const QTemporaryDir folder;
    const auto tokenizer = tokenizer_in(folder);
    const auto whole = conversation_sequence(tokenizer, spoken_parts(talk, SpokenForm::plain), SpokenForm::plain);
    QCOMPARE(whole.length(9), std::int64_t(whole.ids.size()) + 8);
    const auto cut = cut_off(whole, 12, 9);
    QCOMPARE(cut.length(9), 12);
    QCOMPARE(chosen(cut, true).size(), std::size_t(2));
    QVERIFY_EXCEPTION_THROWN((void)cut_off(whole, 10, 9), Error);
    QVERIFY_EXCEPTION_THROWN((void)cut_off(whole, 5, 9), Error);  // the picture went as a whole
  }

  void the_loss_and_its_gradients_are_those_of_the_reference() {
    const QTemporaryDir folder;
    const auto io = tensors::read_safetensors(toy / "io.safetensors");
    const AssistantNetworks networks(toy_layout(folder), at::kCPU, {.part = LanguagePart::whole, .dropout = 0}, {});
    QCOMPARE(networks.patches(), 9);
    const NamedTensors parameters = networks.parameters();
    for (const auto& [name, tensor] : parameters) tensor.set_requires_grad(true);
    std::vector<AssistantRow> rows;
    for (int i = 0; i < 3; ++i) {
      const std::string number = std::to_string(i);
      AssistantRow row{{numbers(io.at("in.ids." + number)), numbers(io.at("in.labels." + number))}, {}, 0};
      if (const auto pixels = io.find("in.pixels." + number); pixels != io.end()) row.pixels = pixels->second;
      rows.push_back(row);
    }
    const at::Tensor loss = networks.loss(rows);
    const double wanted = io.at("out.loss").item<double>();
    QVERIFY2(std::abs(loss.item<double>() - wanted) < 1e-4 * wanted, qPrintable(QString::number(loss.item<double>())));
    QVERIFY(test::relative_error(networks.logits(rows[0]), io.at("out.logits")) < 1e-4);
    loss.backward();
    int compared = 0;
    for (const auto& [name, tensor] : parameters) {
      const auto found = io.find("out.gradient." + name);
      if (found == io.end()) continue;
      QVERIFY2(test::relative_error(tensor.grad(), found->second) < 1e-4, name.c_str());
      ++compared;
    }
    QCOMPARE(compared, 4);
  }

  void the_loss_falls_data() {
    QTest::addColumn<TrainingStage>("stage");
    QTest::addColumn<bool>("whole");
    QTest::addColumn<QString>("parameter");
    QTest::newRow("projector") << TrainingStage::assistant_projector << false << "projector.0.weight";
    QTest::newRow("low-rank") << TrainingStage::assistant << false << "llm.lora:model.layers.0.mlp.up_proj.up";
    QTest::newRow("whole") << TrainingStage::assistant << true << "llm.model.embed_tokens.weight";
  }
  void the_loss_falls() {
    QFETCH(TrainingStage, stage);
    QFETCH(bool, whole);
    QFETCH(QString, parameter);
    const TalkFixture fixture;
    auto request = fixture.request(stage, "run", 10);
    request.assistant.whole = whole;
    request.learning.cosine = false;
    request.learning.warmup_steps = 0;
    if (stage == TrainingStage::assistant_projector) {  // nobody can teach a language model that was just born to see
      request.diffsensei.llm = test::fixture_folder / "mllm/checkpoint/llm";
      request.diffsensei.tokenizer = piece_model.parent_path();
      request.learning.rate = 0.03;
    }
    const double first = test::StageFixture::train(request).back().numbers.at("loss");
    request.steps = 20;
    test::StageFixture::train(request);
    request.steps = 30;
    const double last = test::StageFixture::train(request).back().numbers.at("loss");
    const bool projector = stage == TrainingStage::assistant_projector;
    QVERIFY2(last < (projector ? 0.9 : 0.8) * first, qPrintable(QString("%1 → %2").arg(first).arg(last)));
    const auto stored =
        tensors::read_safetensors(request.run / (projector ? assistant_projector_file : assistant_file));
    QVERIFY(stored.contains("model." + parameter.toStdString()));
    QVERIFY(stored.contains("model.projector.2.bias"));
    for (const auto& [name, tensor] : stored)
      QVERIFY2(!projector || name.find("llm.") == std::string::npos, name.c_str());
  }

  void a_run_that_was_stopped_goes_on_to_the_same_bits() {
    const TalkFixture fixture;
    auto request = fixture.request(TrainingStage::assistant, "whole", 54);  // with warm-up and cosine
    request.learning.accumulate = 2;
    request.learning.ema = 0.9;
    request.assistant.form = "plain";
    test::StageFixture::train(request);
    request.run = fixture.folder() / "parts";
    std::stop_source stop;
    training::train(
        request,
        [&](const api::TrainingNote& note) {
          if (note.numbers.contains("step")) stop.request_stop();
        },
        stop.get_token());
    const auto part = tensors::read_safetensors(request.run / assistant_file);
    QCOMPARE(part.at("optimizer.steps").item<double>(), 50.0);
    test::StageFixture::train(request);
    QVERIFY(test::same_tensors(tensors::read_safetensors(fixture.folder() / "whole" / assistant_file),
                               tensors::read_safetensors(request.run / assistant_file), 0));
  }

  void the_export_says_what_the_trained_model_says() {
    const TalkFixture fixture;
    auto request = fixture.request(TrainingStage::assistant_projector, "run", 2);
    test::StageFixture::train(request);
    request.stage = TrainingStage::assistant;
    request.learning.lora_alpha = 24;
    test::StageFixture::train(request);
    request.stage = TrainingStage::write_assistant;
    request.out = fixture.folder() / "out";
    request.diffsensei.llm.clear();  // the run knows what it began with
    request.assistant = {};
    test::StageFixture::train(request);
    const auto config = test::read_json(request.out / "config.json");
    QCOMPARE(config["mm_hidden_size"].get<int>(), 16);
    QCOMPARE(config["mm_projector_type"].get<std::string>(), std::string("mlp2x_gelu"));
    const auto written = tensors::read_safetensors(request.out / "model.safetensors");
    QVERIFY(written.contains("model.mm_projector.0.weight") && written.contains("model.mm_projector.2.bias"));

    const TrainedAssistant trained = trained_assistant(request);
    const AssistantNetworks networks(trained.layout, at::kCPU, {.part = LanguagePart::none}, trained.changes);
    const QTemporaryDir work;
    const auto layout =
        assistant_layout({.llm = request.out, .vision = toy / "vision", .work = fs::path(work.path().toStdString())});
    const AssistantNetworks again(layout, at::kCPU, {.part = LanguagePart::none}, {});
    ConversationSamples samples(fixture.folder() / "talk.json", fixture.folder() / "pictures", request.out,
                                {.plan = {.batch = 5}, .patches = 9, .vision = again.vision()});
    const auto begun = assistant_layout({.work = request.run / "start" / "assistant"});
    const AssistantNetworks before(begun, at::kCPU, {.part = LanguagePart::none}, {});
    for (const AssistantRow& row : samples.batch(0)) {
      const at::Tensor wanted = networks.logits(row);
      QVERIFY(at::allclose(again.logits(row), wanted, 0, 1e-5));
      QVERIFY(!at::allclose(before.logits(row), wanted, 0, 1e-3));
    }
  }

  void what_is_missing_or_wrong_is_named() {
    const TalkFixture fixture;
    const auto check = [&](const std::string& sentence, const std::function<void(api::TrainingRequest&)>& change) {
      auto request = fixture.request(TrainingStage::assistant, "bad", 1);
      change(request);
      const std::string said = test::StageFixture::refusal(request);
      QVERIFY2(said.find(sentence) != std::string::npos, (sentence + " / " + said).c_str());
    };
    check("give --data", [](auto& r) { r.assistant.data.clear(); });
    check("give one with --llm, or make one with --llm small", [](auto& r) { r.diffsensei.llm.clear(); });
    check("give its folder with --vision", [](auto& r) { r.assistant.vision.clear(); });
    check("change --form", [](auto& r) { r.assistant.form = "chatml"; });
    check("change --fit", [](auto& r) { r.assistant.fit = "pad"; });
    check("change --rate", [](auto& r) { r.learning.rate = 2; });
    check("check --images", [](auto& r) { r.diffsensei.images = "/nowhere"; });
    check("nowhere", [](auto& r) { r.assistant.vision = "/nowhere"; });
    check("no conversation to learn from", [&](auto& r) {
      r.assistant.data = fixture.folder() / "empty.json";
      std::ofstream(r.assistant.data) << "[]";
    });
    check("none of the pictures can be read", [](auto& r) { r.assistant.longest = 16; });
    check("takes features of width", [](auto& r) {
      r.assistant.projector = toy / "projector.safetensors";
      r.assistant.vision = test::fixture_folder / "checkpoint/image_generator/clip_image_encoder";
    });
    check("train assistant-projector or assistant first", [](auto& r) {
      r.stage = TrainingStage::write_assistant;
      r.out = r.run / "out";
    });
    check("the tokenizer has", [](auto& r) {
      r.diffsensei.llm = toy / "llm";
      r.diffsensei.tokenizer = piece_model.parent_path();
    });
  }

  void an_unreadable_picture_is_told_and_another_conversation_stands_in() {
    const TalkFixture fixture;
    std::ofstream(fixture.folder() / "pictures" / "0.png", std::ios::trunc) << "x";
    auto request = fixture.request(TrainingStage::assistant, "run", 4);
    request.assistant.form = "llama_3";  // a fresh tokenizer knows its marks
    const auto notes = test::StageFixture::train(request);
    bool told = false;
    for (const auto& note : notes) told = told || note.text.starts_with("1 conversation could not be read");
    QVERIFY(told);
    QCOMPARE(notes.front().text, std::string("assistant: 5 conversations, 4 with pictures"));
  }
};

QTEST_APPLESS_MAIN(AssistantTest)
#include "assistant_test.moc"
