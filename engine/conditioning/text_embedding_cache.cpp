// SPDX-License-Identifier: Apache-2.0
#include "engine/conditioning/text_embedding_cache.h"

#include <ATen/ATen.h>

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
  while (entries_.size() > 1 && (entries_.size() > most_ || bytes() > most_bytes_)) entries_.pop_back();
  return entries_.front();
}

std::size_t TextEmbeddingCache::bytes() const {
  std::size_t sum = 0;
  for (const Entry& entry : entries_) sum += entry.embedding.tokens.nbytes();
  return sum;
}

}  // namespace koma::conditioning
