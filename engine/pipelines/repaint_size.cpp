// SPDX-License-Identifier: Apache-2.0
#include "engine/pipelines/repaint_size.h"

namespace koma::pipelines {

PanelSize repaint_size(const RepaintPlan& plan, const Image& picture, int factor) {
  PanelSize size;
  size.width = plan.width;
  size.height = plan.height;
  size.latent = {plan.height / factor, plan.width / factor};
  size.told_width = plan.width;
  size.told_height = plan.height;
  const auto across = [&](int x) { return float(x - plan.crop.left) / float(plan.crop.width); };
  const auto down = [&](int y) { return float(y - plan.crop.top) / float(plan.crop.height); };
  size.window = {across(0), down(0), across(picture.width()), down(picture.height())};
  return size;
}

}  // namespace koma::pipelines
