// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "tests/support/zip_archive.h"

/// Pickles written opcode by opcode.
namespace koma::test::pickle {

inline std::string little(std::uint64_t number, int bytes) {
  std::string text;
  for (int i = 0; i < bytes; ++i) text += static_cast<char>(number >> (8 * i) & 0xFF);
  return text;
}
inline std::string text(std::string_view content) {
  return "X" + little(content.size(), 4) + std::string(content);
}
inline std::string integer(std::int64_t number) {
  return "\x8a\x08" + little(static_cast<std::uint64_t>(number), 8);
}
inline std::string global(const std::string& module, const std::string& name) {
  return "c" + module + "\n" + name + "\n";
}
inline std::string tuple(const std::string& items) {
  return "(" + items + "t";
}
/// A dict of the given keys and values.
inline std::string dict(const std::string& items) {
  return "}(" + items + "u";
}
inline std::string storage(const std::string& key, std::int64_t numbers, const std::string& type = "FloatStorage") {
  return tuple(text("storage") + global("torch", type) + text(key) + text("cpu") + integer(numbers)) + "Q";
}
/// A tensor by _rebuild_tensor_v2; `size` and `strides` are pickled numbers.
inline std::string tensor(const std::string& storage, std::int64_t offset, const std::string& size,
                          const std::string& strides) {
  return global("torch._utils", "_rebuild_tensor_v2") +
         tuple(storage + integer(offset) + tuple(size) + tuple(strides) + "\x89" +
               global("collections", "OrderedDict") + ")R") +
         "R";
}
/// A tensor of two float32 numbers.
inline std::string pair_tensor() {
  return tensor(storage("0", 2), 0, integer(2), integer(1));
}
/// `body` as a whole pickle of protocol 2.
inline std::string whole(const std::string& body) {
  return "\x80\x02" + body + ".";
}
/// A zip archive with `pickle` and a storage "0" of `storage_bytes`, as torch.save writes it. The pickle begins at byte
/// `pickle_begin` of the file.
inline constexpr int pickle_begin = 40;
inline std::string zip(const std::string& pickle, std::size_t storage_bytes = 8) {
  ZipArchive archive;
  archive.add("a/data.pkl", pickle);
  archive.add("a/data/0", std::string(storage_bytes, '\0'));
  return archive.bytes();
}
/// A legacy file: magic, protocol and system, then `pickle` and what follows it.
inline std::string legacy(const std::string& pickle, const std::string& rest) {
  const std::string magic("\x80\x02\x8a\x0a\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19.\x80\x02M\xe9\x03.", 21);
  return magic + whole(dict(text("little_endian") + "\x88")) + pickle + rest;
}

}  // namespace koma::test::pickle
