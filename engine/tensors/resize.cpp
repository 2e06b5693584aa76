// SPDX-License-Identifier: Apache-2.0
#include "engine/tensors/resize.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <utility>
#include <vector>

#include "engine/base/error.h"

namespace koma::tensors {
namespace {

constexpr int precision_bits = 32 - 8 - 2;

/// The source pixels of one output pixel: the first one, and where their coefficients lie.
struct Taps {
  int first = 0;
  int count = 0;
  std::size_t start = 0;
};

struct Kernel {
  std::vector<Taps> taps;                  ///< one per output pixel
  std::vector<std::int32_t> coefficients;  ///< in units of 2⁻²²
};

double support(Filter filter) {
  if (filter == Filter::lanczos) return 3.0;
  return filter == Filter::bilinear ? 1.0 : 2.0;
}

/// sin(πx) / πx
double sinc(double x) {
  if (x == 0) return 1;
  x *= std::numbers::pi;
  return std::sin(x) / x;
}

double response(Filter filter, double x) {
  if (filter == Filter::lanczos) return -3.0 <= x && x < 3.0 ? sinc(x) * sinc(x / 3) : 0.0;
  x = std::abs(x);
  if (filter == Filter::bilinear) return x < 1.0 ? 1.0 - x : 0.0;
  constexpr double a = -0.5;  // Keys 1981; Pillow's choice
  if (x < 1.0) return ((a + 2.0) * x - (a + 3.0)) * x * x + 1;
  if (x < 2.0) return (((x - 5) * x + 8) * x - 4) * a;
  return 0.0;
}

Kernel kernel(int from, int to, Filter filter) {
  const double scale = static_cast<double>(from) / to;
  const double stretch = std::max(scale, 1.0);
  const double reach = support(filter) * stretch;
  Kernel result;
  std::vector<double> weights;
  for (int i = 0; i < to; ++i) {
    const double centre = (i + 0.5) * scale;
    const int first = std::max(static_cast<int>(centre - reach + 0.5), 0);
    const int count = std::min(static_cast<int>(centre + reach + 0.5), from) - first;
    weights.clear();
    double sum = 0;
    for (int x = 0; x < count; ++x) {
      weights.push_back(response(filter, (x + first - centre + 0.5) * (1.0 / stretch)));
      sum += weights.back();
    }
    result.taps.push_back({first, count, result.coefficients.size()});
    for (double weight : weights) {
      if (sum != 0.0) weight /= sum;
      const double fixed = weight * (1 << precision_bits);
      result.coefficients.push_back(static_cast<std::int32_t>(fixed < 0 ? fixed - 0.5 : fixed + 0.5));
    }
  }
  return result;
}

/// One pass. The output has `lines` lines of `kernel.taps.size()` places; `step` and `line` are the distances in bytes
/// between neighbouring places and lines in both pictures, in `in` and `out` respectively.
struct Pass {
  const std::uint8_t* in;
  std::uint8_t* out;
  std::size_t in_step, in_line, out_step, out_line;
  int lines;
  std::size_t channels;
};

void run(const Pass& pass, const Kernel& kernel) {
  for (int line = 0; line < pass.lines; ++line) {
    const std::uint8_t* source = pass.in + static_cast<std::size_t>(line) * pass.in_line;
    std::uint8_t* target = pass.out + static_cast<std::size_t>(line) * pass.out_line;
    for (const Taps& taps : kernel.taps) {
      for (std::size_t c = 0; c < pass.channels; ++c) {
        const std::uint8_t* pixel = source + static_cast<std::size_t>(taps.first) * pass.in_step + c;
        std::int32_t sum = 1 << (precision_bits - 1);
        for (int i = 0; i < taps.count; ++i, pixel += pass.in_step) {
          sum += *pixel * kernel.coefficients[taps.start + static_cast<std::size_t>(i)];
        }
        target[c] = static_cast<std::uint8_t>(std::clamp(sum >> precision_bits, 0, 255));
      }
      target += pass.out_step;
    }
  }
}

Image made(int width, int height, int channels, std::vector<std::uint8_t> pixels) {
  return Image(width, height, channels, std::move(pixels));
}

std::vector<std::uint8_t> blank(int width, int height, std::size_t channels, std::uint8_t value = 0) {
  return std::vector<std::uint8_t>(static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * channels,
                                   value);
}

Image along_rows(const Image& image, int width, Filter filter) {
  const auto channels = static_cast<std::size_t>(image.channels());
  auto pixels = blank(width, image.height(), channels);
  const auto in_line = static_cast<std::size_t>(image.width()) * channels;
  run({image.pixels().data(), pixels.data(), channels, in_line, channels, static_cast<std::size_t>(width) * channels,
       image.height(), channels},
      kernel(image.width(), width, filter));
  return made(width, image.height(), image.channels(), std::move(pixels));
}

Image along_columns(const Image& image, int height, Filter filter) {
  const auto channels = static_cast<std::size_t>(image.channels());
  auto pixels = blank(image.width(), height, channels);
  const auto row = static_cast<std::size_t>(image.width()) * channels;
  run({image.pixels().data(), pixels.data(), row, channels, row, channels, image.width(), channels},
      kernel(image.height(), height, filter));
  return made(image.width(), height, image.channels(), std::move(pixels));
}

}  // namespace

Image resized(const Image& image, int width, int height, Filter filter) {
  if (image.empty() || image.channels() == 4 || width < 1 || height < 1) {
    throw Error(ErrorCode::invalid_argument, "only a grey or RGB picture can be resized, to at least one pixel");
  }
  Image result = image;
  const bool columns_first = image.height() > height && image.height() - height > 2 * (image.width() - width);
  if (columns_first) result = along_columns(result, height, filter);
  if (result.width() != width) result = along_rows(result, width, filter);
  if (result.height() != height) result = along_columns(result, height, filter);
  return result;
}

Image centre_cropped(const Image& image, int width, int height) {
  if (image.empty() || width < 1 || height < 1 || width > image.width() || height > image.height()) {
    throw Error(ErrorCode::invalid_argument, "the picture is smaller than the part that is to be cut out of it");
  }
  const auto channels = static_cast<std::size_t>(image.channels());
  const auto left = static_cast<std::size_t>((image.width() - width) / 2) * channels;
  const int top = (image.height() - height) / 2;
  std::vector<std::uint8_t> pixels;
  for (int y = 0; y < height; ++y) {
    const std::uint8_t* start = image.row(top + y) + left;
    pixels.insert(pixels.end(), start, start + static_cast<std::size_t>(width) * channels);
  }
  return made(width, height, image.channels(), std::move(pixels));
}

Image letterboxed(const Image& image, int side, std::uint8_t paper) {
  const int longest = std::max({image.width(), image.height(), 1});
  const auto scaled = [&](int length) {
    return std::max(1, static_cast<int>(std::lround(static_cast<double>(length) * side / longest)));
  };
  const Image fitted = resized(image, scaled(image.width()), scaled(image.height()), Filter::bilinear);
  const auto channels = static_cast<std::size_t>(fitted.channels());
  auto pixels = blank(side, side, channels, paper);
  const int left = (side - fitted.width()) / 2, top = (side - fitted.height()) / 2;
  for (int y = 0; y < fitted.height(); ++y) {
    const std::size_t place =
        static_cast<std::size_t>(top + y) * static_cast<std::size_t>(side) + static_cast<std::size_t>(left);
    std::copy_n(fitted.row(y), static_cast<std::size_t>(fitted.width()) * channels,
                pixels.begin() + static_cast<std::ptrdiff_t>(place * channels));
  }
  return made(side, side, fitted.channels(), std::move(pixels));
}

}  // namespace koma::tensors
