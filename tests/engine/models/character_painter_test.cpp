// SPDX-License-Identifier: Apache-2.0
#include "engine/models/character_painter.h"

#include <QTest>

#include "engine/base/head_frame.h"
#include "tests/support/compare_tensors.h"

using namespace koma::models;
using koma::tensors::InitialiserSource;
using koma::tensors::Weights;

namespace {

constexpr Grid latent{16, 24};
const std::vector<double> octaves = {1, 2};

CharacterPainter painter(std::int64_t views = 0) {
  CharacterPainterConfig config;
  config.views = views;
  config.hidden = 12;
  config.code = 10;
  config.tokens = 3;
  config.token_width = 8;
  return CharacterPainter(Weights(std::make_shared<InitialiserSource>(5)), config, {6, 7});
}

/// One panel with room for two, the first place taken.
CharacterControls one_character() {
  const at::Tensor zeros = at::zeros({1, 2}, at::kLong), present = at::zeros({1, 2}, at::kBool);
  present[0][0] = true;
  return {.tokens = at::randn({1, 2, 3, 8}),
          .boxes = at::tensor({0.25F, 0.25F, 0.6F, 0.9F, 0.F, 0.F, 0.F, 0.F}).view({1, 2, 4}),
          .present = present,
          .expression = zeros.clone(),
          .pose = zeros,
          .shot = zeros,
          .facing = at::ones({1, 2})};
}

}  // namespace

class CharacterPainterTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void itAgreesWithASecondWriting() {
    const auto record = koma::test::reference("painter");
    CharacterPainterConfig config;
    config.hidden = 12;
    config.code = 10;
    config.frequencies = {1, 2, 4};
    config.tokens = 3;
    config.token_width = 8;
    const Weights weights = record.weights();
    const CharacterPainter model(weights, config, {6, 7});
    weights.expect_all_used();
    const CharacterPaint paint = model.forward({.tokens = record.in("tokens"),
                                                .boxes = record.in("boxes"),
                                                .present = record.in("present"),
                                                .expression = record.in("expression"),
                                                .pose = record.in("pose"),
                                                .shot = record.in("shot"),
                                                .facing = record.in("facing")},
                                               {8, 12});
    KOMA_COMPARE_TENSORS(paint.entry, record.out("entry"), koma::test::part_tolerance);
    KOMA_COMPARE_TENSORS(paint.pooled, record.out("pooled"), koma::test::part_tolerance);
    KOMA_COMPARE_TENSORS(paint.exit, record.out("exit"), koma::test::part_tolerance);
    KOMA_COMPARE_TENSORS(paint.token_shift, record.out("token_shift"), koma::test::part_tolerance);
  }

  void theOriginOfHeadCoordinatesIsTheHeadFrame() {
    // Given a box, and the head that the layout contract puts into it.
    const at::Tensor boxes = at::tensor({0.2F, 0.1F, 0.7F, 0.95F}).view({1, 4});
    const koma::HeadFrame head = koma::head_frame({0.2F, 0.1F, 0.7F, 0.95F}, 24, 16);

    // When the coordinates of a latent's cells are asked for.
    const HeadCoordinates cells = head_coordinates(boxes, at::ones({1}), latent, octaves);

    // Then u and v count head radii from its centre, and the last feature is the facing.
    const int row = 9, column = 14;
    const at::Tensor plain = cells.features[0][row][column].slice(0, 8);
    QVERIFY(std::abs(plain[0].item<float>() - (column + 0.5F - head.x) / head.radius) < 1e-5F);
    QVERIFY(std::abs(plain[1].item<float>() - (row + 0.5F - head.y) / head.radius) < 1e-5F);
    QCOMPARE(plain[5].item<float>(), 1.0F);
  }

  void facingLeftMirrorsAcross() {
    const at::Tensor boxes = at::tensor({0.2F, 0.1F, 0.7F, 0.95F}).view({1, 4});
    const auto u = [&](float side) {
      return head_coordinates(boxes, at::full({1}, side), latent, octaves).features.select(-1, 8);
    };
    QVERIFY(at::allclose(u(-1), -u(1)));
    QVERIFY(at::equal(u(0), u(1)));
  }

  void paintStaysInTheBox() {
    const CharacterControls controls = one_character();
    const CharacterPaint paint = painter().forward(controls, latent);
    const at::Tensor drawn = paint.entry[0].abs().sum(0) > 0;  // [h, w]
    const at::Tensor inside =
        head_coordinates(controls.boxes[0].slice(0, 0, 1), at::ones({1}), latent, octaves).inside[0].squeeze(-1) > 0;
    QVERIFY(at::equal(drawn, inside));
    QVERIFY(drawn.any().item<bool>() && !drawn.all().item<bool>());
    QCOMPARE(paint.entry.sizes().vec(), (std::vector<int64_t>{1, 6, 16, 24}));
    QCOMPARE(paint.pooled.sizes().vec(), (std::vector<int64_t>{1, 6, 8, 12}));
    QCOMPARE(paint.exit.sizes().vec(), (std::vector<int64_t>{1, 7, 16, 24}));
    QVERIFY(paint.token_shift[0][0].abs().max().item<float>() > 0);
    QCOMPARE(paint.token_shift[0][1].abs().max().item<float>(), 0.0F);
  }

  void anEmptyPlaceChangesNothing() {
    CharacterControls controls = one_character();
    const CharacterPainter model = painter();
    const CharacterPaint before = model.forward(controls, latent);
    controls.tokens[0][1].fill_(3);
    controls.expression[0][1] = 6;
    QVERIFY(at::equal(model.forward(controls, latent).exit, before.exit));
  }

  void twoCharactersAddUp() {
    CharacterControls both = one_character();
    both.boxes[0][1] = at::tensor({0.5F, 0.2F, 0.95F, 0.9F});
    both.present.fill_(true);
    CharacterControls first = both, second = both;
    first.present = at::tensor({1, 0}).view({1, 2}).to(at::kBool);
    second.present = at::tensor({0, 1}).view({1, 2}).to(at::kBool);
    const CharacterPainter model = painter();
    KOMA_COMPARE_TENSORS(model.forward(first, latent).entry + model.forward(second, latent).entry,
                         model.forward(both, latent).entry, 1e-4);
  }

  void whatACharacterDoesIsPainted() {
    CharacterControls controls = one_character();
    const CharacterPainter model = painter();
    const at::Tensor neutral = model.forward(controls, latent).entry;
    controls.expression = at::full({1, 2}, 6, at::kLong);  // the last row: unspecified
    QVERIFY(!at::allclose(model.forward(controls, latent).entry, neutral, 1e-2, 1e-3));
  }

  void viewsAreHeardByAPainterThatKnowsThem() {
    CharacterControls controls = one_character();
    controls.view = at::zeros({1, 2}, at::kLong);
    const CharacterPainter model = painter(3);
    const at::Tensor front = model.forward(controls, latent).entry;
    controls.view = at::full({1, 2}, 3, at::kLong);  // the last row: unspecified
    QVERIFY(!at::allclose(model.forward(controls, latent).entry, front, 1e-2, 1e-3));
    QVERIFY(CharacterPainterConfig::from_json(ConfigReader(nlohmann::json{{"hidden", 12}}, "")).views == 0);
  }
};

QTEST_GUILESS_MAIN(CharacterPainterTest)
#include "character_painter_test.moc"
