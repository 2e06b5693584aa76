// SPDX-License-Identifier: Apache-2.0
#include "engine/nn/module.h"

#include <ATen/ATen.h>

#include <QTest>

#include "engine/base/error.h"
#include "engine/nn/resnet_block.h"
#include "engine/tensors/weight_sources.h"

using namespace koma;

namespace {

ErrorCode code_of(const auto& work) {
  try {
    work();
  } catch (const Error& error) {
    return error.code();
  }
  return ErrorCode::internal;
}

}  // namespace

class ModuleTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void replacedValuesAreUsedAndTheSourceStaysAsItWas() {
    const at::Tensor stored = at::ones({3, 2});
    const auto source = std::make_shared<tensors::MapSource>(
        std::map<std::string, at::Tensor>{{"proj.weight", stored}, {"proj.bias", at::zeros({3})}});
    struct Outer : nn::Module {
      explicit Outer(const nn::Weights& weights) : proj(child<nn::Linear>("proj", weights, 2, 3)) {}
      std::shared_ptr<nn::Linear> proj;
    } outer{nn::Weights(source)};

    outer.replace("proj.weight", at::full({3, 2}, 2, at::kDouble));

    QVERIFY(at::equal(outer.proj->forward(at::ones({1, 2})), at::full({1, 3}, 4.0f)));
    QVERIFY(at::equal(outer.values("proj.weight"), at::full({3, 2}, 2.0f)));
    QVERIFY(at::equal(stored, at::ones({3, 2})));
  }

  void aPathBelowPlainPartsIsFound() {
    const auto source = std::make_shared<tensors::InitialiserSource>(1);
    struct Outer : nn::Module {
      explicit Outer(const nn::Weights& weights) {
        block = child<nn::ResnetBlock2D>("down_blocks.0.resnets.1", weights,
                                         nn::ResnetOptions{.inputs = 4, .outputs = 4, .groups = 2});
      }
      std::shared_ptr<nn::ResnetBlock2D> block;
    } outer{nn::Weights(source)};

    outer.replace("down_blocks.0.resnets.1.conv2.weight", at::ones({4, 4, 3, 3}));

    QVERIFY(at::equal(outer.block->values("conv2.weight"), at::ones({4, 4, 3, 3})));
  }

  void parametersAndPartsHaveTheirPathsForNamesInOrder() {
    const auto source = std::make_shared<tensors::InitialiserSource>(1);
    struct Outer : nn::Module {
      explicit Outer(const nn::Weights& weights) {
        child<nn::Linear>("a.0", weights, 2, 3);
        scale = weight("scale", weights, {4}, nn::Init::ones());
        child<nn::Linear>("a.1", weights, 3, 2, nn::Linear::Options{.bias = false});
      }
      at::Tensor scale;
    } outer{nn::Weights(source)};

    QCOMPARE(outer.named_parameters().keys(),
             (std::vector<std::string>{"scale", "a.0.weight", "a.0.bias", "a.1.weight"}));
    QCOMPARE(outer.named_parameters(/*recurse=*/false).keys(), std::vector<std::string>{"scale"});
    QCOMPARE(outer.named_modules().keys(), (std::vector<std::string>{"a", "a.0", "a.1"}));
    outer.named_parameters()["a.1.weight"].fill_(7);
    QVERIFY(at::equal(outer.values("a.1.weight"), at::full({2, 3}, 7.0f)));
  }

  void aNameIsGivenOnce() {
    const auto source = std::make_shared<tensors::InitialiserSource>(1);
    struct Outer : nn::Module {
      using Module::Module;
      void again(const nn::Weights& weights) { weight("scale", weights, {4}, nn::Init::ones()); }
      void part(const nn::Weights& weights) { child<nn::Linear>("scale", weights, 2, 3); }
    } outer;
    outer.again(nn::Weights(source));
    QVERIFY_THROWS_EXCEPTION(Error, outer.again(nn::Weights(source)));
    QVERIFY_THROWS_EXCEPTION(Error, outer.part(nn::Weights(source)));
    QCOMPARE(outer.parameters().size(), std::size_t(1));
  }

  void wrongNamesAndShapesAreRefused() {
    nn::Linear linear(nn::Weights(std::make_shared<tensors::InitialiserSource>(1)), 2, 3);
    QCOMPARE(code_of([&] { linear.replace("wait", at::ones({3, 2})); }), ErrorCode::not_found);
    QCOMPARE(code_of([&] { linear.replace("part.weight", at::ones({3, 2})); }), ErrorCode::not_found);
    QCOMPARE(code_of([&] { (void)linear.values("part.weight"); }), ErrorCode::not_found);
    QCOMPARE(code_of([&] { linear.replace("weight", at::ones({2, 3})); }), ErrorCode::invalid_argument);
  }
};

QTEST_APPLESS_MAIN(ModuleTest)
#include "module_test.moc"
