// SPDX-License-Identifier: Apache-2.0
#include "engine/conditioning/subject_conditioning.h"

#include <QtTest>

#include "engine/base/picture_file.h"
#include "engine/models/box_cells.h"
#include "tests/support/msdiffusion_fixture.h"

using namespace koma::conditioning;
using nlohmann::json;

class SubjectConditioningTest : public QObject {
  Q_OBJECT

  std::map<std::string, at::Tensor> recorded_ = koma::test::subject_values();
  json facts_ = koma::test::subject_facts();

 private Q_SLOTS:
  void pictures_are_prepared_as_by_the_reference() {
    std::vector<SubjectPicture> pictures;
    for (int i = 0; i < facts_["images"].get<int>(); ++i) {
      pictures.push_back({koma::read_picture(koma::test::subject_folder / "images" / (std::to_string(i) + ".png"))});
    }
    const auto config = koma::models::ClipVisionConfig::from_json(
        koma::test::read_json(koma::test::subject_folder / "checkpoint/image_encoder/config.json"));
    KOMA_COMPARE_VALUES(subject_pixels(pictures, config), recorded_.at("pre.pixels"), 0.03);
  }

  void the_cells_of_a_box_are_the_recorded_ones() {
    for (std::size_t k = 0; k < facts_["masks"].size(); ++k) {
      const json& given = facts_["masks"][k];
      at::Tensor boxes = koma::test::boxes_of(given["boxes"]);
      if (given["dtype"] == "float16") boxes = boxes.to(at::kHalf);
      const koma::models::Grid grid{given["h"].get<std::int64_t>(), given["w"].get<std::int64_t>()};
      const at::Tensor cells = koma::models::box_cells(boxes, grid);
      const at::Tensor background = recorded_.at("mask." + std::to_string(k) + ".background").flatten().to(at::kBool);
      QVERIFY2(at::equal(cells.any(0).logical_not(), background), std::to_string(k).c_str());
      const auto subjects = recorded_.find("mask." + std::to_string(k) + ".subjects");
      if (subjects == recorded_.end()) continue;
      QVERIFY2(at::equal(cells, subjects->second.flatten(1).to(at::kBool)), std::to_string(k).c_str());
    }
  }

  void only_levels_that_attend_have_masks() {
    const auto config = koma::models::UNet2DConditionConfig::from_json(
        koma::test::read_json(koma::test::subject_folder / "checkpoint/sdxl/unet/config.json"));
    const std::vector<SubjectPicture> pictures{{{}, 0, {0, 0, 0.5f, 1}, 1}, {{}, 1, {0, 0, 0, 0}, 1}};
    const SubjectReach reach = subject_reach(pictures, {.latent = {8, 12}, .tokens = 3}, config);
    QVERIFY(!reach.masks[0].defined() && !reach.inside[0].defined());
    QVERIFY(reach.masks[1].sizes() == at::IntArrayRef({1, 1, 24, 6}));
    QCOMPARE(reach.inside[1].sum().item<double>(), 12.0);
    QCOMPARE(reach.masks[2].slice(-1, 3).max().item<double>(), -10000.0);  // a box without area covers nothing
  }

  void strengths_that_are_all_one_are_left_out() {
    QVERIFY(!token_strength({{}, {}}, 2).defined());
    const std::vector<SubjectPicture> pictures{{{}, 0, {}, 0.5}, {{}, 1, {}, 1}};
    QVERIFY(at::equal(token_strength(pictures, 2), at::tensor({0.5f, 0.5f, 1.0f, 1.0f})));
  }
};

QTEST_GUILESS_MAIN(SubjectConditioningTest)
#include "subject_conditioning_test.moc"
