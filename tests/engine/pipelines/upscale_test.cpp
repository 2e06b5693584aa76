// SPDX-License-Identifier: Apache-2.0
#include <ATen/ATen.h>
#include <c10/core/InferenceMode.h>

#include <QtTest>
#include <algorithm>

#include "engine/base/error.h"
#include "engine/base/picture_file.h"
#include "engine/checkpoints/file_kind.h"
#include "engine/models/upscaler.h"
#include "engine/pipelines/local_generator.h"
#include "engine/pipelines/repaint_pixels.h"
#include "engine/pipelines/seam_repair.h"
#include "engine/pipelines/upscale_finish.h"
#include "engine/pipelines/upscale_plan.h"
#include "engine/tensors/noise.h"
#include "engine/tensors/pixels.h"
#include "engine/tensors/safetensors_writer.h"
#include "tests/support/diffsensei_fixture.h"
#include "tests/support/filled_weights.h"

using koma::Image;
using koma::checkpoints::read_part_layout;
using koma::models::UpscalerConfig;
using koma::tensors::Weights;
using namespace koma::pipelines;
using namespace koma::test;
namespace api = koma::api;
namespace fs = std::filesystem;

namespace {

using Tensors = std::map<std::string, at::Tensor>;

UpscalerConfig tiny_rrdb(std::int64_t unshuffle, std::int64_t doublings = 2) {
  UpscalerConfig config;
  config.unshuffle = unshuffle;
  config.doublings = doublings;
  config.scale = (1 << doublings) / unshuffle;
  config.features = 8;
  config.growth = 4;
  config.blocks = 2;
  return config;
}

UpscalerConfig tiny_compact() {
  UpscalerConfig config;
  config.compact = true;
  config.features = 8;
  config.blocks = 2;
  return config;
}

std::shared_ptr<const koma::models::Upscaler> made(const UpscalerConfig& config) {
  return koma::models::make_upscaler(Weights(std::make_shared<FilledSource>()), config);
}

/// How ESRGAN called its layers when it was released, and later.
std::string first_name(const std::string& name) {
  static const std::map<std::string, std::string> frame = {{"conv_first", "model.0"}, {"conv_body", "model.1.sub.2"},
                                                           {"conv_up1", "model.3"},   {"conv_up2", "model.6"},
                                                           {"conv_hr", "model.8"},    {"conv_last", "model.10"}};
  const std::string layer = name.substr(0, name.rfind('.')), what = name.substr(name.rfind('.'));
  const auto found = frame.find(layer);
  if (found != frame.end()) return found->second + what;
  QString text = QString::fromStdString(layer);
  text.replace("body.", "model.1.sub.").replace("rdb", "RDB");
  return text.toStdString() + ".0" + what;
}

std::string trunk_name(const std::string& name) {
  QString text = QString::fromStdString(name);
  text.replace("conv_body", "trunk_conv").replace("conv_hr", "HRconv").replace("conv_up", "upconv");
  return text.replace("body.", "RRDB_trunk.").replace("rdb", "RDB").toStdString();
}

Image grey_of(int width, int height, const std::function<int(int, int)>& value) {
  std::vector<std::uint8_t> pixels;
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) pixels.push_back(std::uint8_t(value(x, y)));
  }
  return Image(width, height, 1, std::move(pixels));
}

/// Noise with colours.
Image noise_of(int width, int height) {
  return koma::tensors::to_image(unit("picture", {3, height, width}) * 2 - 1);
}

/// A line on paper with a patch of tone beside it.
Image drawing_of(int width, int height) {
  return grey_of(width, height, [&](int x, int y) {
    if (x > width / 4 && x < width / 4 + 6) return 0;
    return x > width * 5 / 8 && y > height / 2 ? 120 + (x * 7 + y * 13) % 40 : 255;
  });
}

/// All that a run said.
struct Heard {
  std::vector<api::GenerationEvent> events;
  [[nodiscard]] const api::Finished* finished() const { return std::get_if<api::Finished>(&events.back()); }
  [[nodiscard]] std::string failure() const {
    const auto* failed = std::get_if<api::Failed>(&events.back());
    return failed ? failed->text : std::string();
  }
};

}  // namespace

class UpscaleTest : public QObject {
  Q_OBJECT

