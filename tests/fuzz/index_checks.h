// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string_view>

namespace koma::fuzz {

/// Reads `bytes` as a file of weights. It may be refused by an Error; when it is accepted, every tensor must lie inside
/// the file and need no more memory than the file is long, or the program aborts.
void check_index(std::string_view bytes);

}  // namespace koma::fuzz
