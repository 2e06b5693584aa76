// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QTemporaryDir>
#include <filesystem>

#include "engine/api/subject_benchmark_request.h"
#include "engine/base/picture_file.h"
#include "engine/eval/head_crop.h"
#include "tests/engine/eval/scripted_generator.h"

namespace koma::test {

/// Two greys in squares of `cell` pixels, 64 × 64: pictures that encoders tell apart.
inline Image checks(int cell, int dark, int bright) {
  std::vector<std::uint8_t> pixels;
  for (int i = 0; i < 64 * 64; ++i) {
    const bool odd = (i % 64 / cell + i / 64 / cell) % 2 != 0;
    pixels.push_back(std::uint8_t(odd ? dark : bright));
  }
  return Image(64, 64, 1, std::move(pixels));
}

/// MS-Bench with one picture in each folder, two in "living": 16 combinations, 71 samples, 7 of which are taken.
class BenchFixture {
 public:
  BenchFixture() {
    int cell = 3;
    for (const char* name : {"living/cat", "living/dog1", "object/clock", "upwearing/hat", "midwearing/coat",
                             "wholewearing/dress", "downwearing/jeans", "scene/barn"}) {
      const auto file = root() / "data" / (std::string(name) + ".png");
      std::filesystem::create_directories(file.parent_path());
      write_png(file, checks(cell, 10 * cell, 255 - 5 * cell));
      cell += 2;
    }
  }

  [[nodiscard]] std::filesystem::path root() const { return folder_.path().toStdString(); }
  [[nodiscard]] api::SubjectBenchmarkRequest request() const {
    api::SubjectBenchmarkRequest request;
    request.data = root() / "data";
    request.out = root() / "report";
    request.pictures = root() / "pictures";
    request.model = "any";
    request.every = 11;
    request.side = 128;
    request.sheet = 2;
    return request;
  }

 private:
  QTemporaryDir folder_;
};

/// Puts every character's own picture into its box on grey.
inline Image with_subjects(const api::GenerationRequest& request) {
  const int width = *request.width, height = *request.height;
  std::vector<std::uint8_t> pixels(std::size_t(width) * std::size_t(height), 128);
  for (const auto& character : request.characters) {
    const int left = int(character.box.left * float(width)), top = int(character.box.top * float(height));
    const int w = int(character.box.right * float(width)) - left, h = int(character.box.bottom * float(height)) - top;
    const Image shown = eval::shrink(read_picture(character.references.at(0).path), w, h);
    for (int y = 0; y < h; ++y) {
      std::copy_n(shown.row(y), w, pixels.begin() + std::ptrdiff_t(top + y) * width + left);
    }
  }
  return Image(width, height, 1, std::move(pixels));
}

}  // namespace koma::test
