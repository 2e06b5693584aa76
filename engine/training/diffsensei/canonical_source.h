// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <memory>
#include <string>

#include "engine/checkpoints/checkpoint_layout.h"
#include "engine/tensors/weight_sources.h"

namespace koma::training {

/// The tensors of a part under their canonical names with some of them changed, and what is new; no others.
class CanonicalSource final : public tensors::WeightSource {
 public:
  /// `part` outlives this.
  CanonicalSource(const checkpoints::PartLayout& part, std::map<std::string, at::Tensor> changed);
  [[nodiscard]] std::optional<tensors::TensorInfo> find(const std::string& name) const override;
  [[nodiscard]] at::Tensor read(const std::string& name, const std::vector<std::int64_t>& shape,
                                const tensors::Init& init) const override;
  [[nodiscard]] std::vector<std::string> names() const override;
  [[nodiscard]] std::string place() const override { return stored_->place(); }

 private:
  const checkpoints::PartLayout& part_;
  std::shared_ptr<const tensors::WeightSource> stored_;
  tensors::MapSource changed_;
};

}  // namespace koma::training
