// SPDX-License-Identifier: Apache-2.0
#include "engine/checkpoints/lora_shapes.h"

#include <algorithm>

#include "engine/base/error.h"

namespace koma::checkpoints {
namespace {

using Shape = std::vector<std::int64_t>;

/// Larger ranks than this do not exist; the bound keeps products of hostile files small.
constexpr std::int64_t largest_rank = 4096;

std::int64_t numbers_in(const Shape& shape) {
  if (std::find(shape.begin(), shape.end(), 0) != shape.end()) return 0;
  std::int64_t product = 1;
  for (const std::int64_t side : shape) product *= side;  // the reader has checked it against the file's size
  return product;
}

std::string text_of(const Shape& shape) {
  std::string text = "[";
  for (std::size_t i = 0; i < shape.size(); ++i) text += (i > 0 ? ", " : "") + std::to_string(shape[i]);
  return text + "]";
}

bool is_real(StoredType type) {
  return type == StoredType::f16 || type == StoredType::bf16 || type == StoredType::f32 || type == StoredType::f64 ||
         type == StoredType::f8_e4m3 || type == StoredType::f8_e5m2;
}

class LayerCheck {
 public:
  LayerCheck(const LoraLayer& layer, const TensorIndex& file, const Shape& target)
      : layer_(layer), file_(file), target_(target), outputs_(target.front()), inputs_(numbers_in(target) / outputs_) {}

  void scalars_and_scales() const {
    for (const auto& [role, name] : layer_.tensors) {
      const StoredTensor& tensor = file_.tensors.at(name);
      if (!is_real(tensor.type) && role != "alpha") refuse(name + " is stored as " + to_string(tensor.type));
    }
    if (layer_.has("alpha") && numbers_in(shape("alpha")) != 1) wrong("alpha", "one number");
    if (layer_.has("magnitude") && numbers_in(shape("magnitude")) != outputs_) {
      wrong("magnitude", std::to_string(outputs_) + " numbers");
    }
    if (layer_.has("dora_scale")) {
      const Shape scale = shape("dora_scale");
      const bool per_output = !scale.empty() && scale[0] == outputs_ && numbers_in(scale) == outputs_;
      const bool per_input =
          target_.size() > 1 && scale.size() > 1 && scale[1] == target_[1] && numbers_in(scale) == target_[1];
      if (!per_output && !per_input) wrong("dora_scale", "one number per output or input");
    }
  }

  void low_rank() const {
    const std::int64_t rank = rank_in("down", 0), outer = rank_in("up", 1);
    expect_numbers("up", outputs_ * outer);
    if (side("up", 0) != outputs_) wrong("up", std::to_string(outputs_) + " rows");
    if (!layer_.has("mid")) {
      if (outer != rank) wrong("up", std::to_string(rank) + " columns, the rank of down");
      return expect_numbers("down", rank * inputs_);
    }
    expect_kernel("mid", outer, rank);
    expect_numbers("down", rank * target_[1]);
  }

  void hadamard() const {
    if (layer_.has("t1") != layer_.has("t2")) refuse("only one of hada_t1 and hada_t2 is there");
    for (const char* half : {"1", "2"}) {
      const std::string a = std::string("w") + half + "_a", b = std::string("w") + half + "_b";
      const std::string core = std::string("t") + half;
      const std::int64_t rank = rank_in(b, 0);
      if (layer_.has(core)) {
        expect_kernel(core, rank_in(a, 0), rank);
        expect(a, {side(a, 0), outputs_});
        expect(b, {rank, target_[1]});
      } else {
        expect(a, {outputs_, rank});
        expect(b, {rank, inputs_});
      }
    }
  }

  void kronecker() const {
    const Shape first = factor("w1");
    const Shape second = layer_.has("t2") ? tucker_factor() : factor("w2");
    if (first.size() != 2) wrong("w1", "two dimensions");
    if (first[0] * second[0] != outputs_ || numbers_in(first) * numbers_in(second) != numbers_in(target_) ||
        (second.size() == 4 && (target_.size() != 4 || first[1] * second[1] != target_[1]))) {
      refuse(text_of(first) + " ⊗ " + text_of(second) + " does not make " + text_of(target_));
    }
  }

