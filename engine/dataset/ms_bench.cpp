// SPDX-License-Identifier: Apache-2.0
#include "engine/dataset/ms_bench.h"

#include <algorithm>
#include <array>
#include <map>
#include <span>

#include "engine/base/error.h"
#include "engine/base/picture_file.h"
#include "engine/dataset/captioned_pictures.h"

namespace koma::dataset {

namespace fs = std::filesystem;

namespace {

/// Where things stand in pictures of one kind, and what is said of them; %1 to %3 are the subjects' words.
struct Kind {
  std::vector<const char*> categories;
  const char* clause;
  bool placed;  ///< the clause is followed by each of the places
  std::vector<UnitBox> boxes;
};

constexpr std::array places{"in a room",    "in the snow",  "in the jungle",
                            "on the beach", "on the grass", "on a cobblestone street"};

const std::array<Kind, 13>& kinds() {
  constexpr UnitBox left{0, .25f, .5f, .75f}, right{.5f, .25f, 1, .75f}, middle{.25f, .25f, .75f, .75f};
  constexpr UnitBox head{.25f, 0, .75f, .25f}, body{.25f, .25f, .75f, .6f}, legs{.25f, .6f, .75f, 1};
  constexpr UnitBox first{0, .25f, .35f, .75f}, second{.35f, .25f, .65f, .75f}, third{.65f, .25f, 1, .75f};
  constexpr UnitBox everywhere{0, 0, 1, 1}, dressed{.25f, .25f, .75f, 1};
  constexpr const char *pair = "a %1 and a %2", *three = "a %1, a %2, and a %3", *worn = "a %1 wearing a %2";
  constexpr const char *before = "a %1 with a %2 in the background", *both = "a woman wearing a %1 and %2";
  constexpr const char* together = "a %1 and %2 with a %3 in the background";
  constexpr const char* outfit = "a woman wearing a %1, a %2, and a %3";
  static const std::array<Kind, 13> all{{
      {{"living", "living"}, pair, true, {left, right}},
      {{"living", "object"}, pair, true, {left, right}},
      {{"object", "object"}, pair, true, {left, right}},
      {{"living", "upwearing"}, worn, true, {middle, head}},
      {{"living", "midwearing"}, worn, true, {middle, middle}},
      {{"living", "wholewearing"}, worn, true, {middle, dressed}},
      {{"midwearing", "downwearing"}, both, true, {body, legs}},
      {{"living", "scene"}, before, false, {middle, everywhere}},
      {{"object", "scene"}, before, false, {middle, everywhere}},
      {{"living", "living", "living"}, three, true, {first, second, third}},
      {{"object", "object", "object"}, three, true, {first, second, third}},
      {{"living", "object", "scene"}, together, false, {left, right, everywhere}},
      {{"upwearing", "midwearing", "downwearing"}, outfit, true, {head, body, legs}},
  }};
  return all;
}

std::vector<BenchSubject> subjects_of(const fs::path& folder) {
  std::vector<fs::path> files;
  std::error_code failure;
  for (const auto& item : fs::directory_iterator(folder, failure)) {
    const bool hidden = item.path().filename().string().starts_with('.');
    if (!hidden && is_picture_file(item.path())) files.push_back(item.path());
  }
  if (failure) {
    throw Error(ErrorCode::not_found,
                "there is no such folder; give the one that holds MS-Bench's living, object, scene …", folder.string());
  }
  if (files.empty()) {
    throw Error(ErrorCode::not_found, "the folder holds no PNG or JPEG pictures; get the benchmark again",
                folder.string());
  }
  std::ranges::sort(files);
  std::vector<BenchSubject> subjects;
  for (const fs::path& file : files) {
    static_cast<void>(read_picture_size(file));  // says now what would otherwise end hours of drawing
    const std::string stem = file.stem().string();
    if (!subjects.empty() && subjects.back().stem == stem) {
      throw Error(ErrorCode::invalid_file, "two pictures have this name without its ending; rename one", file.string());
    }
    subjects.push_back({folder.filename().string(), stem, bench_word(stem), file});
  }
  return subjects;
}

std::string filled(std::string text, std::span<const BenchSubject> subjects) {
  for (std::size_t i = 0; i < subjects.size(); ++i) {
    const std::string mark = "%" + std::to_string(i + 1);
    text.replace(text.find(mark), mark.size(), subjects[i].word);
  }
  return text;
}

std::string name_of(const Kind& kind) {
  std::string name;
  for (const char* category : kind.categories) name += (name.empty() ? "" : "_") + std::string(category);
  return name;
}

using Categories = std::map<std::string, std::vector<BenchSubject>>;

/// All choices of one kind, the first subject slowest. Of one category each is chosen after the one before it.
class Choices {
 public:
  Choices(const Kind& kind, const Categories& categories, std::vector<BenchCombination>& out)
      : kind_(kind), categories_(categories), out_(out) {}

