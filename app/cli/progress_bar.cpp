// SPDX-License-Identifier: Apache-2.0
#include "app/cli/progress_bar.h"

#include <algorithm>
#include <cmath>

namespace koma::app {

namespace {
constexpr int width = 30;

std::string clock(double seconds) {
  const auto whole = std::lround(std::max(seconds, 0.0));
  const auto rest = std::to_string(whole % 60);
  return std::to_string(whole / 60) + ":" + (rest.size() < 2 ? "0" : "") + rest;
}
}  // namespace

void ProgressBar::show(const std::string& label, int step, int steps, double seconds) {
  if (!terminal_ || steps < 1) return;
  const int filled = std::clamp(width * step / steps, 0, width);
  stream_ << "\r\033[K" << label << " [" << std::string(filled, '#') << std::string(width - filled, '.') << "] " << step
          << "/" << steps;
  if (step > 0) stream_ << "  " << clock(seconds / step * (steps - step)) << " left";
  stream_ << std::flush;
  shown_ = true;
}

void ProgressBar::clear() {
  if (shown_) stream_ << "\r\033[K" << std::flush;
  shown_ = false;
}

}  // namespace koma::app
