// SPDX-License-Identifier: Apache-2.0
#include "engine/pipelines/repaint_plan.h"

#include <array>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "engine/base/error.h"
#include "engine/pipelines/repaint_pixels.h"

namespace koma::pipelines {

namespace {

constexpr double fills_from = 0.8;  // from this strength on the hole is drawn from nothing rather than refined

PixelRect rect_of(const cv::Rect& box) {
  return {box.x, box.y, box.width, box.height};
}

/// A mask as grey of the picture's size.
Image fitted(const Image& mask, const Image& picture, const char* what, std::vector<std::string>& notes) {
  const Image grey = to_grey(mask);
  if (grey.width() != picture.width() || grey.height() != picture.height()) {
    const auto size = [](const Image& image) {
      return std::to_string(image.width()) + " × " + std::to_string(image.height());
    };
    notes.push_back(std::string("The ") + what + " is " + size(grey) + " pixels and was scaled to the picture's " +
                    size(picture) + ".");
  }
  return scaled_mask(grey, picture.width(), picture.height());
}

/// The panel as 0 and 255; no panel: empty.
Image panel_of(const RepaintOptions& options, const Image& picture, std::vector<std::string>& notes) {
  if (options.panel.empty()) return {};
  return image_of(view_of(fitted(options.panel, picture, "panel's mask", notes)) >= 128);
}

Image within(const Image& mask, const Image& panel) {
  return panel.empty() ? mask : image_of(cv::min(view_of(mask), view_of(panel)));
}

/// Settles crop, size and reach, which depend on each other where the picture is finer than the drawing.
WorkingSize settle(CropWish& wish, MaskReach& reach, ReachWish reach_wish, const RepaintOptions& options) {
  WorkingSize working;
  for (int round = 0; round < 2; ++round) {
    reach = options.mask_is_ready ? MaskReach{0, 0, 0} : mask_reach(reach_wish);
    wish.reach = reach.end();
    const PixelRect crop = repaint_crop(wish, options.grid);
    working = working_size(crop, {wish.touched(), wish.limits}, options.grid);
    reach_wish.unit = std::max(1.0, std::sqrt(double(working.crop.area()) / (double(working.width) * working.height)));
  }
  return working;
}

void check(const Image& picture, const RepaintOptions& options) {
  if (picture.empty()) throw Error(ErrorCode::invalid_argument, "there is no picture to repaint", "$.init_picture");
  if (!(options.strength >= 0 && options.strength <= 1)) {
    throw Error(ErrorCode::invalid_argument, "the strength of a repaint lies in 0…1", "$.strength");
  }
  if (options.context.value_or(0) < 0 || options.feather.value_or(0) < 0 || options.grid.multiple < 1) {
    throw Error(ErrorCode::invalid_argument, "context, feather and the size's multiple cannot be negative",
                "$.repaint");
  }
}

/// The selection and where it lies. Throws when there is none.
std::pair<Image, PixelRect> selected(const Image& mask, const Image& panel, bool ready) {
  const Image selection = within(mask, panel);
  const cv::Rect box = cv::boundingRect(view_of(selection) >= (ready ? 1 : faintest_selection));
  if (box.empty()) {
    throw Error(ErrorCode::invalid_argument,
                panel.empty() ? "the mask is black everywhere; paint white where the picture is to be drawn anew"
                              : "the mask is black everywhere in the panel; paint white inside the panel's border",
                "$.mask");
  }
  return {selection, rect_of(box)};
}

/// The crop as a model can read it: a grey one without the dots of its screentone, which `plan` remembers.
Image readable(const Image& crop, const Image& hole, RepaintPlan& plan) {
  if (!plan.grey) return crop;
  const Image grey = to_grey(crop);
  plan.tone = find_screentone(grey, hole);
  if (!plan.tone) return crop;
  const Image flat = without_screentone(grey, *plan.tone);
  return crop.channels() == 1 ? flat : to_rgb(flat);
}

Image full_of(int width, int height) {
  return image_of(cv::Mat(height, width, CV_8U, cv::Scalar(255)));
}

}  // namespace

RepaintPlan plan_whole(const Image& picture, const RepaintOptions& options) {
  check(picture, options);
  const Image paper = on_paper(picture);
  const PixelRect all{0, 0, paper.width(), paper.height()};
  const WorkingSize working = working_size(all, {all, all}, options.grid);
  RepaintPlan plan;
  plan.seam = options.seam;
  plan.grey = options.grey ? *options.grey : is_grey(paper);
  plan.whole = true;
  plan.crop = all;
  plan.width = working.width;
  plan.height = working.height;
  plan.original = plan.picture = scaled(paper, working.width, working.height);
  plan.denoise = full_of(working.width, working.height);
  plan.composite = full_of(all.width, all.height);
  return plan;
}

RepaintPlan plan_repaint(const Image& picture, const Image& mask, const RepaintOptions& options) {
  check(picture, options);
  if (mask.empty()) throw Error(ErrorCode::invalid_argument, "there is no mask", "$.mask");
  RepaintPlan plan;
  plan.seam = options.seam;
  const Image paper = on_paper(picture);
  plan.grey = options.grey ? *options.grey : is_grey(paper);
  const Image panel = panel_of(options, picture, plan.notes);
  const auto [selection, box] = selected(fitted(mask, picture, "mask", plan.notes), panel, options.mask_is_ready);
  if (cv::countNonZero(view_of(selection) >= full_mask) == int(view_of(selection).total())) {
    RepaintPlan whole = plan_whole(picture, options);
    whole.notes = std::move(plan.notes);
    return whole;
  }

  CropWish wish{box, {0, 0, picture.width(), picture.height()}, options.strength, 0, options.context};
  if (!panel.empty()) wish.limits = rect_of(cv::boundingRect(view_of(panel)));
  const WorkingSize working = settle(
      wish, plan.reach,
      {box.diagonal(), options.strength, options.feather, 1, std::min(picture.width(), picture.height())}, options);
  plan.crop = working.crop;
  plan.width = working.width;
  plan.height = working.height;

  const Image chosen = cropped(selection, plan.crop);
  const Image denoise = options.mask_is_ready ? chosen : denoise_mask(chosen, plan.reach);
  const Image border = panel.empty() ? panel : cropped(panel, plan.crop);
  // A ready mask's ramp is the overlap: its stronger half is pasted whole.
  plan.composite = options.mask_is_ready ? image_of(view_of(chosen) * 2) : composite_mask(denoise, plan.reach.blend);
  plan.composite = within(plan.composite, border);
  cv::Mat small = view_of(scaled_mask(within(denoise, border), plan.width, plan.height)).clone();
  stabilise(small);
  plan.denoise = image_of(small);
  plan.original = scaled(readable(cropped(paper, plan.crop), plan.composite, plan), plan.width, plan.height);
  const bool fills = options.strength >= fills_from && !options.mask_is_ready;
  const Prefill fill = options.prefill.value_or(fills ? Prefill::neighbours : Prefill::none);
  plan.picture = prefilled(plan.original, plan.denoise, fill, options.seed);
  return plan;
}

RepaintOptions RepaintOptions::of(const api::GenerationRequest& request, const WorkingGrid& grid) {
  RepaintOptions options;
  options.strength = request.strength;
  options.grid = grid;
  options.seed = request.seed.value_or(0);
  if (!request.repaint) return options;
  options.context = request.repaint->context;
  options.feather = request.repaint->feather;
  if (const auto& name = request.repaint->prefill) {
    constexpr std::array<const char*, 4> names = {"none", "edges", "neighbours", "noise"};
    const auto found = std::find(names.begin(), names.end(), *name);
    if (found == names.end()) {
      throw Error(ErrorCode::invalid_argument, "\"" + *name + "\" is none of none, edges, neighbours, noise",
                  "$.repaint.prefill");
    }
    options.prefill = Prefill(found - names.begin());
  }
  if (const auto& name = request.repaint->seam) {
    if (*name != "none" && *name != "match" && *name != "diffrir") {
      throw Error(ErrorCode::invalid_argument, "\"" + *name + "\" is none of none, match, diffrir", "$.repaint.seam");
    }
    options.seam = *name == "none" ? Seam::none : Seam::match;
  }
  return options;
}

}  // namespace koma::pipelines
