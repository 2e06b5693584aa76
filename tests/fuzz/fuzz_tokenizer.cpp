// SPDX-License-Identifier: Apache-2.0
// Five pieces between lines of three dashes: vocab.json, merges.txt, tokenizer_config.json, special_tokens_map.json and
// a prompt that is parsed and encoded with them.
#include <cstdint>
#include <cstdlib>

#include "engine/base/error.h"
#include "engine/conditioning/clip_tokenizer.h"
#include "engine/conditioning/prompt_syntax.h"
#include "tests/fuzz/input_folder.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const koma::fuzz::InputFolder folder;
  const auto pieces = koma::fuzz::pieces_of({reinterpret_cast<const char*>(data), size}, 5);
  folder.write("vocab.json", pieces[0]);
  folder.write("merges.txt", pieces[1]);
  folder.write("tokenizer_config.json", pieces[2]);
  folder.write("special_tokens_map.json", pieces[3]);
  try {
    const auto tokenizer = koma::conditioning::ClipTokenizer::open(folder.path());
    std::vector<std::string> notes;
    for (const auto& piece : koma::conditioning::parse_prompt(pieces[4], notes)) (void)tokenizer.tokens(piece.text);
    if (tokenizer.encode(pieces[4], 77).size() != 77) std::abort();
  } catch (const koma::Error&) {
  }
  return 0;
}
