// SPDX-License-Identifier: Apache-2.0
#include "engine/eval/picture_scores.h"

#include <ATen/ATen.h>
#include <c10/core/InferenceMode.h>

#include <algorithm>

#include "engine/base/error.h"
#include "engine/base/picture_file.h"
#include "engine/eval/balloon_detector.h"
#include "engine/eval/bootstrap.h"
#include "engine/eval/encoders.h"
#include "engine/eval/frechet.h"
#include "engine/pipelines/denoise_loop.h"

namespace koma::eval {

namespace {

using Report = std::function<void(const std::string&)>;

std::size_t count_where(const std::vector<PanelPair>& panels, bool (*has)(const PanelPair&)) {
  return std::size_t(std::ranges::count_if(panels, has));
}

PictureScore missing(const char* name, const std::string& what) {
  return {name, {}, {}, 0, what};
}

/// Means over panels, or over what panels hold; drawn anew by panels.
PictureScore mean_of(const char* name, const std::vector<Score>& panels, std::uint64_t seed) {
  Score all;
  for (const Score& panel : panels) all += panel;
  return {name, all.value(), bootstrap_interval(panels, seed), int(all.total), {}};
}

std::string progress(const std::string& what, std::size_t done, std::size_t all) {
  std::string line = what;
  line += ": " + std::to_string(done) + " of " + std::to_string(all);
  return line;
}

/// Goes through pictures, stops between them and tells how far it is.
template <class Items, class Each>
void through(const Items& items, const char* what, const Report& report, const std::stop_token& stop, Each each) {
  for (std::size_t i = 0; i < items.size(); ++i) {
    pipelines::check(stop);
    each(items[i]);
    if ((i + 1) % 50 == 0 || i + 1 == items.size()) report(progress(what, i + 1, items.size()));
  }
}

PictureScore frechet_score(const api::PictureEvaluationRequest& request, const std::vector<PanelPair>& panels,
                           PictureFindings& findings, const Report& report, const std::stop_token& stop) {
  constexpr const char* name = "FID";
  if (request.inception.empty()) return missing(name, "give --inception FILE");
  if (request.against.empty()) return missing(name, "give --against FOLDER");
  // Annotated originals are the panels themselves, cut out of their pages.
  std::vector<PanelPair> originals = panels;
  if (request.annotations.empty()) {
    originals.clear();
    for (const auto& file : pictures_below(request.against)) originals.push_back({.original = file});
  }
  if (std::min(panels.size(), originals.size()) < 2) {
    throw Error(ErrorCode::invalid_argument, "FID needs at least 2 pictures on each side; here is one only",
                (panels.size() < 2 ? request.pictures : request.against).string());
  }
  const FidEncoder encoder(request.inception);
  std::vector<at::Tensor> made, true_ones;
  through(panels, "FID, pictures", report, stop,
          [&](const PanelPair& panel) { made.push_back(encoder.features(read_picture(panel.picture))); });
  through(originals, "FID, originals", report, stop,
          [&](const PanelPair& panel) { true_ones.push_back(encoder.features(original_of(panel))); });
  findings.originals = int(originals.size());
  return {
      name, frechet_distance(moments_of(at::stack(made)), moments_of(at::stack(true_ones))), {}, int(made.size()), {}};
}

PictureScore clip_score(const api::PictureEvaluationRequest& request, const std::vector<PanelPair>& panels,
                        const Report& report, const std::stop_token& stop) {
  constexpr const char* name = "CLIP score";
  if (request.clip.empty()) return missing(name, "give --clip FOLDER");
  if (count_where(panels, [](const PanelPair& panel) { return !panel.caption.empty(); }) == 0) {
    return missing(name, "give --annotations FILE with captions");
  }
  const ClipScorer scorer(request.clip);
  std::vector<Score> scores;
  through(panels, "CLIP", report, stop, [&](const PanelPair& panel) {
    if (panel.caption.empty()) return;
    scores.push_back({scorer.score(read_picture(panel.picture), panel.caption), 1});
  });
  return mean_of(name, scores, request.seed);
}

/// DINO-I and DINO-C.
std::vector<PictureScore> dino_scores(const api::PictureEvaluationRequest& request,
                                      const std::vector<PanelPair>& panels, const Report& report,
                                      const std::stop_token& stop) {
  constexpr const char *whole = "DINO-I", *people = "DINO-C";
  const auto neither = [&](const std::string& what) {
    return std::vector<PictureScore>{missing(whole, what), missing(people, what)};
  };
  if (request.dino.empty()) return neither("give --dino FOLDER");
  if (request.against.empty()) return neither("give --against FOLDER");
  if (count_where(panels, [](const PanelPair& panel) { return !panel.original.empty(); }) == 0) {
    return neither("give --against FOLDER with pictures of the same names");
  }
  const DinoEncoder encoder(request.dino);
  const auto likeness = [&](const Image& a, const Image& b) {
    return encoder.embedding(a).dot(encoder.embedding(b)).item<double>();
  };
  std::vector<Score> wholes, crops;
  through(panels, "DINO", report, stop, [&](const PanelPair& panel) {
    if (panel.original.empty()) return;
    const Image picture = read_picture(panel.picture), original = original_of(panel);
    wholes.push_back({likeness(picture, original), 1});
    Score here;
    for (const UnitBox& box : panel.characters) here += {likeness(cut_out(picture, box), cut_out(original, box)), 1};
    crops.push_back(here);
  });
  const bool anybody = std::ranges::any_of(crops, [](const Score& score) { return score.total > 0; });
  return {mean_of(whole, wholes, request.seed),
          anybody ? mean_of(people, crops, request.seed) : missing(people, "give --annotations FILE with characters")};
}

PictureScore dialog_score(const api::PictureEvaluationRequest& request, const std::vector<PanelPair>& panels,
                          PictureFindings& findings, const Report& report, const std::stop_token& stop) {
  constexpr const char* name = "dialogue F1";
  if (request.annotations.empty()) return missing(name, "give --annotations FILE");
  std::vector<Score> scores;
  through(panels, "dialogue boxes", report, stop, [&](const PanelPair& panel) {
    const InstanceCount count = match_boxes(panel.dialogs, find_balloons(read_picture(panel.picture)));
    findings.dialogs += count;
    scores.push_back(count.f1());
  });
  PictureScore score = mean_of(name, scores, request.seed);
  score.n = findings.dialogs.found + findings.dialogs.missed;
  return score;
}

}  // namespace

PictureFindings measure_pictures(const api::PictureEvaluationRequest& request, const Report& report,
                                 const std::stop_token& stop) {
  const c10::InferenceMode inference;
  const std::vector<PanelPair> panels = panel_pairs(request);
  PictureFindings findings;
  findings.panels = int(panels.size());
  findings.scores.push_back(frechet_score(request, panels, findings, report, stop));
  findings.scores.push_back(clip_score(request, panels, report, stop));
  for (auto& score : dino_scores(request, panels, report, stop)) findings.scores.push_back(std::move(score));
  findings.scores.push_back(dialog_score(request, panels, findings, report, stop));
  for (std::size_t i = 0; i < std::min(panels.size(), std::size_t(request.sheet)); ++i) {
    const Image original = original_of(panels[i]);
    findings.sheet.push_back(
        {{}, {to_grey(read_picture(panels[i].picture))}, original.empty() ? original : to_grey(original)});
  }
  return findings;
}

}  // namespace koma::eval
