// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "engine/base/error.h"
#include "engine/checkpoints/index_content.h"

namespace koma::test {

/// Why `bytes` are refused as a file of weights, without the advice at the end when it is the usual one; "accepted"
/// when they are not.
inline std::string refusal_of(std::string_view bytes) {
  constexpr std::string_view advice = "; get the file again";
  try {
    (void)checkpoints::read_tensor_index(checkpoints::MemoryBytes(bytes, "file"));
  } catch (const Error& error) {
    if (error.code() != ErrorCode::invalid_file || error.place() != "file") return "wrong code or place";
    const std::string& sentence = error.sentence();
    return sentence.ends_with(advice) ? sentence.substr(0, sentence.size() - advice.size()) : sentence;
  }
  return "accepted";
}

}  // namespace koma::test
