// SPDX-License-Identifier: Apache-2.0
#include <ATen/ATen.h>
#include <c10/core/InferenceMode.h>

#include <QTemporaryDir>
#include <QtTest>
#include <fstream>

#include "engine/base/error.h"
#include "engine/pipelines/denoise_loop.h"
#include "engine/pipelines/panel_pipeline.h"
#include "engine/tensors/safetensors_writer.h"
#include "tests/support/agent_fixture.h"
#include "tests/support/compare_tensors.h"
#include "tests/support/fixture_panel.h"

using namespace koma::pipelines;
using koma::Error;
using koma::api::GenerationRequest;
using koma::models::AgentForm;
using nlohmann::json;
namespace fs = std::filesystem;

namespace {

// Tolerances of tests/data/diffsensei/README.md.
constexpr double latent_tolerance = 1e-4, decoded_tolerance = 2e-4;

GenerationRequest with_agent(const json& panel, bool quirks = true) {
  GenerationRequest request = koma::test::request_of(panel);
  request.mllm = {true, panel["mllm_scale"].get<double>()};
  request.upstream_quirks = quirks;
  return request;
}

void write(const fs::path& file, const std::string& text) {
  fs::remove(file);
  std::ofstream(file, std::ios::binary) << text;
}

std::string text_of(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

double cosine(const at::Tensor& a, const at::Tensor& b) {
  return at::cosine_similarity(a.to(at::kDouble).flatten(), b.to(at::kDouble).flatten(), 0).item<double>();
}

}  // namespace

class AgentPanelTest : public QObject {
  Q_OBJECT

  std::map<std::string, at::Tensor> recorded_;
  json facts_;
  QTemporaryDir folder_;

  [[nodiscard]] const at::Tensor& of(const std::string& panel, const char* what) const {
    return recorded_.at("panel." + panel + "." + what);
  }

  [[nodiscard]] LoadedModel opened(const fs::path& checkpoint) const {
    return LoadedModel(koma::models::open_model_set(koma::checkpoints::read_checkpoint_layout(checkpoint), {}), "");
  }

  [[nodiscard]] fs::path checkpoint(const char* name) const {
    return koma::test::checkpoint_with_agent(fs::path(folder_.path().toStdString()) / name);
  }

  [[nodiscard]] PanelPipeline told(LoadedModel& model, const GenerationRequest& request, const std::string& panel,
                                   const std::stop_token& stop = {}) const {
    PanelOptions options;
    options.recorded.noise = of(panel, "noise");
    options.recorded.magi_noise = of(panel, "magi_noise");
    return PanelPipeline(model, completed(request, model.set()), options, stop);
  }

  void compare(LoadedModel& model, const std::string& name) const {
    PanelPipeline pipeline = told(model, with_agent(facts_["panels"][name]), name);
    KOMA_COMPARE_TENSORS(pipeline.conditions().image, of(name, "image_tokens"), koma::test::part_tolerance);
    std::vector<at::Tensor> steps;
    at::Tensor first;
    const PanelPicture picture = pipeline.draw([&](const StepReport& report) {
      if (report.step == 0) first = report.output.clone();
      steps.push_back(report.latents.clone());
    });
    KOMA_COMPARE_TENSORS(first, of(name, "eps0"), latent_tolerance);
    KOMA_COMPARE_TENSORS(at::stack(steps), of(name, "latents"), latent_tolerance);
    if (recorded_.contains("panel." + name + ".decoded")) {
      KOMA_COMPARE_TENSORS(picture.decoded, of(name, "decoded"), decoded_tolerance);
    }
    koma::test::compare_pictures(picture.image, of(name, "image_u8").select(0, 0));
    QVERIFY(pipeline.notes().empty());
  }

  /// The characters' tokens of a panel with a form of the agent.
  [[nodiscard]] at::Tensor tokens_with(const AgentForm& form, const std::string& name) const {
    LoadedModel model = opened(fs::path(folder_.path().toStdString()) / "whole");
    model.choose_agent(form);
    return told(model, with_agent(facts_["panels"][name]), name).conditions().image;
  }

  /// What drawing a panel with this checkpoint's agent says.
  [[nodiscard]] std::string refusal(const fs::path& checkpoint, bool streamed = false) const {
    const c10::InferenceMode no_gradients;
    try {
      LoadedModel model = opened(checkpoint);
      model.choose_agent(AgentForm{.streamed = streamed});
      (void)told(model, with_agent(facts_["panels"]["c1_d1_mllm040"]), "c1_d1_mllm040");
    } catch (const Error& error) {
      return error.what();
    }
    return "nothing";
  }

 private Q_SLOTS:
  void initTestCase() {
    recorded_ = koma::test::agent_values();
    facts_ = koma::test::agent_facts();
    (void)checkpoint("whole");
  }

