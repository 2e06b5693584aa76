// SPDX-License-Identifier: Apache-2.0
#include "engine/eval/addition.h"

#include <algorithm>

#include "engine/base/error.h"
#include "engine/synthesis/caption.h"

namespace koma::eval {

namespace {

constexpr const char* edge_net = "mini-canny";

api::GenerationRequest with_edges(api::GenerationRequest request, const Example& example) {
  api::Control control;
  control.model = edge_net;
  control.picture = {.path = {}, .image = example.picture};
  control.preprocessor = api::Preprocessor::canny;
  request.controls.push_back(std::move(control));
  return request;
}

api::GenerationRequest with_words(api::GenerationRequest request, const Example& example) {
  if (request.characters.size() < 2) return request;
  synthesis::PanelLabels alone = example.labels;
  alone.characters = {example.labels.characters.back()};
  const UnitBox place = request.characters.back().box;
  request.characters.pop_back();
  request.regions.emplace();
  request.regions->boxes.push_back({place, synthesis::plain_caption(alone), 1});
  request.regions->base_prompt = request.prompt;
  request.regions->base_ratio = "0";
  request.prompt.clear();
  return request;
}

}  // namespace

const Addition& addition_named(const std::string& name) {
  const auto* found = std::ranges::find(additions, name, &Addition::name);
  if (found != additions.end()) return *found;
  std::string names;
  for (const Addition& addition : additions) names += std::string(names.empty() ? "" : ", ") + addition.name;
  throw Error(ErrorCode::invalid_argument, "there is no condition \"" + name + "\"; choose among " + names, "with");
}

api::GenerationRequest added(const std::vector<std::string>& names, api::GenerationRequest request,
                             const Example& example) {
  for (const std::string& name : names) {
    const bool edges = &addition_named(name) == additions.data();
    request = edges ? with_edges(std::move(request), example) : with_words(std::move(request), example);
  }
  return request;
}

}  // namespace koma::eval
