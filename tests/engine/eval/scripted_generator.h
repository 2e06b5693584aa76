// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>

#include "engine/api/generator.h"
#include "engine/eval/head_crop.h"

namespace koma::test {

/// A generator that knows what to draw without a network: `draw` makes the picture, scaled to the wanted size.
class ScriptedGenerator final : public api::Generator {
 public:
  using Draw = std::function<Image(const api::GenerationRequest&)>;
  explicit ScriptedGenerator(Draw draw) : draw_(std::move(draw)) {}

  void run(const api::GenerationRequest& request, api::EventSink sink, api::PreviewSlot&,
           std::stop_token stop) override {
    if (stop.stop_requested()) return sink(api::Cancelled{});
    sink(api::Started{});
    ++runs;
    const Image picture = draw_(request);
    if (picture.empty()) return sink(api::Failed{ErrorCode::unsupported, "there is no ink"});
    sink(api::Finished{{{eval::shrink(picture, *request.width, *request.height), {}}}, {}, 0});
  }

  int runs = 0;

 private:
  Draw draw_;
};

inline Image grey_picture(int width, int height, int grey) {
  return Image(width, height, 1,
               std::vector<std::uint8_t>(std::size_t(width) * std::size_t(height), std::uint8_t(grey)));
}

}  // namespace koma::test
