// SPDX-License-Identifier: Apache-2.0
// The table "What may be on at once" of engine/pipelines/README.md, cell by cell: what people read is what is tested.
#include <ATen/ATen.h>

#include <QTemporaryDir>
#include <QtTest>
#include <fstream>
#include <sstream>

#include "engine/models/controlnet.h"
#include "engine/pipelines/local_generator.h"
#include "engine/tensors/safetensors_writer.h"
#include "tests/support/agent_fixture.h"

using namespace koma::pipelines;
using namespace koma::api;
namespace fs = std::filesystem;
using koma::Image;

namespace {

constexpr int width = 64, height = 64;
/// The mask leaves a margin; new and old run into each other within a rim around it (specs/inpaint.md 13).
constexpr int margin = 16, rim = 8;
const fs::path subjects_checkpoint = fs::path(KOMA_TEST_DATA) / "msdiffusion/checkpoint";
const fs::path sensei_checkpoint = koma::test::fixture_folder / "checkpoint";

/// A row of the table: what a request needs to have it on.
struct Condition {
  std::string name;
  std::function<void(GenerationRequest&)> add;
};

/// A picture that is no flat grey anywhere.
Image waves(int phase) {
  std::vector<std::uint8_t> pixels(std::size_t(width) * height * 3);
  for (std::size_t i = 0; i < pixels.size(); ++i)
    pixels[i] = std::uint8_t((i * 37 + i / 191 * 53 + std::size_t(phase)) % 251);
  return Image(width, height, 3, std::move(pixels));
}

/// The middle is repainted.
Image middle_mask() {
  std::vector<std::uint8_t> pixels(std::size_t(width) * height, 0);
  for (int y = margin; y < height - margin; ++y)
    for (int x = margin; x < width - margin; ++x) pixels[std::size_t(y) * width + std::size_t(x)] = 255;
  return Image(width, height, 1, std::move(pixels));
}

PlacedCharacter person() {
  PlacedCharacter person;
  person.name = "Mia";
  person.references = {{koma::test::fixture_folder / "images/small.png", {}}};
  person.box = {0.1f, 0.05f, 0.7f, 0.95f};
  person.phrase = "girl";
  return person;
}

/// Weights for a LoRA and a ControlNet that fit a checkpoint's denoiser and change what it draws.
struct Parts {
  fs::path lora, control_net;
};

Parts make_parts(const fs::path& unet, const fs::path& folder) {
  const auto weights = koma::tensors::read_safetensors(unet / "diffusion_pytorch_model.safetensors");
  at::manual_seed(3);
  std::map<std::string, at::Tensor> lora;
  for (const auto& [name, tensor] : weights) {
    if (!name.ends_with("attn1.to_q.weight")) continue;
    const std::string layer = "unet." + name.substr(0, name.size() - std::string("weight").size());
    lora[layer + "lora_A.weight"] = at::randn({2, tensor.size(1)});
    lora[layer + "lora_B.weight"] = at::randn({tensor.size(0), 2});
  }
  fs::create_directories(folder / "control");
  koma::tensors::write_safetensors(folder / "lora.safetensors", lora);

  nlohmann::json config = koma::test::read_json(unet / "config.json");
  config["_class_name"] = "ControlNetModel";
  config["conditioning_channels"] = 3;
  config["conditioning_embedding_out_channels"] = {8, 8, 8, 8};
  for (const char* beyond : {"up_block_types", "out_channels"}) config.erase(beyond);
  const auto source = std::make_shared<koma::tensors::InitialiserSource>(5);
  const koma::models::ControlNetModel net(koma::tensors::Weights(source, "controlnet").trainable(),
                                          koma::models::ControlNetConfig::from_json(config));
  std::map<std::string, at::Tensor> control;
  for (const auto& item : net.named_parameters()) {
    const bool exit = item.key().starts_with("controlnet_");
    control[item.key()] = exit ? 0.2 * at::randn(item.value().sizes()) : item.value().detach().clone();
  }
  koma::tensors::write_safetensors(folder / "control/diffusion_pytorch_model.safetensors", control);
  std::ofstream(folder / "control/config.json") << config;
  return {folder / "lora.safetensors", folder / "control"};
}

std::vector<std::string> cells_of(const std::string& line) {
  std::vector<std::string> cells;
  std::istringstream stream(line.substr(1));
  for (std::string cell; std::getline(stream, cell, '|');) {
    const auto first = cell.find_first_not_of(' '), last = cell.find_last_not_of(' ');
    cells.push_back(first == std::string::npos ? "" : cell.substr(first, last - first + 1));
  }
  return cells;
}

}  // namespace

class ConditionPairsTest : public QObject {
  Q_OBJECT

  QTemporaryDir folder_;
  std::map<std::string, Parts> parts_;                            ///< by checkpoint
  std::map<std::string, std::unique_ptr<LocalGenerator>> hands_;  ///< by checkpoint
  std::map<std::string, Image> drawn_;                            ///< by checkpoint and conditions
  fs::path sensei_;
  std::vector<std::vector<std::string>> table_;  ///< first row and column: names
  std::map<std::string, std::string> reasons_;   ///< "1": what the engine says

