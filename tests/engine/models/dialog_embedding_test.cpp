// SPDX-License-Identifier: Apache-2.0
#include "engine/models/dialog_embedding.h"

#include <QTest>

#include "tests/support/compare_tensors.h"

using namespace koma::models;

namespace {

at::Tensor recorded(const std::string& name) {
  return koma::tensors::SafetensorsFile(koma::test::fixture_folder / "io.safetensors").read("dialog." + name, {}, {});
}

}  // namespace

class DialogEmbeddingTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void markedCellsAgree() {
    const at::Tensor cells = dialog_cells(recorded("boxes"), 9, 13, {.python_slices = true});
    QVERIFY(at::equal(cells.squeeze(1).to(at::kByte), recorded("cells")));
  }

  void theVectorIsAddedOncePerCell() {
    const auto vector = koma::test::fixture_weights("unet").take("dialog_bbox_embedding", {24});
    const at::Tensor cells = dialog_cells(recorded("boxes"), 9, 13, {.python_slices = true});
    KOMA_COMPARE_TENSORS(mark_dialogs(recorded("in"), cells, vector), recorded("out"), koma::test::part_tolerance);
  }

  void productsMayBeRoundedToHalfPrecision_data() {
    QTest::addColumn<bool>("half");
    QTest::addColumn<int>("height");
    QTest::addColumn<int>("width");
    for (const bool half : {false, true}) {
      QTest::addRow("%s 28x48", half ? "float16" : "float32") << half << 28 << 48;
      QTest::addRow("%s 40x8", half ? "float16" : "float32") << half << 40 << 8;
    }
  }
  void productsMayBeRoundedToHalfPrecision() {
    QFETCH(bool, half);
    QFETCH(int, height);
    QFETCH(int, width);
    const at::Tensor cells =
        dialog_cells(recorded("random_boxes"), height, width, {.half_products = half, .python_slices = true});
    const QString name = QString("random_cells_%1.%2x%3").arg(half ? "f16" : "f32").arg(height).arg(width);
    QVERIFY(at::equal(cells.squeeze(1).to(at::kByte), recorded(name.toStdString())));
  }

  void aBoxBeyondThePanelMarksNothing() {
    const at::Tensor boxes = at::tensor({-0.9F, -0.9F, -0.5F, -0.5F, 1.2F, 0.F, 3e30F, 1.F}).view({1, 2, 4});
    QCOMPARE(dialog_cells(boxes, 8, 8).sum().item<float>(), 0.0F);
  }

  void numbersThatAreNoneMarkNothing() {
    const float none = std::numeric_limits<float>::quiet_NaN();
    QCOMPARE(dialog_cells(at::full({1, 1, 4}, none), 8, 8).sum().item<float>(), 0.0F);
  }
};

QTEST_GUILESS_MAIN(DialogEmbeddingTest)
#include "dialog_embedding_test.moc"
