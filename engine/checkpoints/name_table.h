// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "engine/checkpoints/checkpoint_layout.h"
#include "engine/checkpoints/prefix_view.h"

namespace koma::checkpoints {

/// Whose names a file uses: those of the first release (LDM, SGM, OpenCLIP) or diffusers' and transformers'.
enum class Spelling { original, diffusers };

struct NamePair {
  std::string canonical, stored;
  StoredForm form = StoredForm::as_it_is;
};

/// "blocks.", 3, ".weight" → "blocks.3.weight".
[[nodiscard]] inline std::string numbered(const std::string& before, std::int64_t number,
                                          const std::string& after = {}) {
  return before + std::to_string(number) + after;
}

/// Every tensor of a network, by its canonical name and by the one that a file of one spelling gives it. Built from
/// the network's measures, never by taking names apart: names are ambiguous, measures are not.
class NameTable {
 public:
  explicit NameTable(Spelling spelling) : spelling_(spelling) {}

  /// One tensor. `form` holds for the original spelling only.
  void tensor(const std::string& canonical, const std::string& original, StoredForm form = StoredForm::as_it_is);
  /// A layer's `.weight` and `.bias`.
  void layer(const std::string& canonical, const std::string& original, StoredForm weight = StoredForm::as_it_is);
  /// A layer whose name inside its block is the same in both spellings.
  void same(const std::string& canonical, const std::string& original, const std::string& name);

  [[nodiscard]] Spelling spelling() const noexcept { return spelling_; }
  [[nodiscard]] const std::vector<NamePair>& pairs() const noexcept { return pairs_; }

 private:
  Spelling spelling_;
  std::vector<NamePair> pairs_;
};

/// Adds a file's tensors to `part`: those of the table under their canonical names; what the table does not know, and
/// `is_ignored` (given the name below the view's prefix) does not excuse, under the name that the file gives it.
/// Throws Error(invalid_file) when a tensor of the table is missing.
void take_names(
    PartLayout& part, const PrefixView& view, const NameTable& table,
    const std::function<bool(const std::string&)>& is_ignored = [](const std::string&) { return false; });

}  // namespace koma::checkpoints