  const std::vector<Condition> conditions_ = {
      {"characters", [](GenerationRequest& request) { request.characters = {person()}; }},
      {"dialogue boxes",
       [](GenerationRequest& request) {
         request.dialog_boxes = {{0.5f, 0, 1, 0.5f}};
       }},
      {"agent",
       [](GenerationRequest& request) {
         request.characters = {person()};
         request.mllm = {true, 1};
       }},
      {"regions",
       [](GenerationRequest& request) {
         request.regions = Regions{.split = "1,1", .prompts = {"a stormy sea", "a quiet street"}};
       }},
      {"subjects",
       [](GenerationRequest& request) {
         request.characters = {person()};
         request.subject_adapter = {subjects_checkpoint / "ms_adapter.bin", subjects_checkpoint / "image_encoder"};
       }},
      {"found layout",
       [](GenerationRequest& request) {
         request.characters = {person()};
         request.subject_adapter = {subjects_checkpoint / "ms_adapter.bin", subjects_checkpoint / "image_encoder"};
         request.layout = SubjectLayout{.automatic = true, .mask_threshold = 0.5, .start_step = 1};
       }},
      {"ControlNet",
       [this](GenerationRequest& request) {
         request.controls = {{.model = parts_.at(request.model).control_net.string(), .picture = {"waves", waves(9)}}};
       }},
      {"LoRA",
       [this](GenerationRequest& request) {
         request.loras = {{parts_.at(request.model).lora, 1}};
       }},
      {"start picture",
       [](GenerationRequest& request) {
         request.init_picture = {"start", waves(0)};
         request.strength = 0.7;
       }},
      {"repaint",
       [](GenerationRequest& request) {
         request.init_picture = {"start", waves(0)};
         request.strength = 0.7;
         request.mask = {"mask", middle_mask()};
         request.repaint = Repaint{.context = 64, .feather = 0, .prefill = {}, .seam = {}};
       }},
      {"growth",
       [](GenerationRequest& request) {
         request.init_picture = {"start", waves(0)};
         request.strength = 0.7;
         request.init_box = koma::UnitBox{0, 0, 0.5f, 1};
       }},
  };

  const Condition& condition(const std::string& name) const {
    const auto found = std::ranges::find(conditions_, name, &Condition::name);
    if (found == conditions_.end()) throw std::runtime_error("the table names an unknown condition: " + name);
    return *found;
  }

  /// Subjects need SDXL; what DiffSensei alone has needs DiffSensei, and decides where both are wanted.
  std::string model_for(const std::vector<std::string>& names) const {
    const auto any = [&](std::initializer_list<const char*> of) {
      return std::ranges::any_of(names,
                                 [&](const std::string& name) { return std::ranges::find(of, name) != of.end(); });
    };
    const bool subjects = any({"subjects", "found layout"}), sensei = any({"characters", "dialogue boxes", "agent"});
    return subjects && !sensei ? (subjects_checkpoint / "sdxl").string() : sensei_.string();
  }

  GenerationRequest request_for(const std::vector<std::string>& names, const std::string& model) const {
    GenerationRequest request;
    request.model = model;
    request.prompt = "a girl in the rain";
    request.width = width;
    request.height = height;
    request.steps = 3;
    request.guidance_scale = 3;
    request.seed = 7;
    for (const std::string& name : names) condition(name).add(request);
    if (request.regions) request.prompt.clear();
    if (request.init_box) request.width = 2 * width;
    return request;
  }

  GenerationEvent ended(const GenerationRequest& request) {
    auto& hand = hands_[request.model];
    if (!hand) {
      LocalGeneratorOptions options{ModelCatalog({koma::test::fixture_folder})};
      options.threads = 1;
      hand = std::make_unique<LocalGenerator>(options);
    }
    GenerationEvent last;
    PreviewSlot slot;
    hand->run(request, [&](const GenerationEvent& event) { last = event; }, slot, {});
    return last;
  }

  /// The picture with these conditions on one checkpoint; drawn once.
  const Image& picture(const std::vector<std::string>& names, const std::string& model) {
    std::string key = model;
    for (const std::string& name : names) key += "+" + name;
    Image& known = drawn_[key];
    if (!known.empty()) return known;
    const GenerationEvent last = ended(request_for(names, model));
    if (const auto* failed = std::get_if<Failed>(&last)) throw std::runtime_error(key + ": " + failed->text);
    return known = std::get<Finished>(last).pictures.at(0).image;
  }

