// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace koma::test {

/// Names and shapes of the tensors of a file.
using Shapes = std::map<std::string, std::vector<std::int64_t>>;

/// Writes a safetensors file of float16 zeros. The numbers are a hole in the file: a checkpoint of true size costs no
/// disk.
inline void write_tensors(const std::filesystem::path& file, const Shapes& tensors) {
  nlohmann::json header = nlohmann::json::object();
  std::uint64_t end = 0;
  for (const auto& [name, shape] : tensors) {
    const std::uint64_t begin = end;
    std::uint64_t numbers = 1;
    for (const std::int64_t side : shape) numbers *= std::uint64_t(side);
    end += 2 * numbers;
    header[name] = {{"dtype", "F16"}, {"shape", shape}, {"data_offsets", {begin, end}}};
  }
  std::string text = header.dump();
  text.resize((text.size() + 7) / 8 * 8, ' ');
  const std::uint64_t length = text.size();
  std::filesystem::create_directories(file.parent_path());
  std::ofstream stream(file, std::ios::binary);
  for (int i = 0; i < 8; ++i) stream.put(char(length >> (8 * i) & 0xff));
  stream << text;
  stream.close();
  std::filesystem::resize_file(file, 8 + length + end);
}

inline void write_text(const std::filesystem::path& file, const std::string& text) {
  std::filesystem::create_directories(file.parent_path());
  std::ofstream(file, std::ios::binary) << text;
}

}  // namespace koma::test
