// SPDX-License-Identifier: Apache-2.0
#include "engine/conditioning/text_embedding_cache.h"

#include <algorithm>

namespace koma::conditioning {

const TextEmbeddingCache::Entry* TextEmbeddingCache::find(const std::string& key) {
  const auto found = std::find_if(entries_.begin(), entries_.end(), [&](const Entry& e) { return e.key == key; });
  if (found == entries_.end()) return nullptr;
  entries_.splice(entries_.begin(), entries_, found);
  return &entries_.front();
}

const TextEmbeddingCache::Entry* TextEmbeddingCache::peek(const std::string& key) const {
  const auto found = std::find_if(entries_.begin(), entries_.end(), [&](const Entry& e) { return e.key == key; });
  return found == entries_.end() ? nullptr : &*found;
}

const TextEmbeddingCache::Entry& TextEmbeddingCache::keep(Entry entry) {
  entries_.push_front(std::move(entry));
  if (entries_.size() > most_) entries_.pop_back();
  return entries_.front();
}

}  // namespace koma::conditioning