  QTemporaryDir folder_;
  [[nodiscard]] fs::path file(const std::string& name) const { return fs::path(folder_.path().toStdString()) / name; }

  fs::path written(const std::string& name, const Tensors& tensors) const {
    koma::tensors::write_safetensors(file(name), tensors);
    return file(name);
  }

  [[nodiscard]] QString refusal(const fs::path& path) const {
    try {
      (void)read_part_layout(path, "upscaler");
    } catch (const koma::Error& error) {
      return QString::fromStdString(error.sentence());
    }
    return "taken";
  }

  [[nodiscard]] Heard run(const api::GenerationRequest& request, std::stop_source stop = {}) const {
    LocalGeneratorOptions options{api::ModelCatalog({fs::path(folder_.path().toStdString())})};
    options.threads = 1;
    LocalGenerator generator(options);
    api::PreviewSlot slot;
    Heard heard;
    generator.run(
        request,
        [&](const api::GenerationEvent& event) {
          heard.events.push_back(event);
          if (std::holds_alternative<api::Progress>(event) && request.prompt == "stop") stop.request_stop();
        },
        slot, stop.get_token());
    return heard;
  }

  [[nodiscard]] api::GenerationRequest request_of(const Image& picture, const fs::path& model, int width,
                                                  int height) const {
    api::GenerationRequest request;
    request.init_picture = {.path = "picture.png", .image = picture};
    request.width = width;
    request.height = height;
    request.upscale = api::Upscale{model.string(), 0, {}};
    return request;
  }

 private Q_SLOTS:
  void networks_agree_with_the_record_data() {
    QTest::addColumn<int>("unshuffle");
    QTest::addColumn<int>("doublings");
    QTest::addColumn<QList<double>>("facts");
    using L = QList<double>;
    QTest::newRow("RRDBNet x4") << 1 << 2 << L{0.2857724, 0.5613059, -0.0068401, 0.0330243, 0.0916056, 0.0697284};
    QTest::newRow("RRDBNet x2, unshuffled")
        << 2 << 2 << L{0.6536490, 1.1945372, 0.2171301, 0.5506704, 0.6999000, 0.1429649};
    QTest::newRow("RRDBNet x1, unshuffled")
        << 4 << 2 << L{0.2410258, 0.4963057, 0.2009273, 0.4959805, 0.7337046, 0.2018573};
    QTest::newRow("RRDBNet x2, doubled once")
        << 1 << 1 << L{0.3342238, 0.5875728, -0.0353817, 0.1657391, 0.3201083, -0.0680346};
    QTest::newRow("SRVGGNetCompact x4") << 1 << 0
                                        << L{0.4926801, 0.3733069, 0.7792019, 1.1029562, 1.1161506, 0.3579999};
  }
  void networks_agree_with_the_record() {
    QFETCH(int, unshuffle);
    QFETCH(int, doublings);
    QFETCH(QList<double>, facts);
    Facts golden;
    std::copy(facts.begin(), facts.end(), golden.begin());
    const at::Tensor x = unit("fixture.lq", {1, 3, 12, 20});
    for (const bool inference : {false, true}) {
      const c10::InferenceMode mode(inference);
      const auto network = made(doublings == 0 ? tiny_compact() : tiny_rrdb(unshuffle, doublings));
      const double off = distance_from(network->forward(x), golden);
      QVERIFY2(off <= 1e-5, qPrintable(QString::number(off)));
    }
  }

  void every_spelling_of_a_file_gives_the_same_network() {
    const auto network = made(tiny_rrdb(1));
    Tensors canonical = tensors_of(*network), first, trunk, wrapped, both;
    for (const auto& [name, tensor] : canonical) {
      first.emplace(first_name(name), tensor);
      trunk.emplace(trunk_name(name), tensor);
      wrapped.emplace("params_ema." + name, tensor);
      both.emplace("params_ema." + name, tensor);
      both.emplace("params." + name, at::zeros_like(tensor));
    }
    const at::Tensor x = unit("fixture.lq", {1, 3, 12, 20});
    const at::Tensor expected = network->forward(x);
    for (const auto& [name, tensors] :
         {std::pair("body", canonical), {"first", first}, {"trunk", trunk}, {"wrapped", wrapped}, {"both", both}}) {
      const auto part = read_part_layout(written(std::string(name) + ".safetensors", tensors), "upscaler");
      QCOMPARE(part.config["scale"].get<int>(), 4);
      QCOMPARE(part.config["blocks"].get<int>(), 2);
      QVERIFY2(at::equal(koma::models::open_upscaler(part)->forward(x), expected), name);
    }
  }

