// SPDX-License-Identifier: Apache-2.0
#include "engine/eval/bench_scores.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <functional>
#include <numeric>

#include "engine/base/picture_file.h"
#include "engine/eval/panel_pair.h"

namespace koma::eval {

namespace {

double cosine(const at::Tensor& a, const at::Tensor& b) {
  return (a.dot(b) / (a.norm() * b.norm())).item<double>();
}

template <class Make>
const at::Tensor& once(std::map<std::string, at::Tensor>& known, const std::string& key, Make make) {
  auto found = known.find(key);
  if (found == known.end()) found = known.emplace(key, make()).first;
  return found->second;
}

}  // namespace

double mean_likeness(const std::vector<double>& cosines) {
  return std::accumulate(cosines.begin(), cosines.end(), 0.0) / double(cosines.size());
}

double joint_likeness(const std::vector<double>& cosines) {
  return std::transform_reduce(cosines.begin(), cosines.end(), 1.0, std::multiplies{},
                               [](double one) { return std::max(one, 0.0); });
}

BenchEyes::BenchEyes(const std::filesystem::path& clip, const std::filesystem::path& dino) {
  if (!clip.empty()) clip_.emplace(clip);
  if (!dino.empty()) dino_.emplace(dino);
}

BenchEyes::~BenchEyes() = default;

SampleScores BenchEyes::look_at(const Image& picture, const dataset::BenchSample& sample) {
  SampleScores scores;
  const dataset::BenchCombination& combination = *sample.combination;
  const auto original = [](const dataset::BenchSubject& subject) { return read_picture(subject.picture); };
  if (clip_) {
    const at::Tensor seen = clip_->embedding(picture);
    scores.clip_text = cosine(seen, once(texts_, sample.text(), [&] { return clip_->embedding(sample.text()); }));
    for (const dataset::BenchSubject& subject : combination.subjects) {
      const auto encode = [&] { return clip_->embedding(original(subject)); };
      scores.clip.push_back(cosine(seen, once(clip_subjects_, subject.picture.string(), encode)));
    }
  }
  if (dino_) {
    const at::Tensor seen = dino_->middle_embedding(picture);
    for (std::size_t i = 0; i < combination.subjects.size(); ++i) {
      const dataset::BenchSubject& subject = combination.subjects[i];
      const auto encode = [&] { return dino_->middle_embedding(original(subject)); };
      const at::Tensor& wanted = once(dino_subjects_, subject.picture.string(), encode);
      scores.dino.push_back(cosine(seen, wanted));
      scores.dino_boxes.push_back(cosine(dino_->middle_embedding(cut_out(picture, combination.boxes[i])), wanted));
    }
  }
  return scores;
}

}  // namespace koma::eval
