// SPDX-License-Identifier: Apache-2.0
#include "engine/eval/seam_case.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "engine/eval/generated.h"
#include "engine/manga/drawing_settings.h"
#include "engine/pipelines/repaint_pixels.h"
#include "engine/pipelines/screentone.h"
#include "engine/synthesis/random.h"
#include "engine/training/restoration/random_screen.h"

namespace koma::eval {

namespace {

using pipelines::image_of;
using pipelines::view_of;

Image some_mask(synthesis::Random& random, int width, int height) {
  cv::Mat mask = cv::Mat::zeros(height, width, CV_8U);
  const cv::Size size(int(width * random.uniform(0.28, 0.42)), int(height * random.uniform(0.28, 0.42)));
  const cv::Point corner(int(random.uniform(0, width - size.width)), int(random.uniform(0, height - size.height)));
  const cv::Rect box(corner, size);
  const cv::Scalar white(255);
  switch (random.integer(3)) {
    case 0:
      cv::rectangle(mask, box, white, cv::FILLED);
      break;
    case 1:
      cv::ellipse(mask, cv::RotatedRect((box.tl() + box.br()) / 2, size, 0), white, cv::FILLED);
      break;
    default:
      for (int stroke = 0; stroke < 3; ++stroke) {
        const auto point = [&] {
          return cv::Point(box.x + random.integer(box.width), box.y + random.integer(box.height));
        };
        cv::line(mask, point(), point(), white, std::max(24, std::min(width, height) / 10));
      }
  }
  return image_of(mask);
}

/// Whole pixels of the panel that stay.
cv::Rect some_part(synthesis::Random& random, int width, int height) {
  const auto cut = [&](int side) { return int(side * random.uniform(0.2, 0.4) / 8) * 8; };
  cv::Rect part(0, 0, width, height);
  const int sides = 1 + random.integer(2);
  for (int side = 0; side < sides; ++side) {
    const bool across = sides == 2 ? side == 0 : random.chance(0.5);
    const int away = cut(across ? width : height);
    const bool first = random.chance(0.5);
    if (across) {
      part.width -= away;
      if (first) part.x += away;
    } else {
      part.height -= away;
      if (first) part.y += away;
    }
  }
  return part;
}

/// The part of the panel that is there, on white paper.
Image on_white(const SeamCase& seam) {
  cv::Mat canvas(seam.original.height(), seam.original.width(), CV_8U, cv::Scalar(255));
  view_of(seam.original).copyTo(canvas, view_of(seam.mask) == 0);
  return image_of(canvas);
}

Image old_part(const SeamCase& seam) {
  const int width = seam.original.width(), height = seam.original.height();
  const auto at = [](float share, int side) { return int(std::lround(double(share) * side)); };
  const int left = at(seam.old.left, width), top = at(seam.old.top, height);
  return pipelines::cropped(seam.original,
                            {left, top, at(seam.old.right, width) - left, at(seam.old.bottom, height) - top});
}

}  // namespace

std::string SeamCase::kind() const {
  return std::string(grows ? "growth" : "repaint") + (toned ? ", tone" : ", lines");
}

std::vector<SeamCase> seam_cases(const std::string& model, std::uint64_t seed, int count) {
  std::vector<SeamCase> cases;
  for (const Example& example : draw_examples(seed, count, true)) {
    const std::uint64_t number = cases.size();
    synthesis::Random random(seed + number);
    SeamCase& seam = cases.emplace_back();
    seam.grows = number % 2 == 1;
    seam.toned = number / 2 % 2 == 1;
    seam.request = request_for(example, references_of(example, seed + number), model, seed + number);
    synthesis::PanelLabels labels = example.labels;
    labels.width *= drawn_scale;
    labels.height *= drawn_scale;
    const int width = labels.width, height = labels.height;
    seam.original = synthesis::draw_labels(std::move(labels), false).picture;
    if (seam.toned) seam.original = pipelines::with_screentone(seam.original, training::random_screen(random));
    if (!seam.grows) {
      seam.mask = some_mask(random, width, height);
      continue;
    }
    const cv::Rect part = some_part(random, width, height);
    cv::Mat mask(height, width, CV_8U, cv::Scalar(255));
    mask(part).setTo(0);
    seam.mask = image_of(mask);
    seam.old = {float(part.x) / float(width), float(part.y) / float(height), float(part.br().x) / float(width),
                float(part.br().y) / float(height)};
  }
  return cases;
}

api::GenerationRequest our_request(const SeamCase& seam) {
  api::GenerationRequest request = seam.request;
  if (seam.grows) {
    request.init_picture.image = old_part(seam);
    request.init_box = seam.old;
    return request;
  }
  request.init_picture.image = seam.original;
  request.mask.image = seam.mask;
  request.strength = manga::RepaintSettings::usual_strength;
  return request;
}

api::GenerationRequest repaired_request(const SeamCase& seam, const std::string& restorer) {
  api::GenerationRequest request = our_request(seam);
  request.repaint = api::Repaint{.seam = "diffrir", .restorer = restorer};
  return request;
}

api::GenerationRequest stock_request(const SeamCase& seam) {
  api::GenerationRequest request = seam.request;
  request.init_picture.image = seam.grows ? on_white(seam) : seam.original;
  request.mask.image = seam.mask;
  request.upstream_quirks = true;
  return request;
}

}  // namespace koma::eval
