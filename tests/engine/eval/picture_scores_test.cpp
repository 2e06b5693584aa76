// SPDX-License-Identifier: Apache-2.0
#include "engine/eval/picture_scores.h"

#include <QTemporaryDir>
#include <QTest>
#include <fstream>
#include <nlohmann/json.hpp>

#include "engine/base/error.h"
#include "engine/base/picture_file.h"
#include "engine/eval/bench_drawing.h"
#include "engine/eval/bench_report.h"
#include "engine/eval/picture_report.h"
#include "engine/pipelines/denoise_loop.h"
#include "tests/engine/eval/bench_fixture.h"
#include "tests/engine/eval/scripted_generator.h"

using namespace koma;
using namespace koma::eval;
namespace fs = std::filesystem;
using koma::test::grey_picture;

namespace {

const fs::path toys = fs::path(KOMA_TEST_DATA) / "metrics";

void quiet(const std::string&) {}

/// Grey 90 with a white ellipse of black outline in `box`, in pixels; no box: none.
Image panel(int width, int height, const std::optional<dataset::PixelBox>& box, int grey = 90) {
  std::vector<std::uint8_t> pixels;
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      double reach = 2;
      if (box) {
        reach = std::hypot((x + 0.5 - (box->left + box->right) / 2.0) / (box->width() / 2.0),
                           (y + 0.5 - (box->top + box->bottom) / 2.0) / (box->height() / 2.0));
      }
      pixels.push_back(std::uint8_t(reach < 0.95 ? 255 : reach < 1 ? 0 : grey + (x * 7 + y * 3) % 20));
    }
  }
  return Image(width, height, 1, std::move(pixels));
}

Image side_by_side(const Image& left, const Image& right) {
  std::vector<std::uint8_t> pixels;
  for (int y = 0; y < left.height(); ++y) {
    pixels.insert(pixels.end(), left.row(y), left.row(y) + left.width());
    pixels.insert(pixels.end(), right.row(y), right.row(y) + right.width());
  }
  return Image(left.width() + right.width(), left.height(), 1, std::move(pixels));
}

/// One page of two frames; the pictures are the frames themselves, the second with its balloon elsewhere.
class Fixture {
 public:
  Fixture() {
    const dataset::PixelBox balloon{20, 20, 80, 70};
    const Image first = panel(160, 120, balloon), second = panel(160, 120, balloon, 150);
    fs::create_directories(root() / "pages/a");
    fs::create_directories(root() / "drawn/a");
    write_png(root() / "pages/a/1.png", side_by_side(first, second));
    write_png(root() / "drawn/a/1-1.png", first);
    write_png(root() / "drawn/a/1-2.png", panel(160, 120, dataset::PixelBox{90, 60, 150, 110}, 150));
    std::ofstream(root() / "test.json") << R"([{"image_path": "a/1.png", "meta": {"url1": "u", "url2": "v"}, "frames": [
      {"bbox": [0, 0, 160, 120], "caption": "a girl", "characters": [{"id": 1, "bbox": [100, 30, 150, 110], "type": 0}],
       "dialogs": [{"bbox": [20, 20, 80, 70]}]},
      {"bbox": [160, 0, 320, 120], "caption": "", "characters": [], "dialogs": [{"bbox": [180, 20, 240, 70]}]}]}])";
  }

  [[nodiscard]] fs::path root() const { return folder_.path().toStdString(); }
  [[nodiscard]] api::PictureEvaluationRequest request() const {
    api::PictureEvaluationRequest request;
    request.pictures = root() / "drawn";
    request.against = root() / "pages";
    request.annotations = root() / "test.json";
    request.out = root() / "report";
    return request;
  }

 private:
  QTemporaryDir folder_;
};

PictureScore score(const PictureFindings& findings, const std::string& name) {
  for (const PictureScore& one : findings.scores)
    if (one.name == name) return one;
  return {};
}

std::string text_of(const fs::path& file) {
  std::ifstream stream(file);
  return {std::istreambuf_iterator<char>(stream), {}};
}

/// A score of a benchmark's report, over all samples.
double over_all(const fs::path& out, const char* name) {
  const auto report = nlohmann::json::parse(text_of(out / "report.json"));
  return report.at("results").at("all").at("scores").at(name).at("value").get<double>();
}

template <class Do>
std::string refusal_of(Do act) {
  try {
    act();
  } catch (const Error& error) {
    return error.sentence();
  }
  return "no error";
}

std::string refusal(const api::PictureEvaluationRequest& request) {
  try {
    (void)measure_pictures(request, quiet, {});
  } catch (const Error& error) {
    return error.sentence();
  }
  return "no error";
}

}  // namespace

class PictureScoresTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void everything_is_measured_when_everything_is_given() {
    const Fixture fixture;
    auto request = fixture.request();
    request.inception = toys / "inception.safetensors";
    request.clip = toys / "clip";
    request.dino = toys / "dino";
    const PictureFindings findings = measure_pictures(request, quiet, {});
    QCOMPARE(findings.panels, 2);
    QCOMPARE(findings.originals, 2);
    QCOMPARE(score(findings, "FID").n, 2);
    QVERIFY(*score(findings, "FID").value > 0.001);
    QCOMPARE(score(findings, "CLIP score").n, 1);  // the other has no caption
    QVERIFY(*score(findings, "CLIP score").value >= 0 && *score(findings, "CLIP score").value <= 100);
    const double likeness = *score(findings, "DINO-I").value;
    QVERIFY2(likeness < 1 && likeness > 0.4, qPrintable(QString::number(likeness)));
    QVERIFY(std::abs(*score(findings, "DINO-C").value - 1) < 1e-5);  // the first panel is the original
    QCOMPARE(score(findings, "DINO-C").n, 1);
    QCOMPARE(findings.dialogs.found, 1);
    QCOMPARE(findings.dialogs.missed, 1);
    QCOMPARE(findings.dialogs.stray, 1);
    QCOMPARE(*score(findings, "dialogue F1").value, 0.5);
  }

  void the_originals_themselves_are_at_distance_nothing() {
    const Fixture fixture;
    auto request = fixture.request();
    request.annotations.clear();
    request.against = request.pictures;
    request.inception = toys / "inception.safetensors";
    request.dino = toys / "dinov2";
    const PictureFindings findings = measure_pictures(request, quiet, {});
    QVERIFY2(std::abs(*score(findings, "FID").value) < 1e-4,
             qPrintable(QString::number(*score(findings, "FID").value)));
    QVERIFY(std::abs(*score(findings, "DINO-I").value - 1) < 1e-5);
    QVERIFY(!score(findings, "DINO-C").value);
  }

  void what_is_not_given_is_not_measured_and_the_report_says_so() {
    const Fixture fixture;
    auto request = fixture.request();
    evaluate_pictures(request, quiet, {});
    std::ifstream text(request.out / "report.md");
    const std::string report{std::istreambuf_iterator<char>(text), {}};
    const std::string table =
        "| score | value (95 %) |\n|---|--:|\n"
        "| FID | not measured: give --inception FILE |\n"
        "| CLIP score | not measured: give --clip FOLDER |\n"
        "| DINO-I | not measured: give --dino FOLDER |\n"
        "| DINO-C | not measured: give --dino FOLDER |\n"
        "| dialogue F1 | 0.500 (0.00–1.00, n = 2) |\n"
        "\n2 pictures of drawn against pages.\n";
    QCOMPARE(QString::fromStdString(report.substr(0, table.size())), QString::fromStdString(table));
    std::ifstream stream(request.out / "report.json");
    const auto json = nlohmann::json::parse(stream);
    QCOMPARE(json.at("schema").get<std::string>(), std::string("komawari.picture_evaluation/1"));
    QCOMPARE(json.at("scores").at("FID").at("not_measured").get<std::string>(), std::string("give --inception FILE"));
    QCOMPARE(json.at("dialogs").at("stray").get<int>(), 1);
    QCOMPARE(read_picture(request.out / "sheet.png").width(), 8 + 2 * (264 + 8));
  }

  void bad_input_is_a_sentence() {
    const Fixture fixture;
    auto request = fixture.request();
    request.pictures = fixture.root() / "nowhere";
    QCOMPARE(refusal(request), std::string("there is no such folder; give one with PNG or JPEG pictures"));
    fs::create_directory(fixture.root() / "empty");
    request.pictures = fixture.root() / "empty";
    QCOMPARE(refusal(request), std::string("the folder holds no PNG or JPEG pictures; give another"));
    request = fixture.request();
    request.inception = toys / "dino/model.safetensors";
    QVERIFY2(refusal(request).starts_with("this is not the Inception network of the FID in pytorch-fid's names ("),
             refusal(request).c_str());
    request.inception.clear();
    fs::remove(fixture.root() / "drawn/a/1-2.png");
    QCOMPARE(refusal(request), std::string("there is no picture a/1-2.png or .jpg for a frame of the annotations"));
    request.annotations.clear();
    request.inception = toys / "inception.safetensors";
    QCOMPARE(refusal(request), std::string("FID needs at least 2 pictures on each side; here is one only"));
    request = fixture.request();
    write_png(fixture.root() / "drawn/a/1-2.png", panel(160, 120, {}));
    request.dino = toys / "clip";
    QVERIFY2(refusal(request).starts_with("this is not the folder of a DINO or DINOv2 encoder ("),
             refusal(request).c_str());
    request.dino.clear();
    request.clip = toys / "dino";
    QVERIFY2(refusal(request).starts_with("this is not the folder of a CLIPModel ("), refusal(request).c_str());
  }

  void a_benchmark_tells_whether_subjects_are_where_they_should_be() {
    const koma::test::BenchFixture fixture;
    auto request = fixture.request();
    request.clip = toys / "clip";
    request.dino = toys / "dino";
    koma::test::ScriptedGenerator generator(koma::test::with_subjects);
    draw_benchmark(generator, request, quiet, {});
    QCOMPARE(generator.runs, 7);
    measure_benchmark(request, quiet, {});
    const std::string text = text_of(request.out / "report.md");
    QVERIFY2(text.find("7 of 71 samples of 16 combinations (each 11th); MS-Bench has 4488 of 1148") != text.npos,
             text.c_str());
    QCOMPARE(read_picture(request.out / "sheet.png").width(), 8 + 2 * (264 + 8));

    auto empty = request;
    empty.pictures = fixture.root() / "empty";
    empty.out = fixture.root() / "of_empty";
    koma::test::ScriptedGenerator nobody([](const auto&) { return grey_picture(64, 64, 128); });
    draw_benchmark(nobody, empty, quiet, {});
    measure_benchmark(empty, quiet, {});
    for (const char* name : {"DINO in boxes", "M-DINO in boxes", "M-DINO", "CLIP-I"}) {
      QVERIFY2(over_all(request.out, name) > over_all(empty.out, name) + 0.01, name);
    }
    QVERIFY(over_all(request.out, "M-DINO in boxes") > over_all(request.out, "M-DINO"));
    QVERIFY(std::abs(over_all(request.out, "CLIP-T")) <= 1);
  }

  void a_benchmark_goes_on_where_it_was_stopped() {
    const koma::test::BenchFixture fixture;
    auto request = fixture.request();
    std::stop_source stop;
    koma::test::ScriptedGenerator generator([&](const auto& wanted) {
      if (generator.runs == 3) stop.request_stop();
      return koma::test::with_subjects(wanted);
    });
    QVERIFY_THROWS_EXCEPTION(pipelines::Stopped, draw_benchmark(generator, request, quiet, stop.get_token()));
    QCOMPARE(generator.runs, 3);
    draw_benchmark(generator, request, quiet, {});
    QCOMPARE(generator.runs, 7);  // the three were kept
    request.dino = toys / "dino";
    measure_benchmark(request, quiet, {});
    const std::string first = text_of(request.out / "report.json"), scores = text_of(request.out / "scores.json");
    auto record = nlohmann::json::parse(scores);
    auto& one = record.at("pictures").begin().value();
    one.at("dino_boxes") = {0.25, 0.25};
    std::ofstream(request.out / "scores.json") << record.dump();
    measure_benchmark(request, quiet, {});
    QVERIFY(text_of(request.out / "report.json") != first);  // what was measured is believed …
    one.at("sha256") = "of other pixels";
    std::ofstream(request.out / "scores.json") << record.dump();
    measure_benchmark(request, quiet, {});
    QCOMPARE(text_of(request.out / "report.json"), first);  // … as long as it is of these pixels,
    QCOMPARE(text_of(request.out / "scores.json"), scores);
    std::ofstream(request.out / "scores.json") << scores.substr(0, scores.size() / 2);
    measure_benchmark(request, quiet, {});
    QCOMPARE(text_of(request.out / "report.json"), first);  // and never a broken file.
  }

  void a_benchmark_does_not_mix_ways_of_drawing() {
    const koma::test::BenchFixture fixture;
    auto request = fixture.request();
    koma::test::ScriptedGenerator generator(koma::test::with_subjects);
    draw_benchmark(generator, request, quiet, {});
    request.steps = 20;
    QCOMPARE(refusal_of([&] { draw_benchmark(generator, request, quiet, {}); }),
             std::string("these pictures were drawn with another steps (30, now 20); give another folder, or the same "
                         "steps"));
    request.every = 1;
    QCOMPARE(refusal_of([&] { measure_benchmark(request, quiet, {}); }),
             std::string("there is no picture for this sample; draw it with --model, or give all pictures"));
    fs::remove(request.data / "scene/barn.png");
    QCOMPARE(refusal_of([&] { measure_benchmark(request, quiet, {}); }),
             std::string("the folder holds no PNG or JPEG pictures; get the benchmark again"));
  }

  void a_sample_is_asked_for_as_the_adapters_script_does() {
    const koma::test::BenchFixture fixture;
    const auto all = dataset::read_ms_bench(fixture.root() / "data");
    const auto samples = dataset::samples_of(all);
    const auto pair = request_for(samples[6], fixture.request());
    QCOMPARE(pair.prompt, std::string("best quality, high quality, a cat and a clock in a room"));
    QCOMPARE(*pair.seed, std::uint64_t(1006));
    QCOMPARE(*pair.character_scale, 0.6);
    QCOMPARE(pair.characters[1].phrase, std::string("clock"));
    QCOMPARE(pair.characters[1].box.left, 0.5f);
    for (const auto& sample : samples) {
      if (sample.combination->kind != "living_scene") continue;
      QCOMPARE(*request_for(sample, fixture.request()).character_scale, 0.4);
    }
  }

  void a_stop_is_heard_between_pictures() {
    const Fixture fixture;
    std::stop_source stop;
    stop.request_stop();
    QVERIFY_THROWS_EXCEPTION(pipelines::Stopped, (void)measure_pictures(fixture.request(), quiet, stop.get_token()));
  }
};

QTEST_APPLESS_MAIN(PictureScoresTest)
#include "picture_scores_test.moc"
