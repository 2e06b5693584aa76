// SPDX-License-Identifier: Apache-2.0
#include "engine/training/moved_panel.h"

#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

#include "engine/synthesis/random.h"

namespace koma::training {

namespace {

constexpr double mirrored_share = 0.5, nearest = 1.6;
constexpr std::size_t facing_code = 3;

/// x' = across · x + right, y' = near · y + down, in pixels.
struct Camera {
  double across = 1, near = 1, right = 0, down = 0;

  [[nodiscard]] float x(float at) const { return float(across * at + right); }
  [[nodiscard]] float y(float at) const { return float(near * at + down); }
};

Camera camera_of(synthesis::Random& random, int width, int height) {
  Camera camera;
  camera.near = random.uniform(1, nearest);
  const double left = random.uniform(0, 1) * (camera.near - 1) * width;
  camera.down = -random.uniform(0, 1) * (camera.near - 1) * height;
  const bool mirrored = random.chance(mirrored_share);
  camera.across = mirrored ? -camera.near : camera.near;
  camera.right = mirrored ? width + left - 1 : -left;
  return camera;
}

Image seen(const Image& picture, const Camera& camera) {
  const cv::Mat from(picture.height(), picture.width(), CV_8UC1, const_cast<std::uint8_t*>(picture.pixels().data()));
  const cv::Mat affine = (cv::Mat_<double>(2, 3) << camera.across, 0, camera.right, 0, camera.near, camera.down);
  cv::Mat to;
  cv::warpAffine(from, to, affine, from.size(), cv::INTER_LINEAR, cv::BORDER_REPLICATE);
  return Image(to.cols, to.rows, 1, std::vector<std::uint8_t>(to.data, to.data + to.total()));
}

UnitBox seen(const UnitBox& box, const Camera& camera, int width, int height) {
  const float left = camera.x(box.left * float(width)) / float(width),
              right = camera.x(box.right * float(width)) / float(width);
  return {std::min(left, right), camera.y(box.top * float(height)) / float(height), std::max(left, right),
          camera.y(box.bottom * float(height)) / float(height)};
}

}  // namespace

TrainingPanel moved_panel(TrainingPanel panel, std::uint64_t seed) {
  synthesis::Random random(seed);
  const int width = panel.picture.width(), height = panel.picture.height();
  const Camera camera = camera_of(random, width, height);
  const bool mirrored = camera.across < 0;
  panel.picture = seen(panel.picture, camera);
  for (UnitBox& box : panel.dialogs) box = seen(box, camera, width, height);
  for (TrainingCharacter& character : panel.characters) {
    character.box = seen(character.box, camera, width, height);
    character.head = {camera.x(character.head.x), camera.y(character.head.y),
                      float(camera.near) * character.head.radius};
    for (HandDisc& hand : character.hands)
      hand = {camera.x(hand.x), camera.y(hand.y), float(camera.near) * hand.radius};
    if (mirrored) character.codes[facing_code] = -character.codes[facing_code];
  }
  if (mirrored)
    for (std::string& caption : panel.captions) caption.clear();
  return panel;
}

}  // namespace koma::training