  void an_unshuffled_and_a_compact_file_are_known_and_listed() {
    written("x2.safetensors", tensors_of(*made(tiny_rrdb(2))));
    written("anime.safetensors", tensors_of(*made(tiny_compact())));
    written("seams.safetensors", tensors_of(*tiny_model(1)));
    const auto x2 = api::inspect_model(file("x2.safetensors"));
    QVERIFY2(x2.problem.empty(), x2.problem.c_str());
    QVERIFY(x2.kind == api::ModelKind::upscaler);
    QCOMPARE(x2.scale, 2);
    QCOMPARE(api::inspect_model(file("anime.safetensors")).scale, 4);
    const auto seams = api::inspect_model(file("seams.safetensors"));
    QVERIFY(seams.kind == api::ModelKind::restorer && seams.problem.empty());
    QCOMPARE(seams.scale, 1);
  }

  void what_is_no_upscaler_says_what_it_is() {
    QCOMPARE(refusal(written("adapter.safetensors", {{"body.0.in_conv.weight", at::zeros({4, 4, 1, 1})}})),
             QString("this is a T2I adapter; give a network that enlarges pictures"));
    QCOMPARE(refusal(written("seam.safetensors", tensors_of(*tiny_model(1)))),
             QString("this is DiffRIR, which repairs seams; give a network that enlarges pictures"));
    Tensors tensors = tensors_of(*made(tiny_rrdb(1)));
    tensors.erase("conv_hr.weight");
    QVERIFY(refusal(written("torn.safetensors", tensors)).contains("conv_hr.weight"));
    tensors = tensors_of(*made(tiny_rrdb(1)));
    tensors["conv_first.weight"] = at::zeros({8, 5, 3, 3});
    QVERIFY(refusal(written("odd.safetensors", tensors)).contains("do not fit"));
    QVERIFY(refusal(file("nowhere.safetensors")).contains("no such file"));
  }

  void tiles_cover_a_picture_once_and_see_what_they_need() {
    for (const auto& [width, height] : {std::pair(100, 90), {57, 300}, {20, 20}}) {
      std::vector<int> covered(std::size_t(width * height));
      for (const EnlargerTile& tile : enlarger_tiles(width, height, 32, 6, 4)) {
        QVERIFY(tile.seen.contains(tile.core) && tile.seen.left % 4 == 0 && tile.seen.top % 4 == 0);
        QVERIFY(tile.core.left - tile.seen.left == std::min(8, tile.core.left));
        for (int y = tile.core.top; y < tile.core.bottom(); ++y) {
          for (int x = tile.core.left; x < tile.core.right(); ++x) ++covered[std::size_t(y * width + x)];
        }
      }
      QVERIFY(std::ranges::all_of(covered, [](int times) { return times == 1; }));
    }
    QCOMPARE(enlarger_tiles(44, 44, 32, 6).size(), std::size_t(1));
  }

  void tiles_of_a_compact_network_give_what_the_whole_gives() {
    const auto network = made(tiny_compact());
    const PictureEnlarger enlarger(written("compact.safetensors", tensors_of(*network)), {});
    const Image picture = noise_of(430, 400);
    QCOMPARE(enlarger.tiles(430, 400), 4);
    int done = 0;
    const Image tiled = enlarger.enlarge(picture, 0, [&] { ++done; });
    QCOMPARE(done, 4);
    const at::Tensor x = koma::tensors::to_tensor(picture).add(1).div(2).unsqueeze(0);
    const Image whole = koma::tensors::to_image(network->forward(x).select(0, 0).mul(2).sub(1));
    double worst = 0;
    for (std::size_t i = 0; i < whole.pixels().size(); ++i) {
      worst = std::max(worst, std::abs(double(whole.pixels()[i]) - tiled.pixels()[i]));
    }
    QVERIFY2(worst <= 1, qPrintable(QString::number(worst)));  // where a sum rounds the other way
  }

