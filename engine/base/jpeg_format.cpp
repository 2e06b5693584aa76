// SPDX-License-Identifier: Apache-2.0
#include <cstddef>
#include <cstdio>  // jpeglib.h needs FILE and size_t

#include <jpeglib.h>

#include <algorithm>
#include <array>
#include <cstdlib>

#include "engine/base/error.h"
#include "engine/base/picture_formats.h"

namespace koma {

namespace {

/// Thrown instead of libjpeg's exit(); no destructor stands between its C frames and ours.
[[noreturn]] void throw_error(j_common_ptr common) {
  std::array<char, JMSG_LENGTH_MAX> message{};
  common->err->format_message(common, message.data());
  const auto* place = static_cast<const std::string*>(common->client_data);
  throw Error(ErrorCode::invalid_file,
              std::string("the JPEG is damaged (") + message.data() + "); use another copy of it", *place);
}

/// A truncated file is only a warning to libjpeg, which then invents grey; we call it damaged.
void refuse_warning(j_common_ptr common, int level) {
  if (level < 0) throw_error(common);
}

struct Decoder {
  explicit Decoder(const std::string& place) {
    info.err = jpeg_std_error(&errors);
    errors.error_exit = throw_error;
    errors.emit_message = refuse_warning;
    info.client_data = const_cast<std::string*>(&place);
    jpeg_create_decompress(&info);
  }
  ~Decoder() { jpeg_destroy_decompress(&info); }
  Decoder(const Decoder&) = delete;
  Decoder& operator=(const Decoder&) = delete;
  jpeg_decompress_struct info{};
  jpeg_error_mgr errors{};
};

struct Encoder {
  explicit Encoder(const std::string& place) {
    info.err = jpeg_std_error(&errors);
    errors.error_exit = throw_error;
    info.client_data = const_cast<std::string*>(&place);
    jpeg_create_compress(&info);
    jpeg_mem_dest(&info, &bytes, &size);
  }
  ~Encoder() {
    jpeg_destroy_compress(&info);
    std::free(bytes);
  }
  Encoder(const Encoder&) = delete;
  Encoder& operator=(const Encoder&) = delete;
  jpeg_compress_struct info{};
  jpeg_error_mgr errors{};
  unsigned char* bytes = nullptr;
  unsigned long size = 0;
};

}  // namespace

Image decode_jpeg(std::span<const std::uint8_t> bytes, const std::string& place) {
  Decoder decoder(place);
  auto& info = decoder.info;
  jpeg_mem_src(&info, bytes.data(), static_cast<unsigned long>(bytes.size()));
  jpeg_read_header(&info, TRUE);
  check_picture_size(info.image_width, info.image_height, place);
  if (info.jpeg_color_space == JCS_CMYK || info.jpeg_color_space == JCS_YCCK) {
    throw Error(ErrorCode::unsupported, "this is a CMYK JPEG; convert it to RGB or grey", place);
  }
  info.out_color_space = info.num_components == 1 ? JCS_GRAYSCALE : JCS_RGB;
  jpeg_start_decompress(&info);
  const std::size_t stride = std::size_t(info.output_width) * std::size_t(info.output_components);
  std::vector<std::uint8_t> pixels(stride * info.output_height);
  while (info.output_scanline < info.output_height) {
    JSAMPROW row = pixels.data() + stride * info.output_scanline;
    jpeg_read_scanlines(&info, &row, 1);
  }
  jpeg_finish_decompress(&info);
  return Image(int(info.output_width), int(info.output_height), info.output_components, std::move(pixels));
}

PictureSize jpeg_size(std::span<const std::uint8_t> bytes, const std::string& place) {
  Decoder decoder(place);
  jpeg_mem_src(&decoder.info, bytes.data(), static_cast<unsigned long>(bytes.size()));
  jpeg_read_header(&decoder.info, TRUE);
  check_picture_size(decoder.info.image_width, decoder.info.image_height, place);
  return {int(decoder.info.image_width), int(decoder.info.image_height)};
}

std::vector<std::uint8_t> encode_jpeg(const Image& image, int quality) {
  const std::string place = "JPEG";
  if (image.empty()) throw Error(ErrorCode::invalid_argument, "an empty picture cannot be written", place);
  if (std::max(image.width(), image.height()) > JPEG_MAX_DIMENSION) {
    throw Error(ErrorCode::invalid_argument, "a JPEG has at most 65500 pixels a side; write a PNG instead", place);
  }
  const Image opaque = image.channels() == 4 ? to_rgb(image) : image;
  Encoder encoder(place);
  auto& info = encoder.info;
  info.image_width = JDIMENSION(opaque.width());
  info.image_height = JDIMENSION(opaque.height());
  info.input_components = opaque.channels();
  info.in_color_space = opaque.channels() == 1 ? JCS_GRAYSCALE : JCS_RGB;
  jpeg_set_defaults(&info);
  jpeg_set_quality(&info, quality, TRUE);
  for (int i = 0; i < info.num_components; ++i) {
    info.comp_info[i].h_samp_factor = info.comp_info[i].v_samp_factor = 1;
  }
  jpeg_start_compress(&info, TRUE);
  while (info.next_scanline < info.image_height) {
    JSAMPROW row = const_cast<JSAMPROW>(opaque.row(int(info.next_scanline)));
    jpeg_write_scanlines(&info, &row, 1);
  }
  jpeg_finish_compress(&info);
  return {encoder.bytes, encoder.bytes + encoder.size};
}

}  // namespace koma
