// SPDX-License-Identifier: Apache-2.0
#include "engine/api/picture_editing.h"

#include <QTemporaryDir>
#include <QtTest>
#include <fstream>
#include <nlohmann/json.hpp>

#include "engine/base/error.h"

using namespace koma;
using namespace koma::api;
using nlohmann::json;
namespace fs = std::filesystem;

namespace {

json plan_of(const json& edits) {
  return {{"schema", edit_plan_schema}, {"edits", edits}};
}

const json good_edit = {{"op", "add"}, {"box", {0.25, 0, 0.5, 1}}, {"prompt", "a moon"}};

json with(const char* key, const json& value) {
  json edit = good_edit;
  edit[key] = value;
  return plan_of(json::array({good_edit, edit}));
}

QString refusal(const json& value) {
  try {
    (void)edit_plan_from_json(value, "/work");
  } catch (const Error& error) {
    return QString::fromStdString(error.what());
  }
  return "no complaint";
}

Image grey(int width, int height, int level) {
  return Image(width, height, 1,
               std::vector<std::uint8_t>(std::size_t(width) * std::size_t(height), std::uint8_t(level)));
}

/// Paints what the mask shows in the grey that is the strength, and remembers what it was asked for.
class Painter final : public Generator {
 public:
  void run(const GenerationRequest& request, EventSink sink, PreviewSlot&, std::stop_token stop) override {
    if (stop.stop_requested()) return sink(Cancelled{});
    asked.push_back(request);
    if (request.prompt == "fail") return sink(Failed{ErrorCode::unsupported, "no ink"});
    const Image before = pixels_of(request.init_picture), mask = pixels_of(request.mask);
    std::vector<std::uint8_t> pixels(before.pixels().begin(), before.pixels().end());
    for (std::size_t i = 0; i < pixels.size(); ++i) {
      if (mask.pixels()[i] == 255) pixels[i] = std::uint8_t(request.strength * 100);
    }
    sink(Progress{1, 1, 0});
    sink(Finished{{{Image(before.width(), before.height(), 1, std::move(pixels)), {request}}}, {}, 0});
    if (stop_after == asked.size() && source) source->request_stop();
  }

  std::vector<GenerationRequest> asked;
  std::size_t stop_after = 0;
  std::stop_source* source = nullptr;
};

/// Keeps nothing on the disk but remembers places.
struct Shelf {
  EditKeeper keeper{[this](std::size_t edit, const Image&) { return place(edit, "mask"); },
                    [this](std::size_t edit, const FinishedPicture& picture) {
                      pictures.push_back(picture.image);
                      return place(edit, "picture");
                    },
                    [this](std::size_t edit, const GenerationEvent& event) { events[edit] += event.index(); }};
  std::vector<Image> pictures;
  std::map<std::size_t, std::size_t> events;

  static fs::path place(std::size_t edit, const char* what) { return fs::path(what + std::to_string(edit)); }
};

}  // namespace

class PictureEditingTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void a_plan_is_read() {
    json edits = json::array({good_edit,
                              {{"op", "delete"}, {"entity", "a wire"}, {"mask", "wire.png"}},
                              {{"op", "modify"}, {"box", {-0.5, 0, 0.5, 2}}, {"prompt", "red"}, {"strength", 0.5}}});
    json document = plan_of(edits);
    document["scene"] = "a roof";
    const EditPlan plan = edit_plan_from_json(document, "/work");
    QCOMPARE(plan.scene, std::string("a roof"));
    QCOMPARE(plan.edits.size(), std::size_t(3));
    QVERIFY(plan.edits[0].kind == EditKind::add && *plan.edits[0].box == (UnitBox{0.25f, 0, 0.5f, 1}));
    QVERIFY(plan.edits[1].kind == EditKind::remove && !plan.edits[1].box);
    QCOMPARE(plan.edits[1].mask.path, fs::path("/work/wire.png"));
    QVERIFY(plan.edits[2].kind == EditKind::modify && *plan.edits[2].strength == 0.5);
    QCOMPARE(to_string(EditKind::remove), "delete");
  }

  void a_vision_models_answer_is_a_plan_of_one_edit() {
    json answer = {{"source_caption", "a cat"},
                   {"target_caption", "a red cat"},
                   {"changed", {"colour"}},
                   {"box", {900, 100, 200, 1400}},
                   {"whole_image", false}};
    const EditPlan plan = edit_plan_from_json(answer, "/work");
    QCOMPARE(plan.edits.size(), std::size_t(1));
    QVERIFY(*plan.edits[0].box == (UnitBox{0.2f, 0.1f, 0.9f, 1}));  // corners swapped, and cut
    QCOMPARE(plan.edits[0].prompt, std::string("a red cat"));
    answer["whole_image"] = true;
    QVERIFY((*edit_plan_from_json(answer, "").edits[0].box == UnitBox{0, 0, 1, 1}));
    answer["whole_image"] = false;
    answer["box"] = {1, 2, 3};
    QCOMPARE(refusal(answer), "$.box: must be four whole numbers from 0 to 1000");
    answer["box"] = {5, 5, 5, 700};
    QCOMPARE(refusal(answer), "$.box: has no area; right must be greater than left, and bottom than top");
  }

  void what_is_wrong_is_said_with_its_path() {
    const std::pair<json, QString> cases[] = {
        {with("op", "paint"), "$.edits[1].op: is \"paint\", but must be one of add, delete, modify"},
        {with("op", nullptr), "$.edits[1].op: is missing; give add, delete or modify"},
        {with("box", {1.2, 0, 1.5, 1}),
         "$.edits[1].box: lies beside the picture; give a box that shares something with 0 to 1"},
        {with("box", {0.5, 0, 0.5, 1}),
         "$.edits[1].box: has no area; right must be greater than left, and bottom than top"},
        {with("box", nullptr), "$.edits[1].box: is missing; give a box, or a mask"},
        {with("mask", "m.png"), "$.edits[1].mask: and a box exclude each other; give one of them"},
        {with("prompt", ""), "$.edits[1].prompt: is missing; say what is to be seen there"},
        {plan_of(json::array({{{"op", "delete"}, {"box", {0, 0, 1, 1}}}})),
         "$.edits[0].prompt: is missing; say what is to be seen there instead, or give the plan a scene"},
        {with("strength", 2), "$.edits[1].strength: is 2, but must be 0 to 1"},
        {with("colour", "red"), "$.edits[1].colour: unknown field; correct its name or remove it"},
        {plan_of(json::array()), "$.edits: holds nothing to do; give at least one edit"},
        {json{{"schema", "x"}}, "$.schema: must be \"komawari.edit_plan/1\""}};
    for (const auto& [value, sentence] : cases) {
      QVERIFY2(refusal(value).startsWith(sentence), qPrintable(refusal(value) + " instead of " + sentence));
    }
    QTemporaryDir folder;
    const fs::path file = fs::path(folder.path().toStdString()) / "plan.json";
    QVERIFY_THROWS_EXCEPTION(Error, (void)read_edit_plan(file));
    std::ofstream(file) << with("strength", 1).dump();
    QCOMPARE(read_edit_plan(file).edits.size(), std::size_t(2));
  }

  void a_box_becomes_the_pixels_that_it_touches() {
    // The left edge cuts through the second pixel, the right one ends on the sixth; the top lies outside.
    QVERIFY(mask_of_box({0.1875f, -1, 0.75f, 0.5f}, 8, 2) ==
            Image(8, 2, 1, {0, 255, 255, 255, 255, 255, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}));
  }

  void edits_follow_each_other_and_keep_the_rest() {
    EditJob job;
    job.base.seed = 40;
    job.base.steps = 9;
    job.base.prompt = "everything";
    job.base.characters.emplace_back();
    job.base.regions.emplace();
    job.base.high_resolution.emplace();
    job.picture = {.path = "start.png", .image = grey(8, 4, 7)};
    job.plan.scene = "a roof";
    job.plan.edits = {
        {EditKind::add, UnitBox{0, 0, 0.25f, 1}, {}, "a moon", {}},
        {EditKind::modify, UnitBox{0.125f, 0, 0.5f, 1}, {}, "red", {}},
        {EditKind::remove, {}, {.path = "own.png", .image = mask_of_box({0.75f, 0, 1, 1}, 8, 4)}, "", 0.5}};
    Painter painter;
    Shelf shelf;
    PreviewSlot slot;
    QVERIFY(edit_picture(painter, job, shelf.keeper, slot, {}));
    const std::vector<std::uint8_t> wanted{100, 75, 75, 75, 7, 7, 50, 50};
    QVERIFY(std::equal(wanted.begin(), wanted.end(), shelf.pictures.back().row(3)));
    QCOMPARE(shelf.pictures.size(), std::size_t(3));
    QCOMPARE(painter.asked[0].init_picture.path, fs::path("start.png"));
    QCOMPARE(painter.asked[1].init_picture.path, fs::path("picture0"));
    QCOMPARE(painter.asked[1].mask.path, fs::path("mask1"));
    QCOMPARE(painter.asked[2].mask.path, fs::path("own.png"));
    QCOMPARE(painter.asked[2].prompt, std::string("a roof"));
    QCOMPARE(*painter.asked[2].seed, std::uint64_t(42));
    QCOMPARE(*painter.asked[2].steps, 9);
    for (const auto& asked : painter.asked) {
      QVERIFY(asked.characters.empty() && !asked.regions && !asked.high_resolution && asked.count == 1);
    }
  }

  void a_stop_keeps_what_is_finished_and_a_failure_names_its_edit() {
    EditJob job;
    job.picture = {.path = {}, .image = grey(8, 4, 7)};
    job.plan.edits.assign(3, {EditKind::add, UnitBox{0, 0, 1, 1}, {}, "a moon", {}});
    std::stop_source source;
    Painter painter;
    painter.stop_after = 2;
    painter.source = &source;
    Shelf shelf;
    PreviewSlot slot;
    QVERIFY(!edit_picture(painter, job, shelf.keeper, slot, source.get_token()));
    QCOMPARE(shelf.pictures.size(), std::size_t(2));
    job.plan.edits[1].prompt = "fail";
    try {
      (void)edit_picture(painter, job, shelf.keeper, slot, {});
      QFAIL("it did not fail");
    } catch (const Error& error) {
      QCOMPARE(error.what(), "edit 2: no ink");
    }
  }
};

QTEST_GUILESS_MAIN(PictureEditingTest)
#include "picture_editing_test.moc"
