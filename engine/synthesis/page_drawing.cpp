// SPDX-License-Identifier: Apache-2.0
#include "engine/synthesis/page_drawing.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "engine/synthesis/annotation.h"
#include "engine/synthesis/caption.h"
#include "engine/synthesis/page_layout.h"
#include "engine/synthesis/panel_layout.h"

namespace koma::synthesis {

namespace {

constexpr int smallest_cast = 2, largest_cast = 4;

std::size_t count_characters(const std::vector<PlacedPanel>& panels) {
  std::size_t count = 0;
  for (const auto& panel : panels) count += panel.labels.characters.size();
  return count;
}

/// Different people; no more than can be seen twice, no fewer than stand together in one panel.
std::vector<Identity> choose_cast(Random& random, const std::vector<PlacedPanel>& panels, bool wanted_held_out) {
  std::size_t together = smallest_cast;
  for (const auto& panel : panels) together = std::max(together, panel.labels.characters.size());
  const std::size_t twice = std::clamp<std::size_t>(count_characters(panels) / 2, together, largest_cast);
  const std::size_t size = together + std::size_t(random.integer(int(twice - together) + 1));
  std::vector<Identity> cast;
  while (cast.size() < size) {
    const Identity who = identity_of_split(random, wanted_held_out);
    if (std::ranges::find(cast, who) == cast.end()) cast.push_back(who);
  }
  return cast;
}

/// Each in turn: in one panel all are different, and over the page all come equally often.
void give_parts(Random& random, const std::vector<Identity>& cast, std::vector<PlacedPanel>& panels) {
  auto next = std::size_t(random.integer(int(cast.size())));
  for (auto& panel : panels) {
    for (auto& who : panel.labels.characters) who.identity = cast[next++ % cast.size()];
  }
}

cv::Mat view_of(const Image& image) {
  return {image.height(), image.width(), CV_8UC1, const_cast<std::uint8_t*>(image.pixels().data())};
}

/// As `annotation` numbers them.
dataset::FaceType face_type(View view) {
  return view == View::front     ? dataset::FaceType::clean
         : view == View::profile ? dataset::FaceType::vague
                                 : dataset::FaceType::exaggerated;
}

dataset::PixelBox on_page(const UnitBox& box, const cv::Rect& frame) {
  const auto across = [&](float part) {
    return frame.x + std::clamp(int(std::lround(part * float(frame.width))), 0, frame.width);
  };
  const auto down = [&](float part) {
    return frame.y + std::clamp(int(std::lround(part * float(frame.height))), 0, frame.height);
  };
  return {across(box.left), down(box.top), across(box.right), down(box.bottom)};
}

}  // namespace

DrawnPage draw_page(Random& random, const PageOptions& options) {
  DrawnPage page;
  for (const cv::Rect& frame : page_panels(random, options.width, options.height)) {
    page.panels.push_back({frame, lay_out(random, {.width = frame.width, .height = frame.height})});
  }
  give_parts(random, choose_cast(random, page.panels, options.held_out), page.panels);
  cv::Mat paper(options.height, options.width, CV_8UC1, cv::Scalar(255));
  const int line = std::max(2, options.width / 400);
  for (auto& [frame, labels] : page.panels) {
    labels.caption = caption(random, labels);
    DrawnPanel drawn = draw_labels(std::move(labels));
    view_of(drawn.picture).copyTo(paper(frame));
    labels = std::move(drawn.labels);
    // The border lies outside: the panel's pixels are those that it would have alone.
    const cv::Rect around(frame.x - line, frame.y - line, frame.width + 2 * line, frame.height + 2 * line);
    for (int i = 0; i < line; ++i)
      cv::rectangle(paper, {around.x + i, around.y + i, around.width - 2 * i, around.height - 2 * i}, cv::Scalar(0));
  }
  page.picture = Image(paper.cols, paper.rows, 1, std::vector<std::uint8_t>(paper.datastart, paper.dataend));
  return page;
}

dataset::DatasetPage page_annotation(const DrawnPage& page, const std::string& image_path) {
  const int half = page.picture.width() / 2;
  dataset::DatasetPage result{
      image_path, {.url1 = {}, .url2 = {}, .width1 = half, .width2 = page.picture.width() - half}, {}};
  for (const auto& [frame, labels] : page.panels) {
    dataset::DatasetFrame panel{
        {frame.x, frame.y, frame.x + frame.width, frame.y + frame.height}, labels.caption, {}, {}};
    for (const auto& who : labels.characters) {
      panel.characters.push_back({identity_number(who.identity), on_page(who.box, frame), face_type(who.view)});
    }
    for (const auto& box : labels.dialogs) panel.dialogs.push_back({on_page(box, frame)});
    result.frames.push_back(std::move(panel));
  }
  return result;
}

}  // namespace koma::synthesis
