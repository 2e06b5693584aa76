// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string_view>
#include <vector>

namespace koma::fuzz {

/// A folder of this process in the memory file system, for readers that want files. Removed at exit.
class InputFolder {
 public:
  InputFolder();
  ~InputFolder();
  InputFolder(const InputFolder&) = delete;
  InputFolder& operator=(const InputFolder&) = delete;

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }
  void write(const char* name, std::string_view content) const;

 private:
  std::filesystem::path path_;
};

/// The input cut at lines of three dashes, into exactly `count` pieces; missing ones are empty.
[[nodiscard]] std::vector<std::string_view> pieces_of(std::string_view input, std::size_t count);

}  // namespace koma::fuzz
