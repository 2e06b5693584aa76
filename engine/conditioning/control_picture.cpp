// SPDX-License-Identifier: Apache-2.0
#include "engine/conditioning/control_picture.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "engine/base/error.h"

namespace koma::conditioning {
namespace {

/// Side of the pictures for which the widths below are given; they grow with the drawing.
constexpr double usual_side = 512;

double widths_for(const cv::Mat& picture) {
  return std::max(1.0, std::min(picture.cols, picture.rows) / usual_side);
}

/// RGB over a ground of one grey, for pictures with transparent parts.
cv::Mat opaque(const Image& picture, int ground) {
  const Image rgb = to_rgb(picture);
  cv::Mat pixels(rgb.height(), rgb.width(), CV_8UC3);
  std::copy(rgb.pixels().begin(), rgb.pixels().end(), pixels.data);
  if (picture.channels() != 4) return pixels;
  for (int y = 0; y < picture.height(); ++y) {
    const std::uint8_t* from = picture.row(y);
    std::uint8_t* to = pixels.ptr(y);
    for (int x = 0; x < picture.width(); ++x) {
      const int alpha = from[4 * x + 3];
      for (int c = 0; c < 3; ++c) {
        to[3 * x + c] = std::uint8_t((from[4 * x + c] * alpha + ground * (255 - alpha) + 127) / 255);
      }
    }
  }
  return pixels;
}

/// Scaled until it covers width × height, the rest cut off evenly.
cv::Mat covering(const cv::Mat& picture, int width, int height) {
  const double scale = std::max(double(width) / picture.cols, double(height) / picture.rows);
  const int wide = std::max(width, int(std::lround(picture.cols * scale)));
  const int high = std::max(height, int(std::lround(picture.rows * scale)));
  cv::Mat scaled;
  cv::resize(picture, scaled, {wide, high}, 0, 0, scale < 1 ? cv::INTER_AREA : cv::INTER_CUBIC);
  return scaled(cv::Rect((wide - width) / 2, (high - height) / 2, width, height)).clone();
}

void note_cut(const Image& picture, int width, int height, std::vector<std::string>& notes) {
  const double ours = double(picture.width()) / picture.height(), wanted = double(width) / height;
  const double kept = std::min(ours, wanted) / std::max(ours, wanted);
  if (kept > 0.9) return;
  notes.push_back("The control picture has another shape than the drawing; " +
                  std::to_string(int(std::lround(100 * (1 - kept)))) + " % of it was cut off at its " +
                  (ours > wanted ? "left and right" : "top and bottom"));
}

/// The grey level below which `share` of the pixels lie.
int level_at(const cv::Mat& grey, double share) {
  int counts[256] = {};
  for (int y = 0; y < grey.rows; ++y) {
    for (int x = 0; x < grey.cols; ++x) ++counts[grey.at<std::uint8_t>(y, x)];
  }
  const double wanted = share * grey.rows * grey.cols;
  int seen = 0;
  for (int value = 0; value < 255; ++value) {
    if ((seen += counts[value]) >= wanted) return value;
  }
  return 255;
}

/// `share` lowers both thresholds, for a blur takes strength from edges.
cv::Mat canny_edges(const cv::Mat& grey, double blur, double share = 1) {
  // White paper would put the thresholds so high that pencil is lost, black ink so low that paper shows its grain.
  const double low = std::clamp(level_at(grey, 0.5) / 3.0, 20.0, 60.0);
  cv::Mat smooth, edges;
  cv::GaussianBlur(grey, smooth, {}, blur);
  cv::Canny(smooth, edges, share * low, share * 2 * low, 3, /*L2gradient=*/true);
  return edges;
}

/// How much darker each pixel is than its neighbourhood. `near` smooths the lines themselves; lines up to twice as wide
/// as `far` stay whole, wider ones and black areas keep their borders.
cv::Mat darkness(const cv::Mat& grey, double near, double far) {
  cv::Mat inner, outer, darker;
  cv::GaussianBlur(grey, inner, {}, near);
  cv::GaussianBlur(grey, outer, {}, far);
  cv::subtract(outer, inner, darker);  // what is lighter becomes 0
  return darker;
}

/// The darkest hundredth becomes white, what is less than a sixth as dark black. Between `faint` and `strong` so that
/// soft pictures show lines too, but noise does not.
cv::Mat stretched(const cv::Mat& dark, double faint, double strong) {
  const double full = std::clamp(double(level_at(dark, 0.99)), faint, strong), least = full / 6;
  cv::Mat lines;
  dark.convertTo(lines, CV_8U, 255 / (full - least), -255 * least / (full - least));
  return lines;
}

cv::Mat line_art(const cv::Mat& grey) {
  const double size = widths_for(grey);
  return stretched(darkness(grey, 0.7 * size, 6 * size), 24, 60);
}

/// Without white spots of fewer pixels than `least`.
cv::Mat without_specks(const cv::Mat& strokes, int least) {
  cv::Mat labels, facts, centres;
  const int count = cv::connectedComponentsWithStats(strokes, labels, facts, centres, 8, CV_32S);
  cv::Mat kept = cv::Mat::zeros(strokes.size(), CV_8U);
  for (int y = 0; y < strokes.rows; ++y) {
    for (int x = 0; x < strokes.cols; ++x) {
      const int label = labels.at<int>(y, x);
      if (label > 0 && label < count && facts.at<int>(label, cv::CC_STAT_AREA) >= least)
        kept.at<std::uint8_t>(y, x) = 255;
    }
  }
  return kept;
}

cv::Mat scribbled(const cv::Mat& grey) {
  const double size = widths_for(grey);
  cv::Mat strokes = stretched(darkness(grey, 1.6 * size, 5 * size), 24, 60) > 80;
  strokes |= canny_edges(grey, 2 * size, 0.4);
  const int brush = 2 * int(std::lround(size)) + 1;
  const cv::Mat tip = cv::getStructuringElement(cv::MORPH_ELLIPSE, {brush, brush});
  cv::morphologyEx(strokes, strokes, cv::MORPH_CLOSE, tip, {-1, -1}, 2);  // a line's two edges become one stroke
  strokes = without_specks(strokes, int(40 * size * size));
  cv::dilate(strokes, strokes, tip);
  // Round the corners that pixels leave.
  cv::GaussianBlur(strokes, strokes, {}, 1.5 * size);
  return strokes > 127;
}

}  // namespace

Image control_picture(const Image& picture, api::Preprocessor preprocessor, int width, int height,
                      std::vector<std::string>& notes) {
  if (picture.empty() || width < 1 || height < 1) {
    throw Error(ErrorCode::invalid_argument, "a control picture needs a picture and a size");
  }
  using api::Preprocessor;
  const bool drawn = preprocessor == Preprocessor::canny || preprocessor == Preprocessor::lineart ||
                     preprocessor == Preprocessor::scribble;
  note_cut(picture, width, height, notes);
  cv::Mat result = covering(opaque(picture, drawn ? 255 : 0), width, height);
  if (drawn) {
    cv::Mat grey, lines;
    cv::cvtColor(result, grey, cv::COLOR_RGB2GRAY);
    if (preprocessor == Preprocessor::canny) lines = canny_edges(grey, 0.7 * widths_for(grey));
    if (preprocessor == Preprocessor::lineart) lines = line_art(grey);
    if (preprocessor == Preprocessor::scribble) lines = scribbled(grey);
    cv::cvtColor(lines, result, cv::COLOR_GRAY2RGB);
  }
  return Image(width, height, 3, {result.datastart, result.dataend});
}

}  // namespace koma::conditioning
