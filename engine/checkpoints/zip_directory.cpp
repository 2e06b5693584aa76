// SPDX-License-Identifier: Apache-2.0
#include "engine/checkpoints/zip_directory.h"

#include <algorithm>
#include <cstring>
#include <vector>

namespace koma::checkpoints {
namespace {

constexpr std::uint32_t local_signature = 0x04034b50, central_signature = 0x02014b50, end_signature = 0x06054b50,
                        end64_signature = 0x06064b50, locator_signature = 0x07064b50;
constexpr std::size_t local_bytes = 30, central_bytes = 46, end_bytes = 22, end64_bytes = 56, locator_bytes = 20;
constexpr std::uint16_t zip64_extra = 1;
constexpr std::uint16_t encrypted_flags = 1 | (1 << 6) | (1 << 13), sizes_follow_flag = 1 << 3;
constexpr std::uint32_t in_zip64 = 0xFFFFFFFF;
constexpr std::uint16_t in_zip64_short = 0xFFFF;

template <class Number>
Number number_at(std::string_view bytes, std::size_t at) {
  Number number;
  std::memcpy(&number, bytes.data() + at, sizeof(number));
  return number;
}
std::uint16_t u16(std::string_view bytes, std::size_t at) {
  return number_at<std::uint16_t>(bytes, at);
}
std::uint32_t u32(std::string_view bytes, std::size_t at) {
  return number_at<std::uint32_t>(bytes, at);
}
std::uint64_t u64(std::string_view bytes, std::size_t at) {
  return number_at<std::uint64_t>(bytes, at);
}

/// What the central directory says about one record.
struct Entry {
  std::string name;
  std::uint16_t flags = 0;
  std::uint64_t size = 0, header = 0;  ///< bytes of the content; where the local header lies
  std::uint64_t begin = 0;             ///< of the content
};

class DirectoryReader {
 public:
  DirectoryReader(const StoredBytes& file, ReadBudget& budget) : file_(file), budget_(budget) {}

  std::map<std::string, ZipRecord> read() {
    find_directory();
    std::vector<Entry> entries = read_entries();
    std::map<std::string, ZipRecord> records;
    for (Entry& entry : entries) {
      check_local_header(entry);
      if (!records.emplace(entry.name, ZipRecord{entry.begin, entry.size}).second) {
        refuse(file_, "the zip archive holds " + said(entry) + " twice");
      }
    }
    check_overlaps(entries);
    return records;
  }

 private:
  static std::string said(const Entry& entry) { return in_quotes(entry.name); }

  std::string bytes_at(std::uint64_t offset, std::uint64_t count) {
    if (offset > file_.size() || count > file_.size() - offset) refuse(file_, "the zip archive is cut");
    budget_.take(count);
    std::string bytes(count, '\0');
    if (!file_.read(offset, bytes.data(), count)) refuse(file_, "the zip archive cannot be read");
    return bytes;
  }

  /// The end record stands last; torch writes no comment after it.
  void find_directory() {
    if (file_.size() < end_bytes) refuse(file_, "the zip archive is cut");
    directory_end_ = file_.size() - end_bytes;
    const std::string end = bytes_at(directory_end_, end_bytes);
    if (u32(end, 0) != end_signature || u16(end, 20) != 0) {
      refuse(file_, "the zip archive does not end in its directory; the file is cut or something was appended");
    }
    count_ = u16(end, 10);
    directory_size_ = u32(end, 12);
    directory_ = u32(end, 16);
    bool one_disk = u16(end, 4) == 0 && u16(end, 6) == 0 && u16(end, 8) == count_;
    if (count_ == in_zip64_short || directory_size_ == in_zip64 || directory_ == in_zip64) {
      one_disk = true;
      read_zip64_end();
    } else if (directory_end_ >= locator_bytes &&
               u32(bytes_at(directory_end_ - locator_bytes, locator_bytes), 0) == locator_signature) {
      read_zip64_end();  // torch always writes one
    }
    if (!one_disk) refuse(file_, "the zip archive is split over several files");
    if (directory_ > directory_end_ || directory_size_ != directory_end_ - directory_) {
      refuse(file_, "the zip archive's directory does not lie where it should");
    }
  }

  void read_zip64_end() {
    if (directory_end_ < locator_bytes + end64_bytes) refuse(file_, "the zip archive is cut");
    const std::string locator = bytes_at(directory_end_ - locator_bytes, locator_bytes);
    const std::uint64_t place = u64(locator, 8);
    if (u32(locator, 0) != locator_signature || place != directory_end_ - locator_bytes - end64_bytes) {
      refuse(file_, "the zip archive's zip64 directory does not lie where it should");
    }
    const std::string end = bytes_at(place, end64_bytes);
    if (u32(end, 0) != end64_signature || u32(end, 16) != 0 || u32(end, 20) != 0 || u64(end, 24) != u64(end, 32)) {
      refuse(file_, "the zip archive's zip64 directory is broken");
    }
    count_ = u64(end, 32);
    directory_size_ = u64(end, 40);
    directory_ = u64(end, 48);
    directory_end_ = place;
  }

