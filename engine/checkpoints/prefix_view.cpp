// SPDX-License-Identifier: Apache-2.0
#include "engine/checkpoints/prefix_view.h"

namespace koma::checkpoints {

bool PrefixView::has_below(const std::string& start) const {
  const auto first = index_->tensors.lower_bound(prefix_ + start);
  return first != index_->tensors.end() && first->first.starts_with(prefix_ + start);
}

std::vector<std::int64_t> PrefixView::shape(const std::string& name) const {
  const auto found = index_->tensors.find(prefix_ + name);
  return found == index_->tensors.end() ? std::vector<std::int64_t>() : found->second.shape;
}

std::int64_t PrefixView::side(const std::string& name, std::size_t at) const {
  const auto found = index_->tensors.find(prefix_ + name);
  return found == index_->tensors.end() || at >= found->second.shape.size() ? 0 : found->second.shape[at];
}

std::int64_t PrefixView::count(const std::string& before, const std::string& after) const {
  std::int64_t number = 0;
  while (has(before + std::to_string(number) + after)) ++number;
  return number;
}

std::vector<std::string> PrefixView::names() const {
  std::vector<std::string> result;
  for (auto item = index_->tensors.lower_bound(prefix_); item != index_->tensors.end(); ++item) {
    if (!item->first.starts_with(prefix_)) break;
    result.push_back(item->first.substr(prefix_.size()));
  }
  return result;
}

}  // namespace koma::checkpoints
