// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "engine/base/head_frame.h"

namespace koma::dataset {

/// One picture of MS-Bench: somebody or something that a drawing is to show.
struct BenchSubject {
  std::string category;  ///< its folder: "living", "object", "scene", "upwearing" …
  std::string stem;      ///< its file's name without the ending: "grey_sloth_plushie"
  std::string word;      ///< what prompts call it, and its phrase: "stuffed animal"
  std::filesystem::path picture;
  friend bool operator==(const BenchSubject&, const BenchSubject&) = default;
};

/// Two or three subjects that go into one picture, each in its box, in the order in which the prompts name them.
struct BenchCombination {
  std::string kind;  ///< "living_object"
  std::vector<BenchSubject> subjects;
  std::vector<UnitBox> boxes;        ///< one per subject
  std::vector<std::string> prompts;  ///< each is one sample

  /// "living_object/cat1+clock": unlike that of any other combination.
  [[nodiscard]] std::string name() const;
};

/// How many there are of one kind of combination.
struct BenchCount {
  std::string kind;
  std::size_t combinations = 0, samples = 0;
  friend bool operator==(const BenchCount&, const BenchCount&) = default;
};

/// What the published benchmark counts: 40 pictures, 13 kinds of combinations.
inline constexpr std::size_t published_combinations = 1148, published_samples = 4488;

/// MS-Bench (MS-Diffusion, arXiv 2406.07209; specs/msdiffusion.md, 16) from a local copy of its pictures: a folder with
/// the folders living, object, upwearing, midwearing, wholewearing, downwearing and scene, each of PNG and JPEG files.
/// Combinations are unordered within a category and products across categories; kinds come in the benchmark's order,
/// pictures in the alphabet's. A copy with other pictures gives other combinations; `counts_of` tells.
/// Throws Error(not_found) for a folder that is missing or holds no picture, Error(invalid_file) for two pictures of
/// one name, and what reading a picture's header throws.
[[nodiscard]] std::vector<BenchCombination> read_ms_bench(const std::filesystem::path& folder);

/// The word for a picture by its file's name: the last part, without a number ("duck_toy" → "toy", "cat2" → "cat");
/// plush animals and teddy bears are stuffed animals.
[[nodiscard]] std::string bench_word(const std::string& stem);

/// Per kind, in order.
[[nodiscard]] std::vector<BenchCount> counts_of(const std::vector<BenchCombination>& combinations);

/// One picture to be drawn; valid as long as its combination.
struct BenchSample {
  const BenchCombination* combination = nullptr;
  std::size_t prompt = 0;
  std::size_t number = 0;  ///< among all samples, from 0: the same whichever part of them is taken

  [[nodiscard]] const std::string& text() const { return combination->prompts[prompt]; }
  /// "living_object/cat1+clock/3.png", prompts counted from 1.
  [[nodiscard]] std::string picture() const;
};

/// The first, and then each `every`-th, of the samples in order.
[[nodiscard]] std::vector<BenchSample> samples_of(const std::vector<BenchCombination>& combinations,
                                                  std::size_t every = 1);

}  // namespace koma::dataset
