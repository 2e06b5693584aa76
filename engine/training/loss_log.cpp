// SPDX-License-Identifier: Apache-2.0
#include "engine/training/loss_log.h"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>
#include <sstream>

#include "engine/base/error.h"

namespace koma::training {

namespace {

constexpr int width = 720, height = 420, margin = 48;
constexpr std::size_t fixed_columns = 5;
const cv::Scalar colours[] = {{160, 160, 160}, {20, 90, 200}, {200, 60, 40}, {40, 150, 70}};

/// Maps a value on a logarithmic axis to 0…1.
double place(double value, double low, double high) {
  return std::log(std::max(value, 1e-6) / low) / std::max(1e-9, std::log(high / low));
}

struct Axes {
  double first = 1, last = 2, low = 1e-3, high = 1;
  [[nodiscard]] cv::Point at(double x, double y) const {
    return {margin + int(place(x, first, last) * (width - 2 * margin)),
            height - margin - int(place(y, low, high) * (height - 2 * margin))};
  }
};

void write_label(cv::Mat& canvas, const std::string& text, cv::Point at, const cv::Scalar& colour) {
  cv::putText(canvas, text, at, cv::FONT_HERSHEY_SIMPLEX, 0.4, colour, 1, cv::LINE_AA);
}

std::string short_number(double value) {
  std::ostringstream text;
  text.precision(3);
  text << value;
  return text.str();
}

}  // namespace

LossLog::LossLog(std::filesystem::path csv, std::vector<std::string> validation_names, std::int64_t from_step)
    : path_(std::move(csv)), names_(std::move(validation_names)) {
  read(from_step);
  std::ofstream file(path_, std::ios::trunc);
  file << "step,samples,seconds,rate,loss";
  for (const std::string& name : names_) file << ",validation_" << name;
  file << '\n';
  for (const Row& row : rows_) file << line(row);
  if (!file.flush())
    throw Error(ErrorCode::unreadable, "the log of losses cannot be written; check the run's folder", path_.string());
}

void LossLog::read(std::int64_t from_step) {
  std::ifstream file(path_);
  std::string text;
  std::getline(file, text);
  while (std::getline(file, text)) {
    std::vector<double> cells;
    std::istringstream cell_stream(text);
    for (std::string cell; std::getline(cell_stream, cell, ',');)
      if (!cell.empty()) cells.push_back(std::strtod(cell.c_str(), nullptr));
    if (cells.size() < fixed_columns || cells[0] > double(from_step)) continue;
    Row row{std::int64_t(cells[0]), std::int64_t(cells[1]), cells[2], cells[3], cells[4], {}};
    if (cells.size() == fixed_columns + names_.size())
      row.validation.assign(cells.begin() + fixed_columns, cells.end());
    rows_.push_back(std::move(row));
  }
}

std::string LossLog::line(const Row& row) const {
  std::ostringstream text;
  text.precision(7);
  text << row.step << ',' << row.samples << ',' << row.seconds << ',' << row.rate << ',' << row.loss;
  for (std::size_t i = 0; i < names_.size(); ++i) {
    text << ',';
    if (i < row.validation.size()) text << row.validation[i];
  }
  text << '\n';
  return text.str();
}

void LossLog::add(const Row& row) {
  rows_.push_back(row);
  std::ofstream file(path_, std::ios::app);
  file << line(row);
  if (!file.flush())
    throw Error(ErrorCode::no_space, "the log of losses cannot be continued; check the disk", path_.string());
}

Image LossLog::curve() const {
  cv::Mat canvas(height, width, CV_8UC3, cv::Scalar::all(255));
  if (!rows_.empty()) {
    Axes axes{double(std::max<std::int64_t>(1, rows_.front().samples)), double(rows_.back().samples + 1), 1e9, 1e-9};
    for (const Row& row : rows_) {
      std::vector<double> all = row.validation;
      all.push_back(row.loss);
      axes.low = std::min(axes.low, std::max(1e-6, *std::ranges::min_element(all)));
      axes.high = std::max(axes.high, *std::ranges::max_element(all));
    }
    for (std::size_t series = 0; series <= names_.size(); ++series) {
      const cv::Scalar colour = colours[series % std::size(colours)];
      cv::Point before;
      bool started = false;
      for (const Row& row : rows_) {
        if (series > row.validation.size()) continue;
        const cv::Point now = axes.at(double(row.samples), series == 0 ? row.loss : row.validation[series - 1]);
        if (started) cv::line(canvas, before, now, colour, series == 0 ? 1 : 2, cv::LINE_AA);
        before = now;
        started = true;
      }
      const std::string name = series == 0 ? "training" : "validation " + names_[series - 1];
      // Losses fall from the upper left to the lower right: the lower left is free.
      const int from_below = 16 * int(names_.size() - series) + 12;
      write_label(canvas, name, {margin + 12, height - margin - from_below}, colour);
    }
    const cv::Scalar ink = cv::Scalar::all(40);
    cv::rectangle(canvas, axes.at(axes.first, axes.high), axes.at(axes.last, axes.low), cv::Scalar::all(200));
    write_label(canvas, short_number(axes.high), {4, margin}, ink);
    write_label(canvas, short_number(axes.low), {4, height - margin}, ink);
    write_label(canvas, std::to_string(rows_.back().samples) + " samples", {width - 140, height - 20}, ink);
  }
  const std::size_t bytes = canvas.total() * canvas.elemSize();
  return Image(width, height, 3, std::vector<std::uint8_t>(canvas.data, canvas.data + bytes));
}

}  // namespace koma::training
