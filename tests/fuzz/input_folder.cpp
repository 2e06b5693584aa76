// SPDX-License-Identifier: Apache-2.0
#include "tests/fuzz/input_folder.h"

#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <string>

namespace koma::fuzz {

InputFolder::InputFolder() : path_("/dev/shm/koma-fuzz-" + std::to_string(::getpid())) {
  std::filesystem::create_directories(path_);
}

InputFolder::~InputFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

void InputFolder::write(const char* name, std::string_view content) const {
  std::ofstream file(path_ / name, std::ios::binary | std::ios::trunc);
  file.write(content.data(), static_cast<std::streamsize>(content.size()));
  if (!file) std::abort();
}

std::vector<std::string_view> pieces_of(std::string_view input, std::size_t count) {
  constexpr std::string_view cut = "\n---\n";
  std::vector<std::string_view> pieces;
  while (pieces.size() + 1 < count) {
    const std::size_t end = input.find(cut);
    pieces.push_back(input.substr(0, end));
    input = end == std::string_view::npos ? std::string_view() : input.substr(end + cut.size());
  }
  pieces.push_back(input);
  return pieces;
}

}  // namespace koma::fuzz