  void full(const Shape& bias) const {
    if (layer_.kind == LoraKind::full && !layer_.has("diff") && !layer_.has("diff_b")) refuse("it holds no change");
    if (layer_.has("diff")) expect("diff", target_);
    if (!layer_.has("diff_b")) return;
    if (bias.empty()) refuse("it changes a bias, and the model's layer has none");
    expect("diff_b", bias);
  }

 private:
  [[noreturn]] void refuse(const std::string& what) const {
    throw Error(ErrorCode::invalid_file,
                layer_.spelling + ": " + what + "; the file is damaged or made for another model", file_.path.string());
  }
  [[noreturn]] void wrong(const std::string& role, const std::string& expected) const {
    refuse(layer_.tensors.at(role) + " is " + text_of(shape(role)) + ", expected " + expected);
  }
  [[nodiscard]] Shape shape(const std::string& role) const {
    const auto found = layer_.tensors.find(role);
    if (found == layer_.tensors.end()) refuse("its part \"" + role + "\" is missing");
    return file_.tensors.at(found->second).shape;
  }
  [[nodiscard]] std::int64_t side(const std::string& role, std::size_t dimension) const {
    const Shape found = shape(role);
    if (found.size() < 2 || numbers_in(found) < 1) wrong(role, "a matrix");
    return found[dimension];
  }
  [[nodiscard]] std::int64_t rank_in(const std::string& role, std::size_t dimension) const {
    const std::int64_t rank = side(role, dimension);
    if (rank > largest_rank) wrong(role, "a rank of at most " + std::to_string(largest_rank));
    return rank;
  }
  void expect(const std::string& role, const Shape& expected) const {
    if (shape(role) != expected) wrong(role, text_of(expected));
  }
  void expect_numbers(const std::string& role, std::int64_t count) const {
    if (numbers_in(shape(role)) != count) wrong(role, std::to_string(count) + " numbers for " + text_of(target_));
  }
  void expect_kernel(const std::string& role, std::int64_t first, std::int64_t second) const {
    if (target_.size() != 4) wrong(role, "none, for a linear layer");
    expect(role, {first, second, target_[2], target_[3]});
  }
  /// Shape of a Kronecker factor, whole or as a product.
  [[nodiscard]] Shape factor(const std::string& role) const {
    if (layer_.has(role)) {
      if (shape(role).size() < 2 || numbers_in(shape(role)) < 1) wrong(role, "a matrix or kernel");
      return shape(role);
    }
    const std::int64_t rank = rank_in(role + "_a", 1), rows = side(role + "_a", 0), columns = side(role + "_b", 1);
    expect(role + "_b", {rank, columns});
    return {rows, columns};
  }
  [[nodiscard]] Shape tucker_factor() const {
    const std::int64_t outer = rank_in("w2_a", 0), inner = rank_in("w2_b", 0);
    expect_kernel("t2", outer, inner);
    const std::int64_t rows = shape("w2_a")[1], columns = shape("w2_b")[1];
    expect("w2_a", {outer, rows});
    expect("w2_b", {inner, columns});
    return {rows, columns, target_[2], target_[3]};
  }

  const LoraLayer& layer_;
  const TensorIndex& file_;
  const Shape& target_;
  std::int64_t outputs_, inputs_;
};

}  // namespace

void check_lora_layer(const LoraLayer& layer, const TensorIndex& file, const Shape& target, const Shape& bias) {
  const LayerCheck check(layer, file, target);
  check.scalars_and_scales();
  switch (layer.kind) {
    case LoraKind::low_rank:
      check.low_rank();
      break;
    case LoraKind::hadamard:
      check.hadamard();
      break;
    case LoraKind::kronecker:
      check.kronecker();
      break;
    case LoraKind::full:
      break;
  }
  check.full(bias);
}

}  // namespace koma::checkpoints
