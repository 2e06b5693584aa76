// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "engine/base/image.h"

namespace koma {

/// Text chunks of a PNG: keyword to UTF-8 text (written as iTXt). Keys are sorted, so equal input gives equal bytes.
using PictureText = std::map<std::string, std::string>;

/// Largest picture we read: 100 megapixels and 512 MiB; a larger or unreadable one is an Error, never a crash.
inline constexpr std::int64_t max_picture_pixels = 100'000'000;

/// Decodes PNG or JPEG bytes to 8-bit grey, RGB or RGBA. `place` names the file in errors.
/// Throws Error(invalid_file | unsupported).
[[nodiscard]] Image decode_picture(std::span<const std::uint8_t> bytes, const std::string& place,
                                   PictureText* text = nullptr);
/// Reads a whole picture file. Throws Error(not_found | unreadable | invalid_file | unsupported).
[[nodiscard]] Image read_picture(const std::filesystem::path& path, PictureText* text = nullptr);
/// The same image and text always give the same bytes. `dots_per_metre` of 0 leaves the pHYs chunk out.
[[nodiscard]] std::vector<std::uint8_t> encode_png(const Image& image, const PictureText& text = {},
                                                   int dots_per_metre = 0);
/// Writes through AtomicFile: the file is the old one or the new one. Throws Error(no_space | unreadable).
void write_png(const std::filesystem::path& path, const Image& image, const PictureText& text = {},
               int dots_per_metre = 0);

/// A JPEG of full colour resolution; grey stays grey, alpha is dropped. `quality` 1…100.
/// Throws Error(invalid_argument) for an empty picture or one with a side of more than 65500 pixels.
[[nodiscard]] std::vector<std::uint8_t> encode_jpeg(const Image& image, int quality = 95);

struct PictureSize {
  int width = 0, height = 0;  ///< pixels
  friend bool operator==(const PictureSize&, const PictureSize&) = default;
};

/// Reads only a file's header. What follows may still be damaged. Throws as `read_picture` does.
[[nodiscard]] PictureSize read_picture_size(const std::filesystem::path& path);

}  // namespace koma
