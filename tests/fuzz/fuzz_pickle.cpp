// SPDX-License-Identifier: Apache-2.0
// A zip archive or a legacy file is read as it stands. Anything else is taken for a pickle and packed into both, so
// that the fuzzer need not learn to keep an archive whole while it changes the pickle inside.
#include <cstdint>
#include <string>

#include "tests/fuzz/index_checks.h"
#include "tests/support/zip_archive.h"

namespace {

using namespace std::string_view_literals;

constexpr std::string_view legacy_start =
    "\x80\x02\x8a\x0a\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19.\x80\x02M\xe9\x03.\x80\x02}."sv;

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  if (input.starts_with("PK") || input.starts_with(legacy_start.substr(0, 14))) {
    koma::fuzz::check_index(input);
    return 0;
  }
  koma::test::ZipArchive archive;
  archive.add("a/data.pkl", input);
  for (const char* key : {"a/data/0", "a/data/1", "a/data/2"}) archive.add(key, std::string(64, '\0'));
  koma::fuzz::check_index(archive.bytes());
  koma::fuzz::check_index(std::string(legacy_start) + std::string(input));
  return 0;
}
