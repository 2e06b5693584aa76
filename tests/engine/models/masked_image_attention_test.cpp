// SPDX-License-Identifier: Apache-2.0
#include "engine/models/masked_image_attention.h"

#include <QTest>

#include "tests/support/compare_tensors.h"

using namespace koma::models;

namespace {

const char* const sizes[] = {"16x16", "16x12", "28x48", "36x14", "17x60", "9x13"};

at::Tensor recorded(const std::string& name) {
  static const koma::tensors::SafetensorsFile file(koma::test::fixture_folder / "io.safetensors");
  return file.read(name, {}, {});
}

nlohmann::json io() {
  return koma::test::read_json(koma::test::fixture_folder / "io.json");
}

/// The box sets in the order of the recorded masks' first axis, which is not the order of JSON's keys. // [4, 4, 4]
at::Tensor box_sets() {
  const nlohmann::json all = io().at("mask_box_sets");
  std::vector<float> edges;
  for (const char* name : {"two_overlapping", "full_and_tiny", "edges", "outside_and_inverted"}) {
    for (const auto& box : all.at(name)) {
      for (const float edge : box) edges.push_back(edge);
    }
  }
  return at::tensor(edges).view({4, 4, 4});
}

}  // namespace

class MaskedImageAttentionTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void masksAgreeCellByCell_data() {
    QTest::addColumn<QString>("size");
    QTest::addColumn<int>("level");
    for (const char* size : sizes) {
      for (const int level : {1, 2}) QTest::addRow("%s level %d", size, level) << size << level;
    }
  }
  void masksAgreeCellByCell() {
    QFETCH(QString, size);
    QFETCH(int, level);
    const std::string name = "mask." + size.toStdString() + ".level" + std::to_string(level);
    const auto about = io().at("masks").at(name);
    const Grid latent{about.at("latent_hw")[0], about.at("latent_hw")[1]};

    const Grid truth = level_grids(latent, 3)[static_cast<std::size_t>(level)];
    QCOMPARE(truth, (Grid{about.at("true_grid_hw")[0], about.at("true_grid_hw")[1]}));
    const Grid used = recovered_grid(about.at("positions"), latent);
    QCOMPARE(used, (Grid{about.at("used_grid_hw")[0], about.at("used_grid_hw")[1]}));
    QVERIFY(at::equal(visible_tokens(box_sets(), used, true).to(at::kByte), recorded(name)));
  }

  void theAdditiveMaskIsWrittenOutPerToken() {
    const nlohmann::json about = io().at("mask_additive_example");
    // The example's positions and box set are named in io.json; its values are 0 and -10000.
    const at::Tensor example = recorded("mask.additive_example");  // [12, 80]
    QCOMPARE(example.sizes().vec(), (std::vector<int64_t>{12, 80}));
    bool found = false;
    for (const auto& latent : {Grid{16, 12}, Grid{9, 13}}) {
      const at::Tensor mask = image_attention_masks(box_sets(), latent, 3, {16, 16, true})[2];  // [4, 1, 12, 80]
      for (int64_t set = 0; set < 4; ++set) found = found || at::equal(mask[set][0], example);
    }
    QVERIFY2(found, about.dump().c_str());
  }

  void withTheTrueGridAnEmptyBoxCoversNothing() {
    const at::Tensor boxes = at::zeros({1, 2, 4});
    const at::Tensor upstream = visible_tokens(boxes, {4, 4}, true), ours = visible_tokens(boxes, {4, 4}, false);
    QVERIFY(upstream[0][0][1].item<bool>() && !upstream[0][0][0].item<bool>());
    QVERIFY(!ours.slice(-1, 1).any().item<bool>() && ours.slice(-1, 0, 1).all().item<bool>());
  }
};

QTEST_GUILESS_MAIN(MaskedImageAttentionTest)
#include "masked_image_attention_test.moc"
