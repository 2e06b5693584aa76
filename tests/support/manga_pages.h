// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "engine/base/image.h"
#include "engine/base/output_folder.h"
#include "engine/base/picture_file.h"
#include "engine/dataset/mangazero.h"

namespace koma::test {

/// A page of two panels side by side, 256 × 256 pixels each, with a striped figure that both show, a figure that only
/// the right one shows, and a dialog box in each. `look` changes the stripes.
inline dataset::DatasetPage striped_page(int number, const std::string& image_path) {
  using dataset::DatasetCharacter;
  using dataset::FaceType;
  const DatasetCharacter left{1, {20, 40, 120, 240}, FaceType::clean}, right{1, {330, 60, 400, 200}, FaceType::vague},
      other{2, {410, 50, 500, 250}, FaceType::clean};
  const std::string who = number % 2 == 0 ? "a boy" : "a girl";
  return {image_path,
          {},
          {{{0, 0, 256, 256}, who + " waits", {left}, {{{130, 10, 240, 70}}}},
           {{268, 0, 524, 256}, who + " meets a friend", {right, other}, {{{280, 200, 380, 250}}}}}};
}

inline Image striped_picture(int number) {
  const int width = 524, height = 256;
  std::vector<std::uint8_t> pixels(std::size_t(width) * height * 3, 255);
  const dataset::DatasetPage page = striped_page(number, "x.png");
  const auto fill = [&](const dataset::PixelBox& box, int period, int shade) {
    for (int y = box.top; y < box.bottom; ++y) {
      for (int x = box.left; x < box.right; ++x) {
        const int value = (x / period + y / (period + number)) % 2 == 0 ? shade : 240;
        for (int c = 0; c < 3; ++c)
          pixels[(std::size_t(y) * width + std::size_t(x)) * 3 + std::size_t(c)] = std::uint8_t(value);
      }
    }
  };
  for (const dataset::DatasetFrame& frame : page.frames) {
    for (const dataset::DatasetCharacter& character : frame.characters)
      fill(character.bbox, 6 + 4 * int(character.id), 30 * int(character.id));
    for (const dataset::DatasetDialog& dialog : frame.dialogs) fill(dialog.bbox, 200, 255);
  }
  return Image(width, height, 3, std::move(pixels));
}

/// Writes `count` pages as `folder`/pages/N.png and their annotations as `folder`/annotations.json.
inline void write_striped_pages(const std::filesystem::path& folder, int count) {
  make_output_folder(folder / "pages");
  dataset::PageWriter annotations(folder / "annotations.json");
  for (int number = 0; number < count; ++number) {
    const std::string name = std::to_string(number) + ".png";
    write_png(folder / "pages" / name, striped_picture(number));
    annotations.add(striped_page(number, name));
  }
  annotations.commit();
}

}  // namespace koma::test
