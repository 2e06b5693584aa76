// SPDX-License-Identifier: Apache-2.0
// The published benchmark's pictures stand here by their names alone; what is in them is of no matter.
#include "engine/dataset/ms_bench.h"

#include <QTemporaryDir>
#include <QTest>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>

#include "engine/base/error.h"
#include "engine/base/picture_file.h"

using namespace koma;
using namespace koma::dataset;
namespace fs = std::filesystem;

namespace {

/// The 40 files of the published benchmark.
const std::map<std::string, std::vector<std::string>> published{
    {"downwearing", {"jeans.png", "shorts1.png", "trousers.jpg"}},
    {"living",
     {"cat.jpg", "cat1.jpg", "cat2.jpg", "dog.jpg", "dog1.jpg", "dog2.jpg", "dog5.jpg", "dog6.jpg", "dog7.jpg",
      "dog8.jpg"}},
    {"midwearing", {"coat.jpg", "jacket.png", "shirt.jpg", "shirt1.jpg", "sweater.jpg", "t-shirt.jpg"}},
    {"object",
     {"backpack.jpg", "clock.jpg", "colorful_sneaker.jpg", "duck_toy.jpg", "flower.jpg", "grey_sloth_plushie.jpg",
      "lantern.jpg", "teapot.jpg", "teddybear.jpg", "wolf_plushie.jpg"}},
    {"scene", {"barn.jpg", "forest.png", "mountain.jpg", "waterfall.png"}},
    {"upwearing", {"cap.jpg", "cap1.png", "hat.png", "hat1.png", "hat2.png"}},
    {"wholewearing", {"dress.png", "dress1.png"}}};

class Copy {
 public:
  Copy() {
    const auto pixel = encode_png(Image(1, 1, 1, {128}));
    for (const auto& [category, files] : published) {
      fs::create_directories(root() / category);
      for (const std::string& file : files) write(root() / category / file, pixel);
    }
  }

  [[nodiscard]] fs::path root() const { return folder_.path().toStdString(); }
  static void write(const fs::path& file, const std::vector<std::uint8_t>& bytes) {
    std::ofstream(file, std::ios::binary)
        .write(reinterpret_cast<const char*>(bytes.data()), std::streamsize(bytes.size()));
  }

 private:
  QTemporaryDir folder_;
};

QString complaint(const fs::path& folder) {
  try {
    static_cast<void>(read_ms_bench(folder));
  } catch (const Error& error) {
    return QString::fromStdString(error.what()).remove(QString::fromStdString(folder.string()) + "/");
  }
  return "no complaint";
}

const BenchCombination& named(const std::vector<BenchCombination>& all, const std::string& name) {
  for (const BenchCombination& one : all)
    if (one.name() == name) return one;
  throw std::runtime_error("there is no " + name);
}

}  // namespace

class MsBenchTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void the_published_benchmark_has_1148_combinations_and_4488_samples() {
    const Copy copy;
    const auto all = read_ms_bench(copy.root());
    const std::vector<BenchCount> expected{{"living_living", 45, 270},
                                           {"living_object", 100, 600},
                                           {"object_object", 45, 270},
                                           {"living_upwearing", 50, 300},
                                           {"living_midwearing", 60, 360},
                                           {"living_wholewearing", 20, 120},
                                           {"midwearing_downwearing", 18, 108},
                                           {"living_scene", 40, 40},
                                           {"object_scene", 40, 40},
                                           {"living_living_living", 120, 720},
                                           {"object_object_object", 120, 720},
                                           {"living_object_scene", 400, 400},
                                           {"upwearing_midwearing_downwearing", 90, 540}};
    const auto counts = counts_of(all);
    QCOMPARE(counts.size(), expected.size());
    std::size_t samples = 0;
    for (std::size_t i = 0; i < counts.size(); ++i) {
      QVERIFY2(counts[i] == expected[i], counts[i].kind.c_str());
      samples += counts[i].samples;
    }
    QCOMPARE(all.size(), published_combinations);
    QCOMPARE(samples, published_samples);
    std::set<std::string> names;
    for (const auto& one : all) names.insert(one.name());
    QCOMPARE(names.size(), all.size());
  }

  void every_picture_has_the_word_that_prompts_use() {
    const std::map<std::string, std::string> words{{"cat", "cat"},
                                                   {"dog8", "dog"},
                                                   {"colorful_sneaker", "sneaker"},
                                                   {"duck_toy", "toy"},
                                                   {"t-shirt", "t-shirt"},
                                                   {"grey_sloth_plushie", "stuffed animal"},
                                                   {"shorts1", "shorts"},
                                                   {"jeans", "jeans"},
                                                   {"wolf_plushie", "stuffed animal"},
                                                   {"waterfall", "waterfall"},
                                                   {"teddybear", "stuffed animal"},
                                                   {"7", "7"}};
    for (const auto& [stem, word] : words) QCOMPARE(bench_word(stem), word);
  }

  void subjects_stand_in_their_boxes_in_the_order_of_the_prompt() {
    const Copy copy;
    const auto all = read_ms_bench(copy.root());
    const auto& pair = named(all, "living_object/cat1+grey_sloth_plushie");
    QCOMPARE(pair.prompts.size(), std::size_t(6));
    QCOMPARE(pair.prompts[0], std::string("a cat and a stuffed animal in a room"));
    QCOMPARE(pair.prompts[5], std::string("a cat and a stuffed animal on a cobblestone street"));
    QVERIFY(pair.boxes == (std::vector<UnitBox>{{0, .25f, .5f, .75f}, {.5f, .25f, 1, .75f}}));
    QCOMPARE(pair.subjects[1].picture, copy.root() / "object/grey_sloth_plushie.jpg");
    QCOMPARE(pair.subjects[1].category, std::string("object"));

    const auto& scene = named(all, "living_object_scene/dog5+duck_toy+barn");
    QVERIFY(scene.prompts == (std::vector<std::string>{"a dog and toy with a barn in the background"}));
    QVERIFY(scene.boxes.back() == (UnitBox{0, 0, 1, 1}));
    QCOMPARE(named(all, "object_scene/clock+forest").prompts[0],
             std::string("a clock with a forest in the background"));

    const auto& worn = named(all, "upwearing_midwearing_downwearing/hat2+coat+shorts1");
    QCOMPARE(worn.prompts[3], std::string("a woman wearing a hat, a coat, and a shorts on the beach"));
    QVERIFY(worn.boxes == (std::vector<UnitBox>{{.25f, 0, .75f, .25f}, {.25f, .25f, .75f, .6f}, {.25f, .6f, .75f, 1}}));
    QCOMPARE(named(all, "midwearing_downwearing/coat+jeans").prompts[1],
             std::string("a woman wearing a coat and jeans in the snow"));
    QCOMPARE(named(all, "living_wholewearing/dog+dress1").prompts[2],
             std::string("a dog wearing a dress in the jungle"));
    QCOMPARE(named(all, "object_object_object/clock+lantern+teapot").prompts[4],
             std::string("a clock, a lantern, and a teapot on the grass"));
  }

  void a_part_of_the_samples_keeps_their_numbers() {
    const Copy copy;
    const auto all = read_ms_bench(copy.root());
    const auto whole = samples_of(all), part = samples_of(all, 7);
    QCOMPARE(whole.size(), published_samples);
    QCOMPARE(part.size(), std::size_t(642));
    for (std::size_t i = 0; i < part.size(); ++i) {
      QCOMPARE(part[i].number, 7 * i);
      QCOMPARE(part[i].picture(), whole[7 * i].picture());
    }
    QCOMPARE(whole[7].picture(), std::string("living_living/cat+cat2/2.png"));
    QCOMPARE(whole[7].text(), std::string("a cat and a cat in the snow"));
  }

  void a_smaller_copy_gives_fewer_combinations() {
    const Copy copy;
    for (const char* file : {"living/cat1.jpg", "scene/barn.jpg"}) fs::remove(copy.root() / file);
    std::ofstream(copy.root() / "scene/readme.txt") << "no picture";
    const auto counts = counts_of(read_ms_bench(copy.root()));
    QVERIFY(counts[0] == (BenchCount{"living_living", 36, 216}));
    QVERIFY(counts[7] == (BenchCount{"living_scene", 27, 27}));
    for (const auto& file : published.at("wholewearing")) fs::remove(copy.root() / "wholewearing" / file);
    Copy::write(copy.root() / "wholewearing/skirt.PNG", encode_png(Image(1, 1, 1, {128})));
    QVERIFY(counts_of(read_ms_bench(copy.root()))[5] == (BenchCount{"living_wholewearing", 9, 54}));
  }

  void what_is_missing_or_broken_is_named() {
    const Copy copy;
    QCOMPARE(complaint(copy.root() / "living"),
             "living: there is no such folder; give the one that holds MS-Bench's living, object, scene …");
    std::ofstream(copy.root() / "scene/barn.jpg") << "not a picture";
    QVERIFY2(complaint(copy.root()).startsWith("scene/barn.jpg: "), qPrintable(complaint(copy.root())));
    fs::remove(copy.root() / "scene/barn.jpg");
    fs::copy(copy.root() / "scene/forest.png", copy.root() / "scene/forest.jpg");
    QCOMPARE(complaint(copy.root()), "scene/forest.png: two pictures have this name without its ending; rename one");
    fs::remove_all(copy.root() / "scene");
    QCOMPARE(complaint(copy.root()),
             "scene: there is no such folder; give the one that holds MS-Bench's living, object, scene …");
    fs::create_directory(copy.root() / "scene");
    QCOMPARE(complaint(copy.root()), "scene: the folder holds no PNG or JPEG pictures; get the benchmark again");
  }
};

QTEST_APPLESS_MAIN(MsBenchTest)
#include "ms_bench_test.moc"