  void a_plan_covers_the_size_and_runs_no_pass_in_vain_data() {
    QTest::addColumn<QSize>("size");
    QTest::addColumn<int>("scale");
    QTest::addColumn<int>("passes");
    QTest::addColumn<QRect>("shown");
    QTest::newRow("just so") << QSize(400, 200) << 4 << 1 << QRect(0, 0, 100, 50);
    QTest::newRow("a little more is scaled") << QSize(480, 240) << 4 << 1 << QRect(0, 0, 100, 50);
    QTest::newRow("much more is a second pass") << QSize(800, 400) << 4 << 2 << QRect(0, 0, 100, 50);
    QTest::newRow("another shape") << QSize(200, 200) << 4 << 1 << QRect(25, 0, 50, 50);
    QTest::newRow("smaller") << QSize(64, 32) << 4 << 0 << QRect(0, 0, 100, 50);
    QTest::newRow("without a network") << QSize(400, 200) << 0 << 0 << QRect(0, 0, 100, 50);
    QTest::newRow("a network of one size") << QSize(400, 200) << 1 << 1 << QRect(0, 0, 100, 50);
  }
  void a_plan_covers_the_size_and_runs_no_pass_in_vain() {
    QFETCH(QSize, size);
    QFETCH(int, scale);
    QFETCH(int, passes);
    QFETCH(QRect, shown);
    const Image picture = grey_of(100, 50, [](int, int) { return 255; });
    const UpscalePlan plan = upscale_plan(picture, {size.width(), size.height(), scale, false});
    QCOMPARE(plan.passes, passes);
    QCOMPARE(plan.shown, (PixelRect{shown.x(), shown.y(), shown.width(), shown.height()}));
    QVERIFY(plan.bytes >= std::uint64_t(size.width()) * std::uint64_t(size.height()));
  }

  void refined_tiles_overlap_and_fade_in() {
    const auto tiles = refine_tiles(1000, 300, 256, 32);
    QCOMPARE(tiles.size(), std::size_t(10));
    QCOMPARE(tiles.front(), (PixelRect{0, 0, 256, 256}));
    QCOMPARE(tiles.back(), (PixelRect{744, 44, 256, 256}));
    for (std::size_t i = 1; i < 5; ++i) QVERIFY(tiles[i].left <= tiles[i - 1].right() - 32);
    const Image mask = refine_mask(tiles[1], 32);
    QCOMPARE(int(mask.row(100)[40]), 255);
    QVERIFY(mask.row(100)[0] < 8 && mask.row(100)[16] > 100 && mask.row(100)[16] < 160);
    QCOMPARE(int(refine_mask(tiles[0], 32).row(0)[0]), 255);
  }

  void paper_and_ink_stay_what_they_were() {
    const Image original = drawing_of(64, 48);
    const Image clean = scaled(original, 192, 144);
    const Image dull = grey_of(192, 144, [&](int x, int y) { return clean.row(y)[x] * 9 / 10; });
    const Image result = pinned(dull, original);
    QCOMPARE(int(dull.row(20)[10]), 229);
    QCOMPARE(int(result.row(20)[10]), 255);
    QCOMPARE(int(result.row(20)[3 * 19]), 0);
    // Tones between come back too.
    double before = 0, after = 0;
    for (int x = 150; x < 180; ++x) {
      before += std::abs(dull.row(100)[x] - clean.row(100)[x]);
      after += std::abs(result.row(100)[x] - clean.row(100)[x]);
    }
    QVERIFY2(after < before / 5, qPrintable(QString::number(after)));
    QVERIFY(is_grey(original) && is_grey(koma::to_rgb(original)) && !is_grey(noise_of(8, 8)));
    QVERIFY_THROWS_EXCEPTION(koma::Error, (void)pinned(koma::to_rgb(dull), original));
  }

