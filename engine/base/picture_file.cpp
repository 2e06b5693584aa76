// SPDX-License-Identifier: Apache-2.0
#include "engine/base/picture_file.h"

#include <fstream>

#include "engine/base/atomic_file.h"
#include "engine/base/error.h"
#include "engine/base/picture_formats.h"

namespace koma {

namespace {

constexpr std::uintmax_t largest_file = 512ull << 20;

bool starts_with(std::span<const std::uint8_t> bytes, std::initializer_list<std::uint8_t> magic) {
  return bytes.size() >= magic.size() && std::equal(magic.begin(), magic.end(), bytes.begin());
}

}  // namespace

Image decode_picture(std::span<const std::uint8_t> bytes, const std::string& place, PictureText* text) {
  if (starts_with(bytes, {0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'})) return decode_png(bytes, place, text);
  if (starts_with(bytes, {0xff, 0xd8, 0xff})) return decode_jpeg(bytes, place);
  throw Error(ErrorCode::unsupported, "this is neither a PNG nor a JPEG picture; convert it to one of them", place);
}

Image read_picture(const std::filesystem::path& path, PictureText* text) {
  std::error_code error;
  const auto size = std::filesystem::file_size(path, error);
  if (error) throw Error(ErrorCode::not_found, "the picture is not there; check the path", path.string());
  if (size > largest_file)
    throw Error(ErrorCode::unsupported, "the picture file is larger than 512 MiB; make it smaller", path.string());
  std::ifstream file(path, std::ios::binary);
  std::vector<std::uint8_t> bytes(static_cast<std::size_t>(size));
  if (!file || !file.read(reinterpret_cast<char*>(bytes.data()), std::streamsize(bytes.size()))) {
    throw Error(ErrorCode::unreadable, "the picture cannot be read; check its permissions", path.string());
  }
  return decode_picture(bytes, path.string(), text);
}

void write_png(const std::filesystem::path& path, const Image& image, const PictureText& text, int dots_per_metre) {
  write_atomically(path, std::span<const std::uint8_t>(encode_png(image, text, dots_per_metre)));
}

}  // namespace koma
