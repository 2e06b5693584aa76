// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace koma::manga {

/// "1-3,7" as indices from 0, each once, rising; all pages when the text is empty. `count` is how many pages there are.
/// Throws Error(invalid_argument) for a text that is no range and Error(not_found) for a page that is not there.
[[nodiscard]] std::vector<std::size_t> pages_of(const std::string& text, std::size_t count);

}  // namespace koma::manga
