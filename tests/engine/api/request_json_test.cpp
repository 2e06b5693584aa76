// SPDX-License-Identifier: Apache-2.0
#include "engine/api/request_json.h"

#include <QtTest>
#include <fstream>
#include <nlohmann/json.hpp>

#include "engine/api/recipe.h"
#include "engine/base/error.h"

using namespace koma::api;
using nlohmann::json;

namespace {

const char* every_field = R"({
  "schema": "komawari.request/1", "model": "other", "prompt": "a girl", "negative_prompt": "", "prompt_weighting": true,
  "width": 512, "height": 384, "steps": 12, "guidance_scale": 2.5, "guidance_rescale": 0.5, "sampler": "dpmpp_2m",
  "sigmas": "karras", "timestep_spacing": "trailing", "prediction_type": "v_prediction",
  "rescale_zero_terminal_snr": true, "clip_skip": 1, "seed": 9223372036854775807, "count": 3,
  "characters": [{"name": "Aki", "references": ["aki.png#crop=0.25,0.0,0.75,1.0", "/abs/aki.png"], "box": [0.1, 0.05, 0.6, 0.95],
                  "strength": 0.5, "phrase": "a girl in red", "expression": "smiling", "pose": "waving",
                  "facing": "left"}],
  "shot": "close-up", "character_scale": 0.75, "dialog_boxes": [[0, 0, 0.3, 0.2], [0.5, 0.5, 1, 1]],
  "subject_adapter": {"file": "ms_adapter.bin", "image_encoder": "encoder"},
  "layout": {"mode": "auto", "mask_threshold": 0.25, "start_step": 2, "drop_grounding": true},
  "mllm": {"enabled": true, "scale": 0.25},
  "regions": {"split": "1,1;2,1", "prompts": ["a", "b"], "base_prompt": "c", "base_ratio": "0.25,0.5;1", "pooled": "base",
              "in_controls": true,
              "boxes": [{"box": [0, 0, 1, 0.5], "prompt": "sky", "weight": 0.5}]},
  "controls": [{"model": "canny", "picture": "sketch.png", "preprocessor": "canny", "scale": 0.5, "start": 0.25,
                "end": 0.75}],
  "loras": [{"file": "style.safetensors", "weight": -1.5}],
  "init_picture": "init.png", "mask": "mask.png", "strength": 0.5,
  "repaint": {"context": 64, "feather": 8, "prefill": "edges", "seam": "diffrir", "restorer": "seams",
              "seam_blend": 0.5, "seam_seed": 9},
  "high_resolution": {"first_area": 1048576, "strength": 0.25},
  "upscale": {"model": "anime-4x", "refine": 0.25, "finish": "ink"}, "upstream_quirks": true})";

json document() {
  return json::parse(every_field);
}

/// The sentence with which the request is refused; empty when it is accepted.
std::string refusal(const json& value) {
  try {
    (void)request_from_json(value, "/work");
    return {};
  } catch (const koma::Error& error) {
    return error.what();
  }
}

}  // namespace

class RequestJsonTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void a_request_with_every_field_survives_the_round_trip() {
    const GenerationRequest request = request_from_json(document(), "/base");
    const json written = request_to_json(request, "/base");
    QVERIFY2(written == document(), written.dump(1).c_str());
    QVERIFY(request_from_json(written, "/base") == request);
  }

  void only_an_enlarged_picture_may_be_wider_than_models_draw() {
    json wide = document();
    wide["width"] = 4096;
    QCOMPARE(refusal(wide), std::string());
    wide.erase("upscale");
    QCOMPARE(refusal(wide), std::string("$.width: is 4096, but must be 64 to 2048"));
  }

  void paths_are_relative_to_the_file_of_the_request() {
    const GenerationRequest request = request_from_json(document(), "/base");
    QCOMPARE(request.characters[0].references[0].path.string(), std::string("/base/aki.png"));
    QCOMPARE(request.characters[0].references[1].path.string(), std::string("/abs/aki.png"));
    QCOMPARE(request.init_picture.path.string(), std::string("/base/init.png"));
    QCOMPARE(request.loras[0].file.string(), std::string("/base/style.safetensors"));
  }

  void a_crop_follows_the_path_and_is_cut_out() {
    const Picture reference = request_from_json(document(), "/base").characters[0].references[0];
    QVERIFY((reference.crop == koma::UnitBox{0.25f, 0, 0.75f, 1}));
    const Picture picture{{}, koma::Image(4, 2, 1, {1, 2, 3, 4, 5, 6, 7, 8}), {0.25f, 0, 0.75f, 0.5f}};
    QVERIFY(pixels_of(picture) == koma::Image(2, 1, 1, {2, 3}));
    const Picture nothing{{}, koma::Image(4, 2, 1, {1, 2, 3, 4, 5, 6, 7, 8}), {2, 2, 2, 2}};
    QVERIFY(pixels_of(nothing) == koma::Image(1, 1, 1, {8}));
  }

  void an_empty_request_takes_the_defaults() {
    const GenerationRequest request = request_from_json({{"schema", request_schema}}, "/base");
    QVERIFY(request == GenerationRequest{});
    QCOMPARE(request.model, std::string("mini"));
    QVERIFY(!request.negative_prompt && !request.seed && !request.width);
    QCOMPARE(request.count, 1);
    QCOMPARE(request_to_json(request, "/base").size(), std::size_t(2));
  }

  void a_missing_negative_prompt_is_not_an_empty_one() {
    json value = {{"schema", request_schema}, {"negative_prompt", ""}};
    QVERIFY(request_from_json(value, "/").negative_prompt == std::string());
    value["negative_prompt"] = nullptr;
    QVERIFY(!request_from_json(value, "/").negative_prompt);
  }

  void a_wrong_field_is_refused_with_its_path_data() {
    QTest::addColumn<QString>("pointer");
    QTest::addColumn<QString>("value");
    QTest::addColumn<QString>("words");
    const auto row = [](const char* name, const char* pointer, const char* value, const char* words) {
      QTest::newRow(name) << pointer << value << words;
    };
    row("unknown field", "/colour", "1", "$.colour: unknown field");
    row("unknown field of a character", "/characters/0/nmae", "\"Aki\"", "$.characters[0].nmae: unknown field");
    row("unknown field of the agent", "/mllm/speed", "1", "$.mllm.speed: unknown field");
    row("wrong schema", "/schema", "\"komawari.request/2\"", "$.schema: must be");
    row("too wide", "/width", "20000", "$.width: is 20000, but must be 64 to 16384");
    row("text for a number", "/height", "\"tall\"", "$.height: must be a whole number");
    row("fraction of a step", "/steps", "1.5", "$.steps: must be a whole number");
    row("no step", "/steps", "0", "$.steps: is 0, but must be 1 to 150");
    row("negative guidance", "/guidance_scale", "-1", "$.guidance_scale: is -1");
    row("seed too large", "/seed", "9223372036854775808", "$.seed: is 9223372036854775808");
    row("negative seed", "/seed", "-1", "$.seed: is -1");
    row("unknown sampler", "/sampler", "\"best\"", "$.sampler: is \"best\", but must be one of euler, euler_a");
    row("box of three", "/characters/0/box", "[0, 0, 1]", "$.characters[0].box: must be [left, top, right, bottom]");
    row("box of texts", "/dialog_boxes/1", "[0, 0, 1, \"1\"]", "$.dialog_boxes[1][3]: must be a number");
    row("references no list", "/characters/0/references", "\"aki.png\"", "$.characters[0].references: must be a list");
    row("reference no path", "/characters/0/references/0", "7", "$.characters[0].references[0]: must be the path");
    row("crop of two edges", "/characters/0/references/0", "\"a.png#crop=0,1\"",
        "$.characters[0].references[0]: must be [left, top");
    row("strength", "/characters/0/strength", "2.5", "$.characters[0].strength: is 2.5, but must be 0 to 2");
    row("ratio", "/regions/base_ratio", "[0.5]", "$.regions.base_ratio: must be a number");
    row("LoRA weight", "/loras/0/weight", "5", "$.loras[0].weight: is 5, but must be -4 to 4");
    row("count", "/count", "17", "$.count: is 17, but must be 1 to 16");
    row("flag", "/upstream_quirks", "1", "$.upstream_quirks: must be true or false");
  }
  void a_wrong_field_is_refused_with_its_path() {
    QFETCH(QString, pointer);
    QFETCH(QString, value);
    QFETCH(QString, words);
    json wrong = document();
    wrong[json::json_pointer(pointer.toStdString())] = json::parse(value.toStdString());
    const QString said = QString::fromStdString(refusal(wrong));
    QVERIFY2(said.startsWith(words), qPrintable(said));
  }

  void pixels_without_a_file_cannot_be_written() {
    GenerationRequest request;
    request.init_picture.image = koma::Image(1, 1, 1, {7});
    QVERIFY_THROWS_EXCEPTION(koma::Error, (void)request_to_json(request, "/base"));
  }

  void a_recipe_survives_the_round_trip_and_can_be_run_again() {
    const Recipe recipe{request_from_json(document(), "/base"),
                        "mini",
                        "abc",
                        {{"restorer", "def"}},
                        "0.1",
                        "cpu",
                        "float32",
                        "int8",
                        2};
    const json written = recipe_to_json(recipe, "/base");
    QVERIFY(recipe_from_json(written, "/base") == recipe);
    json wrong = written;
    wrong["engine"]["speed"] = 1;
    QVERIFY_THROWS_EXCEPTION(koma::Error, (void)recipe_from_json(wrong, "/base"));

    QTemporaryDir folder;
    const std::filesystem::path file = folder.filePath("recipe.json").toStdString();
    std::ofstream(file) << written.dump();
    QCOMPARE(read_request(file).characters[0].references[0].path, file.parent_path() / "aki.png");
    QVERIFY(read_request(file).seed == recipe.request.seed);
  }

  void a_file_that_is_no_json_is_refused_with_a_sentence() {
    QTemporaryDir folder;
    const std::filesystem::path file = folder.filePath("broken.json").toStdString();
    std::ofstream(file) << "{\"schema\":";
    QVERIFY_THROWS_EXCEPTION(koma::Error, (void)read_request(file));
    QVERIFY_THROWS_EXCEPTION(koma::Error, (void)read_request(file.string() + ".missing"));
  }
};

QTEST_GUILESS_MAIN(RequestJsonTest)
#include "request_json_test.moc"
