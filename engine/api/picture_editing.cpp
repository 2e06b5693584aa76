// SPDX-License-Identifier: Apache-2.0
#include "engine/api/picture_editing.h"

#include <algorithm>
#include <cmath>

namespace koma::api {

namespace {

constexpr double gentle = 0.75;  // of a "modify": the coarse form is decided in the first quarter

double strength_of(const PictureEdit& edit) {
  return edit.strength.value_or(edit.kind == EditKind::modify ? gentle : 1);
}

/// The mask with the place that recipes name.
Picture mask_of(const EditJob& job, std::size_t index, const EditKeeper& keeper) {
  const PictureEdit& edit = job.plan.edits[index];
  if (!edit.box) return edit.mask;
  const Image seen = pixels_of(job.picture);
  Picture mask{.path = {}, .image = mask_of_box(*edit.box, seen.width(), seen.height())};
  mask.path = keeper.mask(index, mask.image);
  return mask;
}

}  // namespace

Image mask_of_box(const UnitBox& box, int width, int height) {
  const auto first = [](float edge, int side) { return std::clamp(int(std::floor(edge * float(side))), 0, side); };
  const auto last = [](float edge, int side) { return std::clamp(int(std::ceil(edge * float(side))), 0, side); };
  const int left = first(box.left, width), right = last(box.right, width);
  std::vector<std::uint8_t> pixels(std::size_t(width) * std::size_t(height), 0);
  for (int y = first(box.top, height); y < last(box.bottom, height); ++y) {
    const auto row = pixels.begin() + std::ptrdiff_t(y) * width;
    std::fill(row + left, row + std::max(left, right), std::uint8_t(255));
  }
  return Image(width, height, 1, std::move(pixels));
}

GenerationRequest edit_request(const EditJob& job, std::size_t index, const Picture& picture, const Picture& mask) {
  const PictureEdit& edit = job.plan.edits[index];
  GenerationRequest request = job.base;
  request.prompt = edit.prompt.empty() ? job.plan.scene : edit.prompt;
  request.characters.clear();
  request.regions.reset();
  request.dialog_boxes.clear();
  request.controls.clear();
  request.subject_adapter.reset();
  request.layout.reset();
  request.shot.reset();
  request.mllm = {};
  request.high_resolution.reset();
  request.init_box.reset();
  request.upstream_quirks = false;
  request.count = 1;
  request.width.reset();
  request.height.reset();
  if (request.seed) request.seed = (*request.seed + index) & largest_seed;
  request.init_picture = picture;
  request.mask = mask;
  request.strength = strength_of(edit);
  return request;
}

bool edit_picture(Generator& generator, const EditJob& job, const EditKeeper& keeper, PreviewSlot& slot,
                  const std::stop_token& stop) {
  Picture picture = job.picture;
  for (std::size_t i = 0; i < job.plan.edits.size(); ++i) {
    std::optional<FinishedPicture> finished;
    std::optional<Failed> failed;
    const auto hear = [&](const GenerationEvent& event) {
      if (const auto* fine = std::get_if<Finished>(&event)) {
        finished = fine->pictures.at(0);
        picture = {.path = keeper.picture(i, *finished), .image = finished->image};
      }
      if (const auto* wrong = std::get_if<Failed>(&event)) failed = *wrong;
      keeper.event(i, event);
    };
    generator.run(edit_request(job, i, picture, mask_of(job, i, keeper)), hear, slot, stop);
    if (failed) throw Error(failed->code, "edit " + std::to_string(i + 1) + ": " + failed->text);
    if (!finished) return false;
  }
  return true;
}

}  // namespace koma::api
