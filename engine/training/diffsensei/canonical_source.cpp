// SPDX-License-Identifier: Apache-2.0
#include "engine/training/diffsensei/canonical_source.h"

#include <ATen/core/Tensor.h>

#include <set>

#include "engine/tensors/part_source.h"

namespace koma::training {

CanonicalSource::CanonicalSource(const checkpoints::PartLayout& part, std::map<std::string, at::Tensor> changed)
    : part_(part), stored_(tensors::open_part(part)), changed_(std::move(changed)) {}

std::optional<tensors::TensorInfo> CanonicalSource::find(const std::string& name) const {
  return changed_.find(name) ? changed_.find(name) : stored_->find(name);
}

at::Tensor CanonicalSource::read(const std::string& name, const std::vector<std::int64_t>& shape,
                                 const tensors::Init& init) const {
  return changed_.find(name) ? changed_.read(name, shape, init) : stored_->read(name, shape, init);
}

std::vector<std::string> CanonicalSource::names() const {
  std::set<std::string> names;
  for (const auto& [name, stored] : part_.tensors) names.insert(name);
  for (const std::string& name : changed_.names()) names.insert(name);
  return {names.begin(), names.end()};
}

}  // namespace koma::training