  /// What of the start picture must stand in the result to the last bit.
  void compare_kept(const Image& result, const GenerationRequest& request) {
    if (request.mask.empty() && !request.init_box) return;
    const Image start = koma::to_rgb(request.init_picture.image), shown = koma::to_rgb(result);
    for (int y = 0; y < height; ++y) {
      for (int x = 0; x < width; ++x) {
        if (!request.mask.empty() && std::min({x, y, width - 1 - x, height - 1 - y}) >= margin - rim) continue;
        if (request.init_box && x > width / 2) continue;  // a growing picture's own edge may be blended
        for (int c = 0; c < 3; ++c) {
          if (shown.row(y)[3 * x + c] == start.row(y)[3 * x + c]) continue;
          QFAIL(qPrintable(QString("pixel %1, %2 changed").arg(x).arg(y)));
        }
      }
    }
  }

 private Q_SLOTS:
  void initTestCase() {
    const fs::path root = folder_.path().toStdString();
    sensei_ = koma::test::checkpoint_with_agent(root / "sensei");
    parts_[sensei_.string()] = make_parts(sensei_checkpoint / "image_generator/unet", root / "sensei-parts");
    const fs::path sdxl = subjects_checkpoint / "sdxl";
    parts_[sdxl.string()] = make_parts(sdxl / "unet", root / "sdxl-parts");

    std::ifstream readme(fs::path(KOMA_TEST_DATA) / "../../engine/pipelines/README.md");
    bool inside = false;
    for (std::string line; std::getline(readme, line);) {
      if (line.starts_with("## ")) inside = line == "## What may be on at once";
      if (!inside) continue;
      if (line.starts_with("| | ") || (!table_.empty() && line.starts_with("| "))) table_.push_back(cells_of(line));
      if (line.size() > 3 && line[0] >= '1' && line[0] <= '9' && line[1] == '.')
        reasons_[line.substr(0, 1)] = line.substr(3);
    }
    QCOMPARE(table_.size(), conditions_.size());  // the last condition has no row, the header is one
  }

  void a_pair_holds_what_the_table_says_data() {
    QTest::addColumn<QString>("first");
    QTest::addColumn<QString>("second");
    QTest::addColumn<QString>("cell");
    for (std::size_t row = 1; row < table_.size(); ++row) {
      for (std::size_t column = row; column < table_[0].size(); ++column) {
        const auto text = [](const std::string& utf8) { return QString::fromStdString(utf8); };
        QTest::addRow("%s and %s", table_[row][0].c_str(), table_[0][column].c_str())
            << text(table_[row][0]) << text(table_[0][column]) << text(table_.at(row).at(column));
      }
    }
  }
  void a_pair_holds_what_the_table_says() {
    QFETCH(QString, first);
    QFETCH(QString, second);
    QFETCH(QString, cell);
    const std::string one = first.toStdString(), other = second.toStdString();
    const std::string model = model_for({one, other});
    const GenerationRequest both = request_for({one, other}, model);
    if (cell == "part of it") {
      QVERIFY(both == request_for({other}, model) || both == request_for({one}, model));
      return;
    }
    if (cell != "yes") {
      const GenerationEvent last = ended(both);
      const auto* failed = std::get_if<Failed>(&last);
      QVERIFY2(failed, "it was drawn, the table says that it is refused");
      QVERIFY2(QString::fromStdString(failed->text).contains(QString::fromStdString(reasons_.at(cell.toStdString()))),
               failed->text.c_str());
      return;
    }
    const Image& together = picture({one, other}, model);
    QVERIFY2(!(together == picture({one}, model)), "the second changes nothing beside the first");
    QVERIFY2(!(together == picture({other}, model)), "the first changes nothing beside the second");
    const GenerationEvent again = ended(both);
    QVERIFY2(std::get<Finished>(again).pictures.at(0).image == together, "drawn again it is another");
    compare_kept(together, both);
  }

  void everything_that_goes_together_is_on_at_once_data() {
    QTest::addColumn<QStringList>("names");
    QTest::newRow("DiffSensei") << QStringList{"characters", "dialogue boxes", "agent",  "regions",
                                               "ControlNet", "LoRA",           "repaint"};
    QTest::newRow("MS-Diffusion") << QStringList{"regions", "subjects", "ControlNet", "LoRA", "repaint"};
    QTest::newRow("MS-Diffusion, layout found") << QStringList{"found layout", "ControlNet", "LoRA", "growth"};
  }
  void everything_that_goes_together_is_on_at_once() {
    QFETCH(QStringList, names);
    std::vector<std::string> all;
    for (const QString& name : names) all.push_back(name.toStdString());
    const std::string model = model_for(all);
    const Image& whole = picture(all, model);
    compare_kept(whole, request_for(all, model));
    for (const std::string& left : all) {
      if (left == "characters") continue;  // the agent brings them
      std::vector<std::string> rest;
      std::ranges::copy_if(all, std::back_inserter(rest), [&](const std::string& name) { return name != left; });
      QVERIFY2(!(picture(rest, model) == whole), ("without " + left + " it is the same").c_str());
    }
  }
};

QTEST_GUILESS_MAIN(ConditionPairsTest)
#include "condition_pairs_test.moc"
