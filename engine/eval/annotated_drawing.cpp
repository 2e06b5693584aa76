// SPDX-License-Identifier: Apache-2.0
#include "engine/eval/annotated_drawing.h"

#include <algorithm>
#include <optional>

#include "engine/base/error.h"
#include "engine/base/output_folder.h"
#include "engine/base/picture_file.h"
#include "engine/dataset/mangazero.h"
#include "engine/eval/panel_pair.h"

namespace koma::eval {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t most_characters = 4, most_dialogs = 8;

int side_of(int pixels) {
  return std::clamp((pixels + 4) / 8 * 8, 64, 2048);
}

UnitBox share_of(const dataset::PixelBox& box, const Image& page) {
  const auto w = float(page.width()), h = float(page.height());
  return {float(box.left) / w, float(box.top) / h, float(box.right) / w, float(box.bottom) / h};
}

/// The best picture of somebody that is not the panel itself.
dataset::PixelBox reference_box(const dataset::DatasetPage& page, std::size_t frame,
                                const dataset::DatasetCharacter& wanted) {
  std::optional<dataset::DatasetCharacter> best;
  const auto rank = [](const dataset::DatasetCharacter& one) {
    return int(one.type.value_or(dataset::FaceType::clean));
  };
  for (std::size_t i = 0; i < page.frames.size(); ++i) {
    if (i == frame) continue;
    for (const auto& other : page.frames[i].characters) {
      if (other.id == wanted.id && (!best || rank(other) < rank(*best))) best = other;
    }
  }
  return best ? best->bbox : wanted.bbox;
}

std::vector<dataset::DatasetCharacter> largest_first(std::vector<dataset::DatasetCharacter> characters) {
  const auto area = [](const dataset::DatasetCharacter& one) {
    return std::int64_t(one.bbox.width()) * one.bbox.height();
  };
  std::ranges::stable_sort(characters, std::greater{}, area);
  if (characters.size() > most_characters) characters.resize(most_characters);
  return characters;
}

}  // namespace

api::GenerationRequest request_for(const dataset::DatasetPage& annotations, std::size_t frame, const Image& page,
                                   const std::string& model, std::uint64_t seed) {
  const dataset::DatasetFrame& panel = annotations.frames.at(frame);
  api::GenerationRequest request;
  request.model = model;
  request.prompt = panel.caption;
  request.width = side_of(panel.bbox.width());
  request.height = side_of(panel.bbox.height());
  request.seed = seed;
  for (const auto& character : largest_first(panel.characters)) {
    const auto box = share_of_frame(character.bbox, panel.bbox);
    if (!box) continue;
    api::PlacedCharacter placed;
    placed.name = "character " + std::to_string(request.characters.size() + 1);
    const UnitBox seen = share_of(reference_box(annotations, frame, character), page);
    placed.references = {{.path = {}, .image = cut_out(page, seen)}};
    placed.box = *box;
    request.characters.push_back(std::move(placed));
  }
  for (const auto& dialog : panel.dialogs) {
    const auto box = share_of_frame(dialog.bbox, panel.bbox);
    if (box && request.dialog_boxes.size() < most_dialogs) request.dialog_boxes.push_back(*box);
  }
  return request;
}

void draw_annotated(api::Generator& generator, const api::PictureEvaluationRequest& request,
                    const std::function<void(const std::string&)>& report, const std::stop_token& stop) {
  if (request.against.empty()) {
    throw Error(ErrorCode::invalid_argument, "drawing what annotations say needs their pages; give their folder",
                "against");
  }
  const auto pages = dataset::read_mangazero(request.annotations);
  std::size_t frames = 0, drawn = 0;
  for (const auto& page : pages) frames += page.frames.size();
  for (const auto& page : pages) {
    const Image pixels = read_picture(request.against / page.image_path);
    for (std::size_t i = 0; i < page.frames.size(); ++i) {
      const auto wanted = request_for(page, i, pixels, request.model, request.seed + drawn);
      const fs::path file = request.pictures / (picture_name(page.image_path, i) + ".png");
      make_output_folder(file.parent_path());
      write_png(file, generate_picture(generator, wanted, stop));
      report("drawing: " + std::to_string(++drawn) + " of " + std::to_string(frames));
    }
  }
}

}  // namespace koma::eval
