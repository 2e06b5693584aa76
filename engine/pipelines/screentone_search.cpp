// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <complex>
#include <numbers>
#include <opencv2/imgproc.hpp>
#include <vector>

#include "engine/pipelines/repaint_pixels.h"
#include "engine/pipelines/screentone.h"

namespace koma::pipelines {

namespace {

constexpr double shortest = 3, longest = 16;  // pixels from dot to dot
constexpr int tile = 128;
constexpr double least_area = 32 * 32;   // pixels of tone
constexpr double least_prominence = 60;  // of the peak's power over the median's
constexpr double least_explained = 0.2;  // of the ripples' energy, by the waves
constexpr double second_share = 0.25;    // of the first wave's amplitude
constexpr double least_binary = 0.5;     // of the variance that black and white alone would have

/// Where the picture is grey on the average and black or white in its pixels, and what these differ by.
struct ToneArea {
  cv::Mat where;    // CV_8U
  cv::Mat ripples;  // CV_32F, −1…1; 0 elsewhere
  double pixels = 0;
};

ToneArea tone_area(const Image& picture, const Image& hole) {
  cv::Mat unit, mean, square;
  view_of(picture).convertTo(unit, CV_32F, 1 / 255.0);
  const cv::Size window(int(longest) * 2 + 1, int(longest) * 2 + 1);
  cv::blur(unit, mean, window, {-1, -1}, cv::BORDER_REFLECT);
  cv::blur(unit.mul(unit), square, window, {-1, -1}, cv::BORDER_REFLECT);
  // The variance of pixels that are 0 or 1; that of flat greys is nothing.
  const cv::Mat binary = mean - mean.mul(mean), variance = square - mean.mul(mean);
  ToneArea area;
  area.where = (mean > 0.1) & (mean < 0.92) & (variance > least_binary * binary);
  if (!hole.empty()) area.where &= view_of(hole) == 0;
  area.pixels = cv::countNonZero(area.where);
  area.ripples = cv::Mat::zeros(unit.size(), CV_32F);
  cv::Mat(unit - mean).copyTo(area.ripples, area.where);
  return area;
}

/// Power by frequency, summed over tiles that overlap by half. // tile × tile, the lowest frequency first
cv::Mat spectrum(const ToneArea& area) {
  cv::Mat window, sum = cv::Mat::zeros(tile, tile, CV_32F);
  cv::createHanningWindow(window, {tile, tile}, CV_32F);
  cv::Mat padded, where;
  const int right = std::max(0, tile - area.ripples.cols), bottom = std::max(0, tile - area.ripples.rows);
  cv::copyMakeBorder(area.ripples, padded, 0, bottom, 0, right, cv::BORDER_CONSTANT);
  for (int top = 0; top + tile <= padded.rows; top += tile / 2) {
    for (int left = 0; left + tile <= padded.cols; left += tile / 2) {
      cv::Mat parts[2], transformed, power;
      const cv::Mat piece = padded(cv::Rect(left, top, tile, tile)).mul(window);
      cv::dft(piece, transformed, cv::DFT_COMPLEX_OUTPUT);
      cv::split(transformed, parts);
      sum += parts[0].mul(parts[0]) + parts[1].mul(parts[1]);
    }
  }
  return sum;
}

/// Cycles per pixel of a column or row of the spectrum.
double frequency(int bin) {
  return double(bin < tile / 2 ? bin : bin - tile) / tile;
}

struct Peak {
  double across = 0, down = 0, prominence = 0;
};

Peak strongest(const cv::Mat& power) {
  std::vector<float> ring;
  Peak peak;
  float most = 0;
  for (int y = 0; y < tile; ++y) {
    for (int x = 0; x <= tile / 2; ++x) {
      const double across = frequency(x), down = frequency(y), size = std::hypot(across, down);
      if (size < 1 / longest || size > 1 / shortest) continue;
      const float value = power.at<float>(y, x);
      ring.push_back(value);
      if (value > most) most = value, peak = {across, down, 0};
    }
  }
  const auto middle = ring.begin() + std::ptrdiff_t(ring.size() / 2);
  std::nth_element(ring.begin(), middle, ring.end());
  peak.prominence = *middle > 0 ? most / *middle : 0;
  return peak;
}

/// How the ripples go along with a wave. // Σ ripple · e^(−2πi f·r)
std::complex<double> response(const ToneArea& area, double across, double down) {
  std::vector<std::complex<double>> columns(std::size_t(area.ripples.cols));
  for (int x = 0; x < area.ripples.cols; ++x) columns[std::size_t(x)] = std::polar(1.0, -whole_turn * across * x);
  std::complex<double> sum = 0;
  for (int y = 0; y < area.ripples.rows; ++y) {
    const float* row = area.ripples.ptr<float>(y);
    std::complex<double> line = 0;
    for (int x = 0; x < area.ripples.cols; ++x) {
      if (row[x] != 0) line += double(row[x]) * columns[std::size_t(x)];
    }
    sum += line * std::polar(1.0, -whole_turn * down * y);
  }
  return sum;
}

/// The wave near a frequency that the ripples follow best, by halving steps around the best so far.
ScreenWave refined(const ToneArea& area, double across, double down, double& amplitude) {
  double best = std::abs(response(area, across, down));
  const double finest = 0.02 / std::max(area.ripples.cols, area.ripples.rows);
  for (double step = 0.5 / tile; step > finest; step /= 2) {
    bool moved = true;
    while (moved) {
      moved = false;
      for (const auto& [dx, dy] : {std::pair(step, 0.0), {-step, 0.0}, {0.0, step}, {0.0, -step}}) {
        const double value = std::abs(response(area, across + dx, down + dy));
        if (value <= best) continue;
        best = value;
        across += dx;
        down += dy;
        moved = true;
      }
    }
  }
  amplitude = best;
  return {across, down, std::arg(response(area, across, down))};
}

}  // namespace

double Screentone::period() const {
  return 1 / std::hypot(first.across, first.down);
}

std::optional<Screentone> find_screentone(const Image& picture, const Image& hole) {
  const ToneArea area = tone_area(picture, hole);
  if (area.pixels < least_area) return std::nullopt;
  const Peak peak = strongest(spectrum(area));
  if (peak.prominence < least_prominence) return std::nullopt;
  Screentone tone;
  double first = 0, second = 0;
  tone.first = refined(area, peak.across, peak.down, first);
  const ScreenWave across = refined(area, -tone.first.down, tone.first.across, second);
  if (second > second_share * first) tone.second = across;
  // Whatever repeats a little somewhere has a strongest wave; a screen is mostly its waves, all over.
  const double energy = cv::sum(area.ripples.mul(area.ripples))[0];
  const double explained = 2 * (first * first + (tone.second ? second * second : 0)) / area.pixels;
  if (explained < least_explained * energy) return std::nullopt;
  const cv::Mat grey = view_of(picture);
  const double soft = cv::countNonZero((grey > 16) & (grey < 239) & area.where);
  tone.binary = soft < 0.02 * area.pixels;
  return tone;
}

}  // namespace koma::pipelines
