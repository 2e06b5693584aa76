// SPDX-License-Identifier: Apache-2.0
#include "engine/eval/generated.h"

#include <optional>

#include "engine/base/error.h"
#include "engine/pipelines/denoise_loop.h"
#include "engine/synthesis/random.h"
#include "engine/synthesis/reference_drawing.h"
#include "engine/synthesis/vocabulary.h"

namespace koma::eval {

namespace {

constexpr int reference_size = 192;
api::ShotKind kind_of(Shot shot) {
  switch (shot) {
    case Shot::close_up:
      return api::ShotKind::close_up;
    case Shot::bust:
      return api::ShotKind::bust;
    case Shot::full:
      return api::ShotKind::full;
  }
  return api::ShotKind::bust;
}

}  // namespace

std::vector<Image> references_of(const Example& example, std::uint64_t seed) {
  synthesis::Random random(seed);
  std::vector<Image> references;
  for (const auto& person : example.labels.characters) {
    references.push_back(synthesis::draw_reference(random, person.identity, reference_size));
  }
  return references;
}

std::vector<Image> other_references_of(const Example& example, std::uint64_t seed) {
  synthesis::Random random(seed ^ 0x5eedu);
  std::vector<Image> references;
  for (const auto& person : example.labels.characters) {
    synthesis::Identity other = person.identity;
    while (other.hair == person.identity.hair) other = synthesis::identity_of_split(random, true);
    references.push_back(synthesis::draw_reference(random, other, reference_size));
  }
  return references;
}

api::GenerationRequest request_for(const Example& example, const std::vector<Image>& references,
                                   const std::string& model, std::uint64_t seed) {
  const auto& labels = example.labels;
  api::GenerationRequest request;
  request.model = model;
  request.prompt = labels.caption;
  request.width = labels.width * drawn_scale;
  request.height = labels.height * drawn_scale;
  request.seed = seed;
  request.shot = kind_of(labels.shot);
  request.dialog_boxes = labels.dialogs;
  for (std::size_t i = 0; i < labels.characters.size(); ++i) {
    const auto& person = labels.characters[i];
    api::PlacedCharacter placed;
    placed.name = "character " + std::to_string(i + 1);
    placed.references = {{.path = {}, .image = references[i]}};
    placed.box = person.box;
    placed.expression = synthesis::expressions[std::size_t(person.expression)];
    // Said with the pose, where words are codes and do not lengthen the prompt; the side stays the facing's.
    placed.pose =
        std::string(synthesis::poses[std::size_t(person.pose)]) + ", " + synthesis::views[std::size_t(person.view)];
    placed.facing = person.facing == 0 ? api::Facing::right : api::Facing::left;
    request.characters.push_back(std::move(placed));
  }
  return request;
}

api::FinishedPicture generate_finished(api::Generator& generator, const api::GenerationRequest& request,
                                       std::stop_token stop) {
  std::optional<api::FinishedPicture> picture;
  std::optional<api::Failed> failure;
  api::PreviewSlot slot;
  generator.run(
      request,
      [&](const api::GenerationEvent& event) {
        if (const auto* finished = std::get_if<api::Finished>(&event)) picture = finished->pictures.at(0);
        if (const auto* failed = std::get_if<api::Failed>(&event)) failure = *failed;
      },
      slot, std::move(stop));
  if (failure) throw Error(failure->code, failure->text);
  if (!picture) throw pipelines::Stopped{};
  return *picture;
}

Image generate_picture(api::Generator& generator, const api::GenerationRequest& request, std::stop_token stop) {
  return generate_finished(generator, request, std::move(stop)).image;
}

Image generate_grey(api::Generator& generator, const api::GenerationRequest& request, std::stop_token stop) {
  return to_grey(generate_picture(generator, request, std::move(stop)));
}

}  // namespace koma::eval