  void panels_agree_with_the_reference_data() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<bool>("streamed");
    for (const char* name : {"c1_d1_mllm040", "c1_d1_mllm000", "c1_d1_mllm100", "c4_d3_mllm040"}) {
      QTest::addRow("%s", name) << name << false;
      QTest::addRow("%s, streamed", name) << name << true;
    }
  }
  void panels_agree_with_the_reference() {
    QFETCH(QString, name);
    QFETCH(bool, streamed);
    const c10::InferenceMode no_gradients;
    LoadedModel model = opened(fs::path(folder_.path().toStdString()) / "whole");
    model.choose_agent(AgentForm{.streamed = streamed});
    compare(model, name.toStdString());
  }

  void a_pickled_agent_gives_the_same_tokens() {
    const c10::InferenceMode no_gradients;
    const fs::path place = checkpoint("pickled");
    fs::remove(place / "mllm/agent/model.safetensors");
    LoadedModel model = opened(place);
    const std::string name = "c4_d3_mllm040";
    KOMA_COMPARE_TENSORS(told(model, with_agent(facts_["panels"][name]), name).conditions().image,
                         of(name, "image_tokens"), koma::test::part_tolerance);
  }

  void a_streamed_agent_gives_the_same_to_the_last_bit() {
    const c10::InferenceMode no_gradients;
    QVERIFY(at::equal(tokens_with({}, "c4_d3_mllm040"), tokens_with({.streamed = true}, "c4_d3_mllm040")));
  }

  void fewer_bits_give_almost_the_same() {
    const c10::InferenceMode no_gradients;
    const at::Tensor whole = tokens_with({}, "c1_d1_mllm100").select(0, 1);
    for (const AgentForm& form :
         {AgentForm{.dtype = at::kBFloat16}, AgentForm{.dtype = at::kBFloat16, .streamed = true},
          AgentForm{.int8 = true}, AgentForm{.dtype = at::kBFloat16, .int8 = true}}) {
      const at::Tensor tokens = tokens_with(form, "c1_d1_mllm100").select(0, 1);
      QVERIFY(tokens.scalar_type() == at::kFloat && !at::equal(tokens, whole));
      QVERIFY2(cosine(tokens, whole) > 0.999, qPrintable(QString::number(cosine(tokens, whole))));
    }
  }

  void the_agent_is_loaded_only_when_its_answer_shows() {
    const c10::InferenceMode no_gradients;
    LoadedModel model = opened(fs::path(folder_.path().toStdString()) / "whole");
    const json& panel = facts_["panels"]["c1_d1_mllm000"];
    const std::string name = "c1_d1_mllm000";
    GenerationRequest request = with_agent(panel, false);  // at scale 0
    const at::Tensor idle = told(model, request, name).conditions().image;
    QVERIFY(!model.set().is_loaded(koma::models::Stage::agent));
    request.mllm.enabled = false;
    QVERIFY(at::equal(idle, told(model, request, name).conditions().image));
    request.mllm = {true, 0.4};
    std::vector<koma::api::PlacedCharacter> nobody;
    std::swap(request.characters, nobody);
    (void)told(model, request, name);
    QVERIFY(!model.set().is_loaded(koma::models::Stage::agent));
    std::swap(request.characters, nobody);
    const at::Tensor asked = told(model, request, name).conditions().image;
    QVERIFY(model.set().is_loaded(koma::models::Stage::agent));
    QVERIFY(!at::allclose(idle, asked, 1e-3, 1e-3));
    // Rounding may not depend on the quirks: only masks and padding do, and padding is the agent's.
    KOMA_COMPARE_TENSORS(asked, of("c1_d1_mllm040", "image_tokens"), koma::test::part_tolerance);
    model.choose_agent(std::nullopt);
    QVERIFY(!model.set().is_loaded(koma::models::Stage::agent));
  }

  void a_thrifty_model_lets_the_agent_go_and_remembers_its_answer() {
    const c10::InferenceMode no_gradients;
    const fs::path place = checkpoint("gone");
    LoadedModel model = opened(place);
    model.be_thrifty(true);
    const std::string name = "c1_d1_mllm040";
    const GenerationRequest request = with_agent(facts_["panels"][name]);
    const at::Tensor first = told(model, request, name).conditions().image;
    QVERIFY(!model.set().is_loaded(koma::models::Stage::agent));
    fs::remove_all(place / "mllm");
    QVERIFY(at::equal(first, told(model, request, name).conditions().image));
  }

  void a_stop_is_heard_between_layers() {
    const c10::InferenceMode no_gradients;
    const koma::models::ModelSet set = koma::models::open_model_set(
        koma::checkpoints::read_checkpoint_layout(fs::path(folder_.path().toStdString()) / "whole"), {});
    for (const bool streamed : {false, true}) {
      int calls = 0;
      const auto count = [&] { ++calls; };
      const koma::models::AgentParts parts =
          koma::models::load_agent(set.layout, {.streamed = streamed}, at::kCPU, {56, 64}, count);
      QVERIFY(calls >= (streamed ? 1 : 3));
      calls = 0;
      std::vector<std::string> notes;
      koma::conditioning::LanguageAgent agent(set.layout.tokenizers.at("mllm_llm"));
      const auto stop = [&] {
        if (++calls == 3) throw Stopped();
      };
      const koma::conditioning::AgentQuestion question{"A cat", at::zeros({1, 64, 56})};
      QVERIFY_THROWS_EXCEPTION(Stopped, (void)agent.answer(question, parts, {.streamed = streamed}, stop, notes));
      QCOMPARE(calls, 3);
      QVERIFY(!agent.remembers(question, {.streamed = streamed}));
    }
  }

