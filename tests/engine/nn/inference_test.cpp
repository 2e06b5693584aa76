// SPDX-License-Identifier: Apache-2.0
#include <ATen/ATen.h>
#include <c10/core/InferenceMode.h>

#include <QTest>
#include <limits>

#include "engine/nn/kernel_calls.h"
#include "engine/nn/resnet_block.h"
#include "engine/nn/transformer_block.h"
#include "engine/tensors/weight_sources.h"

using namespace koma::nn;

namespace {

/// Random everywhere, zeros and ones included, so that no part is the identity.
Weights random_weights(at::ScalarType type) {
  class Source final : public koma::tensors::WeightSource {
   public:
    [[nodiscard]] std::optional<koma::tensors::TensorInfo> find(const std::string&) const override { return {}; }
    [[nodiscard]] at::Tensor read(const std::string& name, const std::vector<std::int64_t>& shape,
                                  const Init& init) const override {
      const bool constant = init.kind == Init::Kind::constant;
      const at::Tensor start = plain_.read(name, shape, constant ? Init::normal(0.1) : init);
      return constant ? start + init.scale : start;
    }
    [[nodiscard]] std::vector<std::string> names() const override { return {}; }
    [[nodiscard]] bool creates() const override { return true; }
    [[nodiscard]] std::string place() const override { return "test"; }

   private:
    koma::tensors::InitialiserSource plain_{5};
  };
  return Weights(std::make_shared<Source>(), {}, at::kCPU, type);
}

at::Tensor map(std::vector<std::int64_t> shape, at::ScalarType type) {
  return at::randn(shape).to(type).contiguous(at::MemoryFormat::ChannelsLast);
}

/// The largest difference as a part of the largest value; infinite for a NaN.
double distance(const at::Tensor& ours, const at::Tensor& reference) {
  if (!at::isfinite(ours).all().item<bool>()) return std::numeric_limits<double>::infinity();
  const at::Tensor difference = (ours.to(at::kDouble) - reference.to(at::kDouble)).abs();
  return difference.max().item<double>() / reference.to(at::kDouble).abs().max().item<double>();
}

void add_types() {
  QTest::addColumn<int>("type");
  QTest::newRow("float32") << int(at::kFloat);
  QTest::newRow("bfloat16") << int(at::kBFloat16);
}

/// bfloat16 keeps 8 bits, and the plain modules round after every operator.
double tolerance(at::ScalarType type) {
  return type == at::kFloat ? 1e-5 : 0.03;
}

/// The same module, once plain in float32 and once as inference computes it in `type`.
template <class Module, class... Options>
void compare(at::ScalarType type, const auto& call, const Options&... options) {
  const Module plain(random_weights(at::kFloat), options...);
  const at::Tensor expected = call(plain, at::kFloat);
  const c10::InferenceMode inference;
  const Module packed(random_weights(type), options...);
  QVERIFY(distance(call(packed, type), expected) < tolerance(type));
}

}  // namespace

/// In inference mode on a CPU, packed weights and our own kernels do the work; both must say what the plain ones say.
class InferenceTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void init() { at::manual_seed(1); }

  void aResidualBlockAgrees_data() { add_types(); }
  void aResidualBlockAgrees() {
    QFETCH(int, type);
    const at::Tensor x = map({2, 24, 9, 7}, at::kFloat), time = at::randn({2, 20});
    for (const bool scale_shift : {false, true}) {
      compare<ResnetBlock2D>(
          at::ScalarType(type),
          [&](const ResnetBlock2D& block, at::ScalarType as) { return block.forward(x.to(as), time.to(as)); },
          ResnetOptions{.inputs = 24, .outputs = 40, .time_channels = 20, .groups = 4, .scale_shift = scale_shift});
    }
  }

  void aMapThatIsNotChannelsLastAgreesToo() {
    const at::Tensor x = at::randn({1, 8, 6, 5});
    compare<ResnetBlock2D>(
        at::kFloat, [&](const ResnetBlock2D& block, at::ScalarType) { return block.forward(x); },
        ResnetOptions{.inputs = 8, .outputs = 8, .groups = 4});
  }

  void aTransformerAgrees_data() { add_types(); }
  void aTransformerAgrees() {
    QFETCH(int, type);
    const at::Tensor x = map({2, 80, 12, 12}, at::kFloat), text = at::randn({2, 77, 24}), image = at::randn({2, 6, 24});
    const at::Tensor mask = at::randn({2, 1, 144, 6});
    for (const bool linear : {false, true}) {
      compare<Transformer2DModel>(
          at::ScalarType(type),
          [&](const Transformer2DModel& model, at::ScalarType as) {
            const AttentionContext context{.text = text.to(as), .image = image.to(as), .image_mask = mask.to(as)};
            return model.forward(x.to(as), context);
          },
          TransformerOptions{.channels = 80,
                             .heads = 2,
                             .layers = 2,
                             .context_channels = 24,
                             .groups = 8,
                             .linear_projection = linear,
                             .image_tokens = true});
    }
  }

  void theAutoencodersAttentionAgrees_data() { add_types(); }
  void theAutoencodersAttentionAgrees() {
    QFETCH(int, type);
    const at::Tensor x = map({1, 64, 10, 11}, at::kFloat);
    compare<SpatialAttention>(
        at::ScalarType(type),
        [&](const SpatialAttention& attention, at::ScalarType as) { return attention.forward(x.to(as)); }, 64, 8, 1e-6);
  }

  void masksOfEveryShapeAgree() {
    const at::Tensor queries = at::randn({2, 4, 9, 16}), keys = at::randn({2, 4, 11, 16}), values = keys.flip({3});
    for (const auto& shape :
         std::vector<std::vector<std::int64_t>>{{9, 11}, {2, 1, 9, 11}, {2, 4, 1, 11}, {1, 1, 9, 1}}) {
      const at::Tensor mask = at::randn(shape) * 3;
      const at::Tensor expected = attend(queries, keys, values, mask);
      const c10::InferenceMode inference;
      const at::Tensor ours =
          attend(queries.to(at::kBFloat16), keys.to(at::kBFloat16), values.to(at::kBFloat16), mask.to(at::kBFloat16));
      QVERIFY(distance(ours, expected) < tolerance(at::kBFloat16));
    }
  }
};

QTEST_APPLESS_MAIN(InferenceTest)
#include "inference_test.moc"
