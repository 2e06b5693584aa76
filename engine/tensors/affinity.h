// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace koma::tensors {

/// "0-3,6" as 0, 1, 2, 3, 6: ascending, each once. Throws Error(invalid_argument) for another form or a core above
/// 1023.
[[nodiscard]] std::vector<int> read_cores(const std::string& text);

/// Binds the calling thread, and every thread that it starts from now on, to these cores: libtorch's OpenMP threads
/// come from the thread that computes first. An empty list changes nothing.
/// Throws Error(unsupported) when the system has none of them or cannot bind.
void bind_to_cores(const std::vector<int>& cores);

}  // namespace koma::tensors
