// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ATen/core/Tensor.h>

#include <list>
#include <string>
#include <vector>

namespace koma::conditioning {

/// A prompt as the denoiser hears it.
struct TextEmbedding {
  at::Tensor tokens;  // [1, windows · L, X]: hidden states; of both encoders side by side where there are two
  at::Tensor pooled;  // [1, P]: SDXL's second encoder's projection, of the first window; undefined for SD 1 and 2
};

/// The embeddings that were asked for last, with what was to be said about them.
class TextEmbeddingCache {
 public:
  struct Entry {
    std::string key;
    TextEmbedding embedding;
    std::vector<std::string> notes;
  };
  /// Keeps at most `most` entries of together at most `most_bytes`, but always the newest.
  TextEmbeddingCache(std::size_t most, std::size_t most_bytes) : most_(most), most_bytes_(most_bytes) {}

  /// The entry, now the newest; null when it is not there. Valid until the next `keep`.
  [[nodiscard]] const Entry* find(const std::string& key);
  /// The same without making it the newest.
  [[nodiscard]] const Entry* peek(const std::string& key) const;
  /// Adds an entry and forgets the oldest that are too many.
  const Entry& keep(Entry entry);

 private:
  [[nodiscard]] std::size_t bytes() const;

  std::size_t most_, most_bytes_;
  std::list<Entry> entries_;  ///< newest first
};

}  // namespace koma::conditioning