  void a_seam_is_repaired_inside_the_mask_only() {
    const auto model = tiny_model(1);
    const Image drawn = noise_of(50, 40), original = koma::tensors::to_image(unit("other", {3, 40, 50}) * 2 - 1);
    const Image mask = grey_of(50, 40, [](int x, int y) { return x > 20 && y > 10 ? (x == 21 ? 128 : 255) : 127; });
    const Image all = repair_seam(*model, {drawn, original, mask}, {7, 1});
    const Image half = repair_seam(*model, {drawn, original, mask}, {7, 0.5});
    const Image none = repair_seam(*model, {drawn, original, mask}, {7, 0});
    QVERIFY(all == repair_seam(*model, {drawn, original, mask}, {7, 1}));
    QVERIFY(!(all == repair_seam(*model, {drawn, original, mask}, {8, 1})));
    const auto unit_of = [](const Image& image) { return koma::tensors::to_tensor(image).add(1).div(2).unsqueeze(0); };
    const at::Tensor hole = (unit_of(mask) > 0.5).to(at::kFloat);
    const Image direct = koma::tensors::to_image(
        model->forward(unit_of(drawn), unit_of(original) * (1 - hole), koma::tensors::normal_noise({7}, {256}))
            .select(0, 0)
            .mul(2)
            .sub(1));
    for (std::size_t i = 0; i < all.pixels().size(); ++i) {
      const bool inside = mask.pixels()[i / 3] >= 128;  // the middle itself is drawn
      const int from = drawn.pixels()[i], to = all.pixels()[i];
      QCOMPARE(to, int(inside ? direct.pixels()[i] : original.pixels()[i]));
      QCOMPARE(int(none.pixels()[i]), int(inside ? from : original.pixels()[i]));
      QVERIFY(!inside || std::abs(half.pixels()[i] - (from + to) / 2.0) <= 0.5);
    }
    const Image nothing = grey_of(50, 40, [](int, int) { return 0; });
    QVERIFY(repair_seam(*model, {drawn, original, nothing}, {7, 1}) == original);
    const Image grey = repair_seam(*model, {koma::to_grey(drawn), koma::to_grey(original), mask}, {7, 1});
    QCOMPARE(grey.channels(), 1);
    QVERIFY_THROWS_EXCEPTION(koma::Error, (void)repair_seam(*model, {drawn, koma::to_grey(original), mask}, {}));
    QVERIFY_THROWS_EXCEPTION(koma::Error, (void)repair_seam(*tiny_model(2), {drawn, original, mask}, {}));
  }

  void a_request_enlarges_to_exactly_its_size_and_says_how_again_data() {
    QTest::addColumn<QString>("network");
    QTest::newRow("Lanczos") << "";
    QTest::newRow("a compact network") << "compact";
    QTest::newRow("RRDBNet x2") << "x2";
    QTest::newRow("DiffRIR x2") << "restore2";
  }
  void a_request_enlarges_to_exactly_its_size_and_says_how_again() {
    QFETCH(QString, network);
    written("compact.safetensors", tensors_of(*made(tiny_compact())));
    written("x2.safetensors", tensors_of(*made(tiny_rrdb(2))));
    written("restore2.safetensors", tensors_of(*tiny_model(2)));
    const Image picture = drawing_of(60, 44);
    const Heard heard = run(request_of(koma::to_rgb(picture), network.toStdString(), 181, 133));  // by id
    QVERIFY2(heard.finished(), heard.failure().c_str());
    const api::FinishedPicture& result = heard.finished()->pictures.at(0);
    QCOMPARE(result.image.width(), 181);
    QCOMPARE(result.image.height(), 133);
    QCOMPARE(result.image.channels(), 1);  // a grey page stays grey
    QCOMPARE(int(result.image.row(60)[20]), 255);
    QCOMPARE(int(result.image.row(60)[3 * 18]), 0);
    QCOMPARE(result.recipe.file_hashes.contains("upscaler"), !network.isEmpty());
    QVERIFY(result.recipe.request.seed.has_value());
    const Heard again = run(result.recipe.request);
    QVERIFY(again.finished()->pictures.at(0).image == result.image);
  }

  void ink_is_made_at_the_new_size() {
    api::GenerationRequest request = request_of(drawing_of(64, 64), "", 256, 256);
    request.upscale->finish = api::UpscaleFinish::ink;
    const Heard heard = run(request);
    const Image& image = heard.finished()->pictures.at(0).image;
    int between = 0;
    for (int x = 0; x < 128; ++x) between += image.row(64)[x] > 20 && image.row(64)[x] < 235;
    QVERIFY2(between <= 8, qPrintable(QString::number(between)));  // two edges of a line
  }