  void choose(std::size_t begin = 0) {
    const std::size_t at = chosen_.size();
    if (at == kind_.categories.size()) return take();
    const std::vector<BenchSubject>& subjects = categories_.at(kind_.categories[at]);
    const bool again = at > 0 && std::string(kind_.categories[at]) == kind_.categories[at - 1];
    for (std::size_t i = again ? begin : 0; i < subjects.size(); ++i) {
      chosen_.push_back(subjects[i]);
      choose(i + 1);
      chosen_.pop_back();
    }
  }

 private:
  void take() {
    BenchCombination combination{name_of(kind_), chosen_, kind_.boxes, {}};
    const std::string clause = filled(kind_.clause, chosen_);
    if (!kind_.placed) combination.prompts = {clause};
    for (std::size_t i = 0; kind_.placed && i < places.size(); ++i) {
      combination.prompts.push_back(clause + " " + places[i]);
    }
    out_.push_back(std::move(combination));
  }

  const Kind& kind_;
  const Categories& categories_;
  std::vector<BenchCombination>& out_;
  std::vector<BenchSubject> chosen_;
};

}  // namespace

std::string BenchCombination::name() const {
  std::string name = kind + "/";
  for (std::size_t i = 0; i < subjects.size(); ++i) name += (i == 0 ? "" : "+") + subjects[i].stem;
  return name;
}

std::string bench_word(const std::string& stem) {
  std::string word = stem.substr(stem.rfind('_') + 1);
  while (word.size() > 1 && word.back() >= '0' && word.back() <= '9') word.pop_back();
  return word == "plushie" || word == "teddybear" ? "stuffed animal" : word;
}

std::vector<BenchCombination> read_ms_bench(const fs::path& folder) {
  Categories categories;
  for (const char* category : {"living", "object", "upwearing", "midwearing", "wholewearing", "downwearing", "scene"}) {
    categories[category] = subjects_of(folder / category);
  }
  std::vector<BenchCombination> combinations;
  for (const Kind& kind : kinds()) Choices(kind, categories, combinations).choose();
  return combinations;
}

std::vector<BenchCount> counts_of(const std::vector<BenchCombination>& combinations) {
  std::vector<BenchCount> counts;
  for (const BenchCombination& combination : combinations) {
    if (counts.empty() || counts.back().kind != combination.kind) counts.push_back({combination.kind, 0, 0});
    ++counts.back().combinations;
    counts.back().samples += combination.prompts.size();
  }
  return counts;
}

std::string BenchSample::picture() const {
  return combination->name() + "/" + std::to_string(prompt + 1) + ".png";
}

std::vector<BenchSample> samples_of(const std::vector<BenchCombination>& combinations, std::size_t every) {
  std::vector<BenchSample> samples;
  std::size_t number = 0;
  for (const BenchCombination& combination : combinations) {
    for (std::size_t prompt = 0; prompt < combination.prompts.size(); ++prompt, ++number) {
      if (number % every == 0) samples.push_back({&combination, prompt, number});
    }
  }
  return samples;
}

}  // namespace koma::dataset
