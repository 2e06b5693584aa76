// SPDX-License-Identifier: Apache-2.0
#include "engine/dataset/page_assembly.h"

#include <algorithm>
#include <cctype>
#include <cstring>

#include "engine/base/error.h"
#include "engine/base/picture_file.h"

namespace koma::dataset {

namespace {

void check_width(const Image& half, int expected, const char* name) {
  if (expected == 0 || half.empty() || half.width() == expected) return;
  throw Error(ErrorCode::invalid_file, std::string("the ") + name + " picture is " + std::to_string(half.width()) +
                                           " pixels wide, the annotations say " + std::to_string(expected) +
                                           "; their boxes do not fit this picture");
}

void paste(const Image& half, int channels, int left, int page_width, std::vector<std::uint8_t>& page) {
  const Image pixels = channels == 3 ? to_rgb(half) : half;
  const auto size = std::size_t(pixels.width()) * std::size_t(channels);
  for (int y = 0; y < pixels.height(); ++y) {
    const std::size_t at = (std::size_t(y) * std::size_t(page_width) + std::size_t(left)) * std::size_t(channels);
    std::memcpy(page.data() + at, pixels.row(y), size);
  }
}

std::string ending_of(const std::string& image_path) {
  const auto name = image_path.substr(image_path.rfind('/') + 1);
  const auto dot = name.rfind('.');
  std::string ending = dot == std::string::npos ? "" : name.substr(dot + 1);
  std::ranges::transform(ending, ending.begin(), [](unsigned char c) { return char(std::tolower(c)); });
  return ending;
}

}  // namespace

Image assemble_page(const Image& left, const Image& right, const PageSources& sources) {
  check_width(left, sources.width1, "left");
  check_width(right, sources.width2, "right");
  const int width = left.width() + right.width(), height = std::max(left.height(), right.height());
  if (width <= 0 || height <= 0 || std::int64_t(width) * height > max_picture_pixels) {
    throw Error(ErrorCode::unsupported, "the double page would be " + std::to_string(width) + " × " +
                                            std::to_string(height) + " pixels; at most 100 megapixels are kept");
  }
  const bool grey = left.channels() == 1 && (right.empty() || right.channels() == 1);
  const int channels = grey ? 1 : 3;
  std::vector<std::uint8_t> page(std::size_t(width) * std::size_t(height) * std::size_t(channels));
  paste(left, channels, 0, width, page);
  if (!right.empty()) paste(right, channels, left.width(), width, page);
  return Image(width, height, channels, std::move(page));
}

bool knows_ending(const std::string& image_path) {
  const std::string ending = ending_of(image_path);
  return ending == "png" || ending == "jpg" || ending == "jpeg";
}

std::vector<std::uint8_t> encode_page(const Image& page, const std::string& image_path) {
  if (!knows_ending(image_path)) {
    throw Error(ErrorCode::invalid_argument, "pages are written as .png, .jpg or .jpeg; give it such a name",
                image_path);
  }
  return ending_of(image_path) == "png" ? encode_png(page) : encode_jpeg(page);
}

}  // namespace koma::dataset
