// SPDX-License-Identifier: Apache-2.0
#include <ATen/ATen.h>

#include <QTest>
#include <fstream>
#include <functional>

#include "engine/conditioning/llama_tokenizer.h"
#include "engine/models/llama.h"
#include "engine/tensors/part_source.h"
#include "engine/tensors/safetensors_writer.h"
#include "engine/training/diffsensei/agent_sequence.h"
#include "engine/training/diffsensei/stage_weights.h"
#include "tests/support/stage_fixture.h"

using namespace koma;
using api::TrainingStage;
using test::StageFixture;

namespace {

namespace fs = std::filesystem;

const fs::path agent_folder = test::fixture_folder / "mllm" / "checkpoint";
const fs::path sentencepiece = agent_folder / "tokenizer" / "tokenizer.model";

/// Stage mllm with a fresh small language model.
api::TrainingRequest fresh_request(const StageFixture& fixture, const std::string& run, std::int64_t steps,
                                   std::int64_t batch = 2) {
  auto request = fixture.request(TrainingStage::mllm, run, steps, batch);
  request.diffsensei.llm = "small";
  request.diffsensei.tokenizer = sentencepiece;
  request.learning.lora_rank = 4;
  return request;
}

}  // namespace

class AgentStageTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void a_sequence_is_the_prompt_and_its_answer() {
    const conditioning::LlamaTokenizer tokenizer(agent_folder / "tokenizer");
    const auto tokens = conditioning::AgentTokens::of(tokenizer, 64);
    const training::AgentSequence sequence = training::agent_sequence(tokenizer, tokens, "a boy waits", 256);
    QCOMPARE(sequence.ids.size(), std::size_t(256));
    QCOMPARE(sequence.ids.front(), tokens.bos);
    const auto id = [&](std::int64_t place) { return sequence.ids[std::size_t(place)]; };
    QCOMPARE(id(sequence.prompt_first - 1), tokens.begin);
    QCOMPARE(id(sequence.prompt_first), tokens.image.front());
    QCOMPARE(id(sequence.prompt_first + 64), tokens.end);
    QCOMPARE(id(sequence.answer_first), tokens.image.front());
    QCOMPARE(id(sequence.answer_first + 63), tokens.image.back());
    // What must be said after the four places: specs/diffsensei.md 6.2.
    const std::vector<std::int64_t> said{tokens.blank, tokens.begin, tokens.end, tokens.eos};
    for (std::size_t i = 0; i < 4; ++i) QCOMPARE(id(sequence.told[i] + 1), said[i]);
    QCOMPARE(id(255), 0);
  }

  void a_long_caption_is_cut_to_77_ids() {
    const conditioning::LlamaTokenizer tokenizer(agent_folder / "tokenizer");
    const auto tokens = conditioning::AgentTokens::of(tokenizer, 64);
    std::string caption;
    for (int i = 0; i < 100; ++i) caption += "zebra quince ";
    const auto longest = training::agent_sequence(tokenizer, tokens, caption, 256);
    QCOMPARE(longest.prompt_first, 1 + 77 + 1 + 1);  // begin, caption, newline, "<img>"
    const auto whole = tokenizer.encode(caption);
    for (std::size_t i = 0; i < 77; ++i) QCOMPARE(longest.ids[1 + i], whole[i]);
    const auto short_one = training::agent_sequence(tokenizer, tokens, "", 256);
    QCOMPARE(longest.ids[78], short_one.ids[std::size_t(short_one.prompt_first - 2)]);  // the newline
    QCOMPARE(training::sequence_length(64), 256);
    QVERIFY(training::sequence_length(256) > 1 + 77 + 4 + 2 * 258);
  }

  void the_losses_fall() {
    const StageFixture fixture(1);
    auto request = fresh_request(fixture, "run", 10);
    const auto first = StageFixture::train(request).back().numbers;
    for (const int steps : {30, 50}) {
      request.steps = steps;
      StageFixture::train(request);
    }
    request.steps = 60;
    const auto last = StageFixture::train(request).back().numbers;
    for (const char* name : {"loss", "lm", "rec"}) {
      QVERIFY2(last.at(name) < 0.7 * first.at(name),
               qPrintable(QString("%1: %2 → %3").arg(name).arg(first.at(name)).arg(last.at(name))));
    }
    QVERIFY(std::abs(last.at("loss") - last.at("diffusion") - last.at("lm") - 6 * last.at("rec")) < 1e-4);
  }

  void a_resumed_run_equals_the_uninterrupted_one_to_the_bit() {
    const StageFixture fixture;
    auto request = fresh_request(fixture, "whole", 4);
    StageFixture::train(request);
    request.run = fixture.folder() / "parts";
    request.steps = 2;
    StageFixture::train(request);
    request.diffsensei.llm.clear();  // it goes on with what it began with
    request.steps = 4;
    StageFixture::train(request);
    QVERIFY(test::same_tensors(fixture.stored("whole", training::mllm_file),
                               fixture.stored("parts", training::mllm_file), 0));
  }

  void two_processes_take_the_steps_of_one_with_twice_the_batch() {
    const StageFixture fixture;
    auto request = fresh_request(fixture, "one", 3, 4);
    request.learning.rate = 1e-5;
    StageFixture::train(request);
    request.run = fixture.folder() / "two";
    request.batch = 2;
    StageFixture::train_in_two(request, (fixture.folder() / "rendezvous").string());
    const auto one = fixture.stored("one", training::mllm_file), two = fixture.stored("two", training::mllm_file);
    QVERIFY(test::same_tensors(one, two, 1e-4));
    for (const auto& [name, tensor] : one) {
      if (!name.starts_with("optimizer.first.")) continue;
      const double worst = (tensor - two.at(name)).abs().max().item<double>();
      QVERIFY2(worst < 1e-5 * (1e-3 + tensor.abs().max().item<double>()), name.c_str());
    }
  }

  void the_export_is_an_agent_with_what_was_learned() {
    const StageFixture fixture(1);
    auto request = fresh_request(fixture, "run", 2, 1);
    StageFixture::train(request);
    auto write = fixture.request(TrainingStage::write, "run", 0);
    write.out = fixture.folder() / "out";
    StageFixture::train(write);
    const auto layout = checkpoints::read_checkpoint_layout(write.out);
    QVERIFY2(layout.has_agent(), layout.agent_problem.c_str());
    const auto learned = fixture.stored("run", training::mllm_file);
    const auto start = tensors::read_safetensors(write.run / "start/mllm/llm/model.safetensors");
    const auto source = tensors::open_part(layout.parts.at("mllm_llm"));
    const auto read = [&](const std::string& name) { return source->read(name, {}, {}); };
    const std::string head = "lm_head.weight", layer = "model.layers.1.mlp.down_proj";
    QVERIFY(at::equal(read(head), learned.at("model.mllm_llm." + head)));
    const at::Tensor delta = at::matmul(learned.at("model.mllm_llm.lora:" + layer + ".up"),
                                        learned.at("model.mllm_llm.lora:" + layer + ".down"));  // alpha = rank
    QVERIFY(delta.abs().max().item<double>() > 0);
    QVERIFY(at::allclose(read(layer + ".weight"), start.at(layer + ".weight") + delta, 0, 1e-6));
    const conditioning::LlamaTokenizer tokenizer(layout.tokenizers.at("mllm_llm"));
    tokenizer.expect_rows(models::LlamaConfig::from_json(layout.parts.at("mllm_llm").config).vocab_size);
    const auto agent = tensors::open_part(layout.parts.at("mllm_agent"));
    QVERIFY(
        at::equal(agent->read("input_resampler.query", {}, {}), learned.at("model.mllm_agent.input_resampler.query")));
  }

  void a_language_model_of_ones_own_gets_rows_for_new_tokens() {
    const StageFixture fixture(1);
    const fs::path llm = fixture.folder() / "llm";
    fs::create_directories(llm);
    auto weights = tensors::read_safetensors(agent_folder / "llm" / "model-00001-of-00002.safetensors");
    weights.merge(tensors::read_safetensors(agent_folder / "llm" / "model-00002-of-00002.safetensors"));
    // The 400 pieces of its SentencePiece model: as if the tokens had not been added yet.
    for (const char* name : {"model.embed_tokens.weight", "lm_head.weight"})
      weights[name] = weights.at(name).slice(0, 0, 400).contiguous();
    tensors::write_safetensors(llm / "model.safetensors", weights);
    auto config = test::read_json(agent_folder / "llm" / "config.json");
    config["vocab_size"] = 400;
    std::ofstream(llm / "config.json") << config;
    auto request = fresh_request(fixture, "run", 1, 1);
    request.diffsensei.llm = llm;
    request.diffsensei.tokenizer = agent_folder / "tokenizer";
    StageFixture::train(request);
    const auto learned = fixture.stored("run", training::mllm_file);
    QCOMPARE(learned.at("model.mllm_llm.lm_head.weight").size(0), 730);
    // One step of 1e-3 away from where the new rows began.
    const at::Tensor mean = weights.at("lm_head.weight").to(at::kFloat).mean(0);
    QVERIFY(at::allclose(learned.at("model.mllm_llm.lm_head.weight")[729], mean, 0, 2e-3));
  }

  void what_is_missing_or_wrong_is_named() {
    const StageFixture fixture(1);
    const auto check = [&](const std::string& sentence, const std::function<void(api::TrainingRequest&)>& change) {
      auto request = fresh_request(fixture, "run", 1, 1);
      change(request);
      const std::string said = StageFixture::refusal(request);
      QVERIFY2(said.find(sentence) != std::string::npos, (sentence + " / " + said).c_str());
    };
    check("give one with --llm, or make one with --llm small", [](auto& r) { r.diffsensei.llm.clear(); });
    check("there is no SentencePiece model; check --tokenizer", [](auto& r) { r.diffsensei.tokenizer = "/nowhere"; });
    check("this is no SentencePiece model", [](auto& r) { r.diffsensei.tokenizer = test::fixture_folder / "io.json"; });
    check("nowhere", [](auto& r) { r.diffsensei.llm = "/nowhere"; });
  }
};

QTEST_APPLESS_MAIN(AgentStageTest)
#include "agent_stage_test.moc"
