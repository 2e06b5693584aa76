// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace koma::test {

/// A zip archive in memory as torch.save writes it (stored records, no data descriptors), with every field of its
/// headers open to be set wrong.
class ZipArchive {
 public:
  struct Record {
    std::string name, content;
    std::string local_name;  ///< in the local header, when it is to differ
    std::uint16_t flags = 0, method = 0;
    std::uint32_t size = 0, packed = 0;        ///< in the directory
    std::uint32_t local_size = 0, offset = 0;  ///< `offset` is set by bytes() unless `keeps_offset`
    bool keeps_offset = false;
  };

  Record& add(std::string_view name, std::string_view content) {
    const auto size = static_cast<std::uint32_t>(content.size());
    records_.push_back({std::string(name), std::string(content), std::string(name), 0, 0, size, size, size, 0, false});
    return records_.back();
  }

  /// `claimed` is the number of records that the end record tells, when it is to differ.
  [[nodiscard]] std::string bytes(int claimed = -1) {
    std::string file, directory;
    for (Record& record : records_) {
      if (!record.keeps_offset) record.offset = static_cast<std::uint32_t>(file.size());
      put(file, 0x04034b50, 4), put(file, 0, 2), put(file, record.flags, 2), put(file, record.method, 2);
      put(file, 0, 8), put(file, record.local_size, 4), put(file, record.local_size, 4);
      put(file, record.local_name.size(), 2), put(file, 0, 2);
      file += record.local_name + record.content;
      put(directory, 0x02014b50, 4), put(directory, 0, 4), put(directory, record.flags, 2);
      put(directory, record.method, 2), put(directory, 0, 8), put(directory, record.packed, 4);
      put(directory, record.size, 4), put(directory, record.name.size(), 2), put(directory, 0, 12);
      put(directory, record.offset, 4);
      directory += record.name;
    }
    const std::uint64_t count = claimed < 0 ? records_.size() : static_cast<std::uint64_t>(claimed);
    const std::uint64_t begin = file.size();
    file += directory;
    put(file, 0x06054b50, 4), put(file, 0, 4), put(file, count, 2), put(file, count, 2);
    put(file, directory.size(), 4), put(file, begin, 4), put(file, 0, 2);
    return file;
  }

 private:
  static void put(std::string& text, std::uint64_t number, int bytes) {
    for (int i = 0; i < bytes; ++i) text += i < 8 ? static_cast<char>(number >> (8 * i) & 0xFF) : '\0';
  }

  std::vector<Record> records_;
};

}  // namespace koma::test