  void a_model_draws_over_the_tiles_when_asked() {
    api::GenerationRequest request = request_of(noise_of(60, 40), "", 192, 128);  // two tiles
    request.model = (fs::path(KOMA_TEST_DATA) / "rpg/checkpoint/sd15").string();
    request.prompt = "a man";
    request.steps = 4;
    request.seed = 3;
    const Image plain = run(request).finished()->pictures.at(0).image;
    request.upscale->refine = 0.5;
    const Heard heard = run(request);
    QVERIFY2(heard.finished(), heard.failure().c_str());
    const Image& refined = heard.finished()->pictures.at(0).image;
    QVERIFY(refined.width() == 192 && refined.height() == 128 && !(refined == plain));
    const auto& progress = std::get<api::Progress>(heard.events.at(heard.events.size() - 2));
    QCOMPARE(progress.step, progress.steps);
    QVERIFY(run(heard.finished()->pictures.at(0).recipe.request).finished()->pictures.at(0).image == refined);
  }

  void a_repaint_with_a_repaired_seam_keeps_what_is_kept() {
    written("seams.safetensors", tensors_of(*tiny_model(1)));
    const Image picture = noise_of(128, 96);
    api::GenerationRequest request;
    request.model = (fs::path(KOMA_TEST_DATA) / "rpg/checkpoint/sd15").string();
    request.prompt = "a man";
    request.steps = 4;
    request.seed = 3;
    request.init_picture = {.path = "picture.png", .image = picture};
    request.mask = {.path = "mask.png", .image = grey_of(128, 96, [](int x, int y) {
                                          return x > 48 && x < 80 && y > 32 && y < 64 ? 255 : 0;
                                        })};
    request.repaint = api::Repaint{};
    request.repaint->seam = "match";
    const Image matched = run(request).finished()->pictures.at(0).image;
    request.repaint->seam = "diffrir";
    QVERIFY(run(request).failure().find("restorer") != std::string::npos);
    request.repaint->restorer = "seams";
    const Heard heard = run(request);
    QVERIFY2(heard.finished(), heard.failure().c_str());
    const Image& repaired = heard.finished()->pictures.at(0).image;
    const auto& recipe = heard.finished()->pictures.at(0).recipe;
    QVERIFY(!(repaired == matched));
    QCOMPARE(recipe.file_hashes.at("restorer").size(), std::size_t(64));
    QVERIFY(run(recipe.request).finished()->pictures.at(0).image == repaired);
    for (int y = 0; y < 96; ++y) {
      for (int x : {0, 1, 126, 127})
        QVERIFY(std::equal(repaired.row(y) + 3 * x, repaired.row(y) + 3 * x + 3, picture.row(y) + 3 * x));
    }
    request.repaint->seam_blend = 0;
    QVERIFY(run(request).finished()->pictures.at(0).image == matched);
    request.repaint->seam = "match";
    QVERIFY(run(request).failure().find("$.repaint.restorer") != std::string::npos);
  }

  void what_cannot_be_enlarged_fails_in_one_sentence() {
    const auto failure = [&](const api::GenerationRequest& request) {
      return QString::fromStdString(run(request).failure());
    };
    const api::GenerationRequest usual = request_of(drawing_of(64, 64), "", 128, 128);
    api::GenerationRequest request = usual;
    request.init_picture = {};
    QVERIFY(failure(request).contains("needs a picture to enlarge"));
    request = usual;
    request.width.reset();
    QVERIFY(failure(request).contains("give width and height"));
    request = usual;
    request.repaint = api::Repaint{};
    QVERIFY(failure(request).contains("exclude each other"));
    request = usual;
    request.upscale->model = "nowhere";
    QVERIFY(failure(request).contains("there is no such model"));
    request.upscale->model = written("x1.safetensors", tensors_of(*tiny_model(1))).string();
    QVERIFY(failure(request).contains("repairs seams; give x2 or x4"));
    request.upscale->model = (koma::test::fixture_folder / "checkpoint").string();
    QVERIFY(!failure(request).isEmpty());
  }

  void a_stop_between_tiles_cancels() {
    written("compact.safetensors", tensors_of(*made(tiny_compact())));
    api::GenerationRequest request = request_of(noise_of(430, 400), "compact", 1720, 1600);
    request.prompt = "stop";
    const Heard heard = run(request);
    QVERIFY(std::holds_alternative<api::Cancelled>(heard.events.back()));
    QCOMPARE(heard.events.size(), std::size_t(3));
  }
};

QTEST_GUILESS_MAIN(UpscaleTest)
#include "upscale_test.moc"