  std::vector<Entry> read_entries() {
    if (count_ > directory_size_ / central_bytes) refuse(file_, "the zip archive claims more records than it lists");
    const std::string directory = bytes_at(directory_, directory_size_);
    budget_.take(count_ * (sizeof(Entry) + 128) + directory_size_);
    std::vector<Entry> entries;
    entries.reserve(count_);
    std::size_t at = 0;
    for (std::uint64_t i = 0; i < count_; ++i) entries.push_back(read_entry(directory, at));
    if (at != directory.size()) refuse(file_, "the zip archive lists more records than it claims");
    return entries;
  }

  Entry read_entry(std::string_view directory, std::size_t& at) {
    const std::string_view rest = directory.substr(at);
    if (rest.size() < central_bytes || u32(rest, 0) != central_signature) {
      refuse(file_, "the zip archive's directory is broken");
    }
    const std::size_t name = u16(rest, 28), extra = u16(rest, 30), comment = u16(rest, 32);
    if (rest.size() < central_bytes + name + extra + comment) refuse(file_, "the zip archive's directory is broken");
    at += central_bytes + name + extra + comment;
    Entry entry{std::string(rest.substr(central_bytes, name)), u16(rest, 8), u32(rest, 24), u32(rest, 42), 0};
    if (!is_utf8(entry.name)) refuse(file_, "a record of the zip archive has a name that is no UTF-8");
    std::uint64_t packed = u32(rest, 20);
    read_zip64_sizes(rest.substr(central_bytes + name, extra), entry, packed);
    if ((entry.flags & encrypted_flags) != 0) refuse(file_, "the zip record " + said(entry) + " is encrypted");
    if (u16(rest, 10) != 0 || packed != entry.size) {
      refuse(file_, "the zip record " + said(entry) + " is compressed, which weights never are");
    }
    if (u16(rest, 34) != 0) refuse(file_, "the zip archive is split over several files");
    return entry;
  }

  /// Fields that are all ones stand in the zip64 extra instead, in this order (4.5.3).
  void read_zip64_sizes(std::string_view extra, Entry& entry, std::uint64_t& packed) {
    std::vector<std::uint64_t*> wanted;
    for (std::uint64_t* field : {&entry.size, &packed, &entry.header}) {
      if (*field == in_zip64) wanted.push_back(field);
    }
    while (!wanted.empty() && extra.size() >= 4) {
      const std::size_t size = u16(extra, 2);
      if (size > extra.size() - 4) break;
      if (u16(extra, 0) == zip64_extra && size >= wanted.size() * 8) {
        for (std::size_t i = 0; i < wanted.size(); ++i) *wanted[i] = u64(extra, 4 + 8 * i);
        return;
      }
      extra.remove_prefix(4 + size);
    }
    if (!wanted.empty()) refuse(file_, "the zip record " + said(entry) + " lacks its zip64 sizes");
  }

  /// Programs differ in which of the two headers they believe, so both must say the same.
  void check_local_header(Entry& entry) {
    if (entry.header > directory_ || directory_ - entry.header < local_bytes) {
      refuse(file_, "the zip record " + said(entry) + " lies outside the file");
    }
    const std::string header = bytes_at(entry.header, local_bytes);
    const std::size_t name = u16(header, 26), extra = u16(header, 28);
    const bool sizes_follow = (entry.flags & sizes_follow_flag) != 0;
    const std::uint32_t packed = u32(header, 18), size = u32(header, 22);
    const bool fits = (packed == entry.size && size == entry.size) || (packed == in_zip64 && size == in_zip64) ||
                      (sizes_follow && packed == 0 && size == 0);
    if (u32(header, 0) != local_signature || u16(header, 6) != entry.flags || u16(header, 8) != 0 || !fits ||
        name != entry.name.size() || bytes_at(entry.header + local_bytes, name) != entry.name) {
      refuse(file_, "the zip record " + said(entry) + " and the archive's directory contradict each other");
    }
    entry.begin = entry.header + local_bytes + name + extra;
    if (entry.begin > directory_ || entry.size > directory_ - entry.begin) {
      refuse(file_, "the zip record " + said(entry) + " lies outside the file");
    }
  }

  void check_overlaps(std::vector<Entry>& entries) {
    std::sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) { return a.header < b.header; });
    for (std::size_t i = 1; i < entries.size(); ++i) {
      if (entries[i].header < entries[i - 1].begin + entries[i - 1].size) {
        refuse(file_, "the zip record " + said(entries[i]) + " overlaps " + said(entries[i - 1]));
      }
    }
  }

  const StoredBytes& file_;
  ReadBudget& budget_;
  std::uint64_t count_ = 0, directory_ = 0, directory_size_ = 0, directory_end_ = 0;
};

}  // namespace

std::map<std::string, ZipRecord> read_zip_directory(const StoredBytes& file, ReadBudget& budget) {
  return DirectoryReader(file, budget).read();
}

}  // namespace koma::checkpoints
