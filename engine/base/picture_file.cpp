// SPDX-License-Identifier: Apache-2.0
#include "engine/base/picture_file.h"

#include <algorithm>
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

bool is_png(std::span<const std::uint8_t> bytes) {
  return starts_with(bytes, {0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});
}
bool is_jpeg(std::span<const std::uint8_t> bytes) {
  return starts_with(bytes, {0xff, 0xd8, 0xff});
}

[[noreturn]] void refuse_kind(const std::string& place) {
  throw Error(ErrorCode::unsupported, "this is neither a PNG nor a JPEG picture; convert it to one of them", place);
}

/// The beginning of a file, `most` bytes of it.
std::vector<std::uint8_t> read_bytes(const std::filesystem::path& path, std::uintmax_t most) {
  std::error_code error;
  const auto size = std::filesystem::file_size(path, error);
  if (error) throw Error(ErrorCode::not_found, "the picture is not there; check the path", path.string());
  if (size > largest_file)
    throw Error(ErrorCode::unsupported, "the picture file is larger than 512 MiB; make it smaller", path.string());
  std::ifstream file(path, std::ios::binary);
  std::vector<std::uint8_t> bytes(static_cast<std::size_t>(std::min(size, most)));
  if (!file || !file.read(reinterpret_cast<char*>(bytes.data()), std::streamsize(bytes.size()))) {
    throw Error(ErrorCode::unreadable, "the picture cannot be read; check its permissions", path.string());
  }
  return bytes;
}

}  // namespace

Image decode_picture(std::span<const std::uint8_t> bytes, const std::string& place, PictureText* text) {
  if (is_png(bytes)) return decode_png(bytes, place, text);
  if (is_jpeg(bytes)) return decode_jpeg(bytes, place);
  refuse_kind(place);
}

Image read_picture(const std::filesystem::path& path, PictureText* text) {
  return decode_picture(read_bytes(path, largest_file), path.string(), text);
}

PictureSize read_picture_size(const std::filesystem::path& path) {
  constexpr std::uintmax_t png_header = 33;
  std::vector<std::uint8_t> bytes = read_bytes(path, png_header);
  if (is_png(bytes)) return png_size(bytes, path.string());
  if (!is_jpeg(bytes)) refuse_kind(path.string());
  return jpeg_size(read_bytes(path, largest_file), path.string());  // its size stands behind notes of any length
}

void write_png(const std::filesystem::path& path, const Image& image, const PictureText& text, int dots_per_metre) {
  write_atomically(path, std::span<const std::uint8_t>(encode_png(image, text, dots_per_metre)));
}

}  // namespace koma
