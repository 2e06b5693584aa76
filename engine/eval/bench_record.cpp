// SPDX-License-Identifier: Apache-2.0
#include "engine/eval/bench_record.h"

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>

#include "engine/api/model_hash.h"
#include "engine/base/atomic_file.h"
#include "engine/base/sha256.h"

namespace koma::eval {

namespace fs = std::filesystem;
using nlohmann::json;

namespace {

constexpr const char* schema = "komawari.subject_scores/1";

/// The files of an encoder's folder, by content; of large ones the ends count (api::model_hash).
json content_of(const fs::path& folder) {
  json content = json::object();
  std::error_code ignored;  // the encoder's own reader says what is wrong with its folder
  for (const auto& item : fs::directory_iterator(folder, ignored)) {
    if (item.is_regular_file(ignored)) content[item.path().filename().string()] = api::model_hash(item.path());
  }
  return content;
}

std::string hash_of(const json& content) {
  const std::string text = content.dump();
  return sha256({reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
}

json json_of(const SampleScores& scores) {
  json out = json::object();
  if (scores.clip_text) out["clip_text"] = *scores.clip_text;
  out["clip"] = scores.clip;
  out["dino"] = scores.dino;
  out["dino_boxes"] = scores.dino_boxes;
  return out;
}

SampleScores scores_of(const json& from) {
  SampleScores scores;
  if (from.contains("clip_text")) scores.clip_text = from.at("clip_text").get<double>();
  from.at("clip").get_to(scores.clip);
  from.at("dino").get_to(scores.dino);
  from.at("dino_boxes").get_to(scores.dino_boxes);
  return scores;
}

}  // namespace

BenchRecord::BenchRecord(fs::path file, const api::SubjectBenchmarkRequest& request,
                         const std::vector<dataset::BenchCombination>& combinations)
    : file_(std::move(file)) {
  std::set<fs::path> subjects;
  for (const auto& combination : combinations) {
    for (const auto& subject : combination.subjects) subjects.insert(subject.picture);
  }
  json pictures = json::object();
  for (const fs::path& picture : subjects) pictures[picture.filename().string()] = sha256_of_file(picture);
  measured_by_ =
      hash_of({{"clip", content_of(request.clip)}, {"dino", content_of(request.dino)}, {"subjects", pictures}});
  try {
    load();
  } catch (const json::exception&) {  // cut off or written by something else: measured anew
    entries_.clear();
  }
}

void BenchRecord::load() {
  std::ifstream stream(file_);
  if (!stream) return;
  const json stored = json::parse(stream);
  if (stored.at("schema") != schema || stored.at("measured_by") != measured_by_) return;
  for (const auto& [picture, entry] : stored.at("pictures").items()) {
    entries_[picture] = {entry.at("sha256").get<std::string>(), scores_of(entry)};
  }
}

std::optional<SampleScores> BenchRecord::find(const std::string& picture, const std::string& sha256) const {
  const auto found = entries_.find(picture);
  if (found == entries_.end() || found->second.sha256 != sha256) return std::nullopt;
  return found->second.scores;
}

void BenchRecord::add(const std::string& picture, const std::string& sha256, SampleScores scores) {
  entries_[picture] = {sha256, std::move(scores)};
}

void BenchRecord::save() const {
  json pictures = json::object();
  for (const auto& [picture, entry] : entries_) {
    pictures[picture] = json_of(entry.scores);
    pictures[picture]["sha256"] = entry.sha256;
  }
  const json stored = {{"schema", schema}, {"measured_by", measured_by_}, {"pictures", std::move(pictures)}};
  write_atomically(file_, stored.dump(1) + "\n");
}

}  // namespace koma::eval
