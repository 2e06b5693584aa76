// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

#include "engine/base/error.h"

namespace koma::manga {

/// Why a division of a panel into regions with prompts cannot be taken.
enum class RegionFault {
  bad_ratio,        ///< the split has no number above 0 where one must stand
  count_mismatch,   ///< not as many prompts as regions
  empty_prompt,     ///< a region without words
  base_incomplete,  ///< a base prompt without a ratio, or the reverse
  bad_base,         ///< the base ratio is no number from 0 to 1 or does not follow the split
  missing_ratio,    ///< a language model's answer without a split
  missing_prompt,   ///< … or without prompts
};

/// The fault's name, for example "bad_ratio".
[[nodiscard]] const char* to_string(RegionFault fault) noexcept;

/// Says in one sentence what is wrong with regions, and where.
class RegionError : public Error {
 public:
  RegionError(RegionFault fault, const std::string& sentence, std::size_t character = 0)
      : Error(ErrorCode::invalid_argument, sentence), fault_(fault), character_(character) {}

  [[nodiscard]] RegionFault fault() const noexcept { return fault_; }
  /// Which character of the split or base ratio is meant, counted from 1; 0: no single one.
  [[nodiscard]] std::size_t character() const noexcept { return character_; }

 private:
  RegionFault fault_;
  std::size_t character_;
};

}  // namespace koma::manga
