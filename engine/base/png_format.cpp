// SPDX-License-Identifier: Apache-2.0
#include <png.h>

#include <cstring>
#include <memory>

#include "engine/base/error.h"
#include "engine/base/picture_formats.h"

namespace koma {

namespace {

/// libpng leaves through an error callback; we leave it by an exception, which its C frames let pass (built with
/// unwind tables in Debian), so that no setjmp jumps over destructors.
[[noreturn]] void throw_error(png_structp png, png_const_charp message) {
  const auto* place = static_cast<const std::string*>(png_get_error_ptr(png));
  throw Error(ErrorCode::invalid_file, std::string("the PNG is damaged (") + message + "); use another copy of it",
              *place);
}
void ignore_warning(png_structp, png_const_charp) {}

struct Reader {
  explicit Reader(const std::string& place)
      : png(png_create_read_struct(PNG_LIBPNG_VER_STRING, const_cast<std::string*>(&place), throw_error,
                                   ignore_warning)),
        info(png ? png_create_info_struct(png) : nullptr) {
    if (!info) throw Error(ErrorCode::out_of_memory, "there is no memory to read the picture", place);
  }
  ~Reader() { png_destroy_read_struct(&png, &info, nullptr); }
  Reader(const Reader&) = delete;
  Reader& operator=(const Reader&) = delete;
  png_structp png;
  png_infop info;
};

struct Writer {
  explicit Writer(const std::string& place)
      : png(png_create_write_struct(PNG_LIBPNG_VER_STRING, const_cast<std::string*>(&place), throw_error,
                                    ignore_warning)),
        info(png ? png_create_info_struct(png) : nullptr) {
    if (!info) throw Error(ErrorCode::out_of_memory, "there is no memory to write the picture", place);
  }
  ~Writer() { png_destroy_write_struct(&png, &info); }
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;
  png_structp png;
  png_infop info;
};

void read_bytes(png_structp png, png_bytep out, png_size_t count) {
  auto& rest = *static_cast<std::span<const std::uint8_t>*>(png_get_io_ptr(png));
  if (count > rest.size()) png_error(png, "it ends too early");
  std::memcpy(out, rest.data(), count);
  rest = rest.subspan(count);
}

void append_bytes(png_structp png, png_bytep bytes, png_size_t count) {
  auto& out = *static_cast<std::vector<std::uint8_t>*>(png_get_io_ptr(png));
  out.insert(out.end(), bytes, bytes + count);
}

void collect_text(const Reader& reader, PictureText& text) {
  png_textp chunks = nullptr;
  const int count = png_get_text(reader.png, reader.info, &chunks, nullptr);
  for (int i = 0; i < count; ++i) {
    const std::size_t size = chunks[i].compression > 0 ? chunks[i].itxt_length : chunks[i].text_length;
    text[chunks[i].key] = std::string(chunks[i].text, size ? size : std::strlen(chunks[i].text));
  }
}

/// Every kind of PNG becomes 8-bit grey, RGB or RGBA.
void normalise(const Reader& reader) {
  const auto type = png_get_color_type(reader.png, reader.info);
  if (png_get_bit_depth(reader.png, reader.info) == 16) png_set_strip_16(reader.png);
  if (type == PNG_COLOR_TYPE_PALETTE) png_set_palette_to_rgb(reader.png);
  if (type == PNG_COLOR_TYPE_GRAY) png_set_expand_gray_1_2_4_to_8(reader.png);
  const bool transparent = png_get_valid(reader.png, reader.info, PNG_INFO_tRNS) != 0;
  if (transparent) png_set_tRNS_to_alpha(reader.png);
  if (type == PNG_COLOR_TYPE_GRAY_ALPHA || (type == PNG_COLOR_TYPE_GRAY && transparent))
    png_set_gray_to_rgb(reader.png);
  png_set_interlace_handling(reader.png);
  png_read_update_info(reader.png, reader.info);
}

}  // namespace

void check_picture_size(std::int64_t width, std::int64_t height, const std::string& place) {
  if (width <= 0 || height <= 0 || width > max_picture_pixels / height) {
    throw Error(ErrorCode::unsupported,
                "the picture is " + std::to_string(width) + " × " + std::to_string(height) +
                    " pixels; at most 100 megapixels can be read, make it smaller",
                place);
  }
}

Image decode_png(std::span<const std::uint8_t> bytes, const std::string& place, PictureText* text) {
  const Reader reader(place);
  const std::size_t whole = bytes.size();
  png_set_read_fn(reader.png, &bytes, read_bytes);
  png_set_user_limits(reader.png, 0x7fffffff, 0x7fffffff);
  png_set_chunk_malloc_max(reader.png, 64u << 20);
  png_read_info(reader.png, reader.info);
  const auto width = png_get_image_width(reader.png, reader.info),
             height = png_get_image_height(reader.png, reader.info);
  check_picture_size(width, height, place);
  // Deflate shrinks at most 1032 to 1, so a short file with a large header is refused before memory is taken for it.
  if (png_get_rowbytes(reader.png, reader.info) * height / 1032 > whole) png_error(reader.png, "it ends too early");
  normalise(reader);
  const auto stride = png_get_rowbytes(reader.png, reader.info);
  const int channels = png_get_channels(reader.png, reader.info);
  if (stride != std::size_t(width) * std::size_t(channels)) png_error(reader.png, "its rows have an odd length");
  std::vector<std::uint8_t> pixels(stride * height);
  std::vector<png_bytep> rows(height);
  for (png_uint_32 y = 0; y < height; ++y) rows[y] = pixels.data() + y * stride;
  png_read_image(reader.png, rows.data());
  png_read_end(reader.png, reader.info);
  if (text != nullptr) collect_text(reader, *text);
  return Image(int(width), int(height), channels, std::move(pixels));
}

PictureSize png_size(std::span<const std::uint8_t> bytes, const std::string& place) {
  const Reader reader(place);
  constexpr std::size_t name = 12, width_at = 16, height_at = 20, end = 24;
  if (bytes.size() < end) png_error(reader.png, "it ends too early");
  if (std::memcmp(bytes.data() + name, "IHDR", 4) != 0) png_error(reader.png, "it has no header");
  const auto width = png_get_uint_31(reader.png, bytes.data() + width_at),
             height = png_get_uint_31(reader.png, bytes.data() + height_at);
  check_picture_size(width, height, place);
  return {int(width), int(height)};
}

std::vector<std::uint8_t> encode_png(const Image& image, const PictureText& text, int dots_per_metre) {
  const std::string place = "PNG";
  if (image.empty()) throw Error(ErrorCode::invalid_argument, "an empty picture cannot be written", place);
  std::vector<std::uint8_t> out;
  const Writer writer(place);
  png_set_write_fn(writer.png, &out, append_bytes, nullptr);
  const int type = image.channels() == 1   ? PNG_COLOR_TYPE_GRAY
                   : image.channels() == 3 ? PNG_COLOR_TYPE_RGB
                                           : PNG_COLOR_TYPE_RGBA;
  png_set_IHDR(writer.png, writer.info, png_uint_32(image.width()), png_uint_32(image.height()), 8, type,
               PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
  if (dots_per_metre > 0) {
    png_set_pHYs(writer.png, writer.info, png_uint_32(dots_per_metre), png_uint_32(dots_per_metre),
                 PNG_RESOLUTION_METER);
  }
  std::vector<png_text> chunks;
  std::string empty;
  for (const auto& [key, value] : text) {
    png_text chunk{};
    chunk.compression = PNG_ITXT_COMPRESSION_NONE;
    chunk.key = const_cast<char*>(key.c_str());
    chunk.text = const_cast<char*>(value.c_str());
    chunk.itxt_length = value.size();
    chunk.lang = empty.data();
    chunk.lang_key = empty.data();
    chunks.push_back(chunk);
  }
  if (!chunks.empty()) png_set_text(writer.png, writer.info, chunks.data(), int(chunks.size()));
  png_write_info(writer.png, writer.info);
  for (int y = 0; y < image.height(); ++y) png_write_row(writer.png, image.row(y));
  png_write_end(writer.png, writer.info);
  return out;
}

}  // namespace koma
