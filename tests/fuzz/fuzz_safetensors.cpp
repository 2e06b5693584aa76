// SPDX-License-Identifier: Apache-2.0
// The input is a file of weights as it stands; and, since mutations seldom keep the header's length right, once more
// the JSON of a header, in front of 64 bytes of data.
#include <cstdint>
#include <cstring>
#include <string>

#include "tests/fuzz/index_checks.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  koma::fuzz::check_index(input);
  std::string file(8, '\0');
  const std::uint64_t length = size;
  std::memcpy(file.data(), &length, sizeof(length));
  koma::fuzz::check_index(file.append(input).append(64, '\0'));
  return 0;
}