  void an_unwilling_agent_is_noted_and_taken() {
    const c10::InferenceMode no_gradients;
    const fs::path place = checkpoint("unwilling");
    // Without a head nothing is said before anything else.
    auto shard = koma::tensors::read_safetensors(place / "mllm/llm/model-00002-of-00002.safetensors");
    QVERIFY(shard.contains("lm_head.weight"));
    shard["lm_head.weight"] = at::zeros_like(shard["lm_head.weight"]);
    koma::tensors::write_safetensors(place / "mllm/llm/model-00002-of-00002.safetensors", shard);
    LoadedModel model = opened(place);
    const std::string name = "c1_d1_mllm040";
    const PanelPipeline pipeline = told(model, with_agent(facts_["panels"][name]), name);
    QCOMPARE(pipeline.notes().size(), std::size_t(1));
    QVERIFY(pipeline.notes().front().find("language agent") != std::string::npos);
    KOMA_COMPARE_TENSORS(pipeline.conditions().image, of(name, "image_tokens"), koma::test::part_tolerance);
  }

  void what_is_broken_is_named() {
    const auto says = [this](const fs::path& place, const std::string& what, bool streamed = false) {
      const std::string said = refusal(place, streamed);
      if (said.find(what) != std::string::npos) return true;
      qWarning("%s", said.c_str());
      return false;
    };
    QVERIFY(says(koma::test::fixture_folder / "checkpoint", "$.mllm: this model has no language agent"));

    const fs::path shard = checkpoint("shard");
    fs::remove(shard / "mllm/llm/model-00002-of-00002.safetensors");
    QVERIFY(says(shard, "model-00002-of-00002.safetensors"));
    const fs::path index = checkpoint("index");
    write(index / "mllm/llm/model.safetensors.index.json", "{\"weight_map\": ");
    QVERIFY(says(index, "model.safetensors.index.json"));
    const fs::path tokenizer = checkpoint("tokenizer");
    fs::remove(tokenizer / "mllm/tokenizer/tokenizer.model");
    QVERIFY(says(tokenizer, "tokenizer.model: the language agent's tokenizer is missing"));

    const fs::path foreign = checkpoint("foreign");
    json added = json::parse(text_of(foreign / "mllm/tokenizer/added_tokens.json"));
    added.erase("<box_end>");
    write(foreign / "mllm/tokenizer/added_tokens.json", added.dump());
    QVERIFY(says(foreign, "has 729 tokens, but the language model has 730 embeddings"));
    const fs::path unmarked = checkpoint("unmarked");
    added["<box_end>"] = 729;
    added.erase("<img_00063>");
    write(unmarked / "mllm/tokenizer/added_tokens.json", added.dump());
    QVERIFY(says(unmarked, "<img_00063> is missing"));

    for (const bool streamed : {false, true}) {
      const fs::path narrow = checkpoint(streamed ? "narrow streamed" : "narrow");
      json config = json::parse(text_of(narrow / "mllm/llm/config.json"));
      config["intermediate_size"] = 97;
      write(narrow / "mllm/llm/config.json", config.dump());
      QVERIFY(says(narrow, "mlp.gate_proj.weight: expected [97, 80], file has [96, 80]", streamed));
      config["intermediate_size"] = 96;
      config["rope_scaling"] = {{"rope_type", "yarn"}};
      write(narrow / "mllm/llm/config.json", config.dump());
      QVERIFY(says(narrow, "llm.rope_scaling", streamed));
    }
    const fs::path heads = checkpoint("heads");
    fs::remove(heads / "mllm/agent/config.json");
    QVERIFY(says(heads, "mllm/agent: the width 80 of input_resampler does not divide into 32 heads"));
    const fs::path wide = checkpoint("wide");
    auto agent = koma::tensors::read_safetensors(wide / "mllm/agent/model.safetensors");
    agent["input_resampler.kv_proj.weight"] = at::zeros({80, 48});
    koma::tensors::write_safetensors(wide / "mllm/agent/model.safetensors", agent);
    QVERIFY(says(wide, "input_resampler takes vectors of width 48, but the characters' tokens have 56"));
  }

  void a_prompt_that_is_too_long_is_refused() {
    const c10::InferenceMode no_gradients;
    LoadedModel model = opened(fs::path(folder_.path().toStdString()) / "whole");
    GenerationRequest request = with_agent(facts_["panels"]["c1_d1_mllm040"]);
    for (int i = 0; i < 400; ++i) request.prompt += " and a cat";
    try {
      (void)told(model, request, "c1_d1_mllm040");
      QFAIL("it was taken");
    } catch (const Error& error) {
      QVERIFY2(QString(error.what()).startsWith("$.prompt: is too long for the language agent"), error.what());
    }
  }
};

QTEST_GUILESS_MAIN(AgentPanelTest)
#include "agent_panel_test.moc"
