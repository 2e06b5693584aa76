// SPDX-License-Identifier: Apache-2.0
#include "engine/tensors/part_source.h"

#include <ATen/ATen.h>

#include <QTemporaryDir>
#include <QTest>

#include "engine/base/error.h"
#include "engine/tensors/safetensors_writer.h"

using namespace koma::tensors;
using koma::checkpoints::PartLayout;
using koma::checkpoints::StoredForm;
using koma::checkpoints::StoredTensor;
using koma::checkpoints::StoredType;

namespace {

template <class Work>
std::string message_of(Work&& work) {
  try {
    work();
  } catch (const koma::Error& error) {
    return error.what();
  }
  return "nothing was thrown";
}

}  // namespace

class PartSourceTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void initTestCase() {
    write_safetensors(file(), {{"in_proj", stacked_}, {"projection", projection_}, {"q", cells_}, {"norm", norm_}});
    layout_.name = "text_encoder";
    layout_.place = folder_.path().toStdString();
    layout_.files.push_back(koma::checkpoints::read_tensor_index(file()));
    layout_.tensors = {{"k_proj.weight", {0, "in_proj", StoredForm::second_third}},
                       {"q_proj.weight", {0, "in_proj", StoredForm::first_third}},
                       {"v_proj.weight", {0, "in_proj", StoredForm::third_third}},
                       {"text_projection.weight", {0, "projection", StoredForm::transposed}},
                       {"to_q.weight", {0, "q", StoredForm::without_cells}},
                       {"norm", {0, "norm", StoredForm::as_it_is}},
                       {"wrong", {0, "norm", StoredForm::transposed}}};
  }

  void tensorsAreReadUnderTheirCanonicalNamesAndForms() {
    const auto source = open_part(layout_);
    const Weights weights(source, "text_encoder");
    QVERIFY(at::equal(weights.take("q_proj.weight", {2, 5}), stacked_.narrow(0, 0, 2)));
    QVERIFY(at::equal(weights.take("k_proj.weight", {2, 5}), stacked_.narrow(0, 2, 2)));
    QVERIFY(at::equal(weights.take("v_proj.weight", {2, 5}), stacked_.narrow(0, 4, 2)));
    QVERIFY(at::equal(weights.take("text_projection.weight", {4, 3}), projection_.t()));
    QVERIFY(at::equal(weights.take("to_q.weight", {3, 3}), cells_.flatten(1)));
    QVERIFY(at::equal(weights.take("norm", {6}), norm_));
    QCOMPARE(weights.unused(), std::vector<std::string>{"wrong"});
  }

  void formsAreConvertedToo() {
    const Weights weights(open_part(layout_), "", at::kCPU, at::kBFloat16);
    const at::Tensor read = weights.take("text_projection.weight", {4, 3});
    QVERIFY(read.is_contiguous());
    QVERIFY(at::equal(read, projection_.t().to(at::kBFloat16)));
  }

  void errorsSayBothNames() {
    const Weights weights(open_part(layout_), "text_encoder");
    const std::string start = folder_.path().toStdString() + ": ";
    QCOMPARE(message_of([&] {
               (void)weights.take("to_q.weight", {4, 4});
             }),
             start +
                 "text_encoder.to_q.weight: expected [4, 4], file has [3, 3] (stored as q); the configuration and "
                 "the weights belong to different models");
    QCOMPARE(message_of([&] { (void)weights.take("norm", {4}); }),
             start +
                 "text_encoder.norm: expected [4], file has [6]; the configuration and the weights belong to "
                 "different models");
    QCOMPARE(message_of([&] { (void)weights.take("wrong", {6}); }),
             start +
                 "the tensor wrong (stored as norm) has the shape [6], from which it cannot be made; the file "
                 "belongs to another model");
  }

  void viewsOfViewsAreFoundInTheFile() {
    // Given six rows of two numbers, stored column by column: strides 1 and 6.
    const StoredTensor columns{StoredType::f32, {6, 2}, {1, 6}, 100, 148};
    const auto second = view_of(columns, StoredForm::second_third);
    QVERIFY(second && *second == (StoredTensor{StoredType::f32, {2, 2}, {1, 6}, 108, 140}));
    const auto turned = view_of(columns, StoredForm::transposed);
    QVERIFY(turned && *turned == (StoredTensor{StoredType::f32, {2, 6}, {6, 1}, 100, 148}));
  }

  void formsThatDoNotFitGiveNothing() {
    const StoredTensor five{StoredType::f32, {5, 2, 3, 3}, {}, 0, 360};
    QVERIFY(!view_of(five, StoredForm::first_third));
    QVERIFY(!view_of(five, StoredForm::transposed));
    QVERIFY(!view_of(five, StoredForm::without_cells));
  }

 private:
  [[nodiscard]] std::string file() const { return folder_.filePath("clip.safetensors").toStdString(); }

  QTemporaryDir folder_;
  PartLayout layout_;
  at::Tensor stacked_ = at::randn({6, 5}), projection_ = at::randn({3, 4}), cells_ = at::randn({3, 3, 1, 1}),
             norm_ = at::randn({6});
};

QTEST_GUILESS_MAIN(PartSourceTest)
#include "part_source_test.moc"
