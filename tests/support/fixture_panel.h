// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ATen/ATen.h>

#include <QtTest>

#include "engine/api/generation_request.h"
#include "tests/support/diffsensei_fixture.h"

namespace koma::test {

inline UnitBox box_of(const nlohmann::json& edges) {
  return {edges[0].get<float>(), edges[1].get<float>(), edges[2].get<float>(), edges[3].get<float>()};
}

/// A recorded panel of the fixture as a request, with the seed 0.
inline api::GenerationRequest request_of(const nlohmann::json& panel) {
  api::GenerationRequest request;
  request.prompt = panel["prompt"].get<std::string>();
  if (!panel["negative_prompt"].is_null()) request.negative_prompt = panel["negative_prompt"].get<std::string>();
  request.width = panel["width"].get<int>();
  request.height = panel["height"].get<int>();
  request.steps = panel["steps"].get<int>();
  request.guidance_scale = panel["guidance_scale"].get<double>();
  request.character_scale = panel["ip_scale"].get<double>();
  request.seed = 0;
  for (std::size_t i = 0; i < panel["images"].size(); ++i) {
    api::PlacedCharacter character;
    character.references = {{fixture_folder / "images" / (panel["images"][i].get<std::string>() + ".png"), {}}};
    character.box = box_of(panel["boxes"][i]);
    request.characters.push_back(character);
  }
  for (const nlohmann::json& edges : panel["dialogs"]) request.dialog_boxes.push_back(box_of(edges));
  return request;
}

/// One of the reference's 8-bit pictures: [H, W, 3] uint8.
inline void compare_pictures(const Image& actual, const at::Tensor& expected) {
  QCOMPARE(actual.width(), int(expected.size(1)));
  QCOMPARE(actual.height(), int(expected.size(0)));
  const at::Tensor bytes =
      at::from_blob(const_cast<std::uint8_t*>(actual.pixels().data()), expected.sizes(), at::kByte);
  const at::Tensor apart = (bytes.to(at::kInt) - expected.to(at::kInt)).abs();
  QVERIFY2(apart.max().item<int>() <= 1, "a value is off by more than one");
  QVERIFY2(apart.to(at::kDouble).mean().item<double>() <= 0.002, "more than 0.2 % of the values are off");
}

}  // namespace koma::test
