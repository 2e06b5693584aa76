// SPDX-License-Identifier: Apache-2.0
#include "engine/eval/eval_report.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>

#include "engine/base/atomic_file.h"
#include "engine/base/output_folder.h"
#include "engine/base/picture_file.h"
#include "engine/eval/addition.h"
#include "engine/eval/definitions.h"
#include "engine/eval/report_words.h"
#include "engine/synthesis/vocabulary.h"

namespace koma::eval {

namespace {

/// What is told by the size that people are drawn at, and by the side they are seen from.
constexpr std::array<const char*, 3> part_scores = {"expression", "hair style", "identity"};

/// Ratios of areas and F1 are no shares of independent answers; panels are resampled for them.
Score::Interval interval_of(const Judgement& judgement, const std::string& name, const Score& score,
                            std::uint64_t seed) {
  for (std::size_t i = 1; i < compared_scores.size(); ++i) {
    if (name == compared_scores[i]) return bootstrap_interval(judgement.by_panel[i], seed);
  }
  return score.interval();
}

bool is_counted(const std::string& name) {
  return name != "box IoU" && name != "balloon F1";
}

nlohmann::json json_of(const Judgement& judgement, const Scores& scores, std::uint64_t seed) {
  nlohmann::json out = nlohmann::json::object();
  for (const auto& [name, score] : scores) {
    const auto [low, high] = interval_of(judgement, name, score, seed);
    out[name] = {{"value", score.value()}, {"low", low}, {"high", high}};
    if (is_counted(name)) out[name]["total"] = std::int64_t(score.total);
  }
  return out;
}

nlohmann::json json_of(const Judgement& judgement, std::uint64_t seed) {
  nlohmann::json out = {{"all", json_of(judgement, judgement.all, seed)},
                        {"balloons",
                         {{"found", judgement.balloons.found},
                          {"missed", judgement.balloons.missed},
                          {"stray", judgement.balloons.stray},
                          {"not_to_be_seen", judgement.unseen_dialogs}}}};
  for (std::size_t i = 0; i < judgement.by_shot.size(); ++i) {
    out[synthesis::shots[i]] = json_of(judgement, judgement.by_shot[i], seed);
    out[synthesis::views[i]] = json_of(judgement, judgement.by_view[i], seed);
  }
  return out;
}

nlohmann::json json_of(const std::vector<Comparison>& comparisons, std::uint64_t seed) {
  nlohmann::json out = nlohmann::json::object();
  for (const Comparison& comparison : comparisons) {
    auto& one = out[comparison.ablation.name];
    one = {{"meaning", comparison.ablation.meaning}, {"scores", json_of(comparison.less, seed)}};
    for (std::size_t i = 0; i < compared_scores.size(); ++i) {
      const auto& [value, interval] = comparison.differences[i];
      one["differences"][compared_scores[i]] = {{"value", value}, {"low", interval.low}, {"high", interval.high}};
    }
  }
  return out;
}

/// "0.97 (0.94–0.99, n = 240)"; without the interval only the value; "–" where nothing was to be seen.
std::string told(const Judgement& judgement, const Scores& scores, const std::string& name,
                 std::optional<std::uint64_t> interval_seed) {
  const auto found = scores.find(name);
  if (found == scores.end() || found->second.total <= 0) return "–";
  const std::string text = rounded(found->second.value());
  if (!interval_seed) return text;
  const std::string n = is_counted(name) ? ", n = " + std::to_string(std::int64_t(found->second.total)) : "";
  return text + " (" + range(interval_of(judgement, name, found->second, *interval_seed)) + n + ")";
}

std::string score_table(const Findings& findings, std::uint64_t seed) {
  std::string out = "| score | model (95 %) | ceiling | chance |\n|---|--:|--:|--:|\n";
  for (const std::string name : score_names) {
    out += "| " + name + " | " + told(findings.model, findings.model.all, name, seed) + " | " +
           told(findings.ceiling, findings.ceiling.all, name, {}) + " | " +
           told(findings.chance, findings.chance.all, name, {}) + " |\n";
  }
  return out;
}

template <class Names>
std::string part_table(const Findings& findings, const char* what, const Names& names,
                       std::array<Scores, 3> Judgement::*parts, std::uint64_t seed) {
  std::string head = std::string("| ") + what + " |", rule = "|---|", rows;
  for (const char* name : part_scores) {
    head += std::string(" ") + name + " (95 %) | ceiling |";
    rule += "--:|--:|";
  }
  for (std::size_t part = 0; part < names.size(); ++part) {
    rows += std::string("| ") + names[part] + " |";
    for (const char* name : part_scores) {
      rows += " " + told(findings.model, (findings.model.*parts)[part], name, seed) + " | " +
              told(findings.ceiling, (findings.ceiling.*parts)[part], name, {}) + " |";
    }
    rows += "\n";
  }
  return head + "\n" + rule + "\n" + rows;
}

std::string comparison_table(const Findings& findings, std::uint64_t seed) {
  if (findings.comparisons.empty()) return {};
  std::string out = "\n| compared with | score | model | less told | difference (95 %) |\n|---|---|--:|--:|--:|\n";
  for (const Comparison& comparison : findings.comparisons) {
    for (std::size_t i = 0; i < compared_scores.size(); ++i) {
      const char* name = compared_scores[i];
      const auto& [value, interval] = comparison.differences[i];
      out += std::string("| ") + comparison.ablation.name + " | " + name + " | " +
             told(findings.model, findings.model.all, name, {}) + " | " +
             told(comparison.less, comparison.less.all, name, seed) + " | " + signed_number(value) + " (" +
             signed_number(interval.low) + " to " + signed_number(interval.high) + ") |\n";
    }
  }
  for (const Comparison& comparison : findings.comparisons) {
    out += std::string("\n*") + comparison.ablation.name + "*: " + comparison.ablation.meaning + ".\n";
  }
  return out;
}

std::string balloon_text(const Findings& findings) {
  const auto& [found, missed, stray] = findings.model.balloons;
  return "\nDialogue boxes: " + std::to_string(found) + " found, " + std::to_string(missed) + " missed, " +
         std::to_string(stray) + " stray; " + std::to_string(findings.model.unseen_dialogs) +
         " on white ground are not counted.\n";
}

std::string told_besides(const std::vector<std::string>& with) {
  std::string text;
  for (const std::string& name : with) text += "; with " + name + ": " + addition_named(name).meaning;
  return text;
}

std::string probe_text(const Findings& findings) {
  const auto& [seeds, inside, outside] = findings.swap;
  const auto& moved = findings.moved;
  std::string out;
  if (seeds > 0) {
    out += "\nAnother reference for a character, same seed: the picture changes by " + rounded(inside, 1) +
           " grey levels inside its box and by " + rounded(outside, 1) + " outside (mean of " + std::to_string(seeds) +
           " seeds).\n";
  }
  if (moved.seeds > 0) {
    out += "\nInside a dialogue box neighbouring pixels differ by " + rounded(moved.with_box, 1) + " grey levels and " +
           rounded(100 * moved.white_with, 0) + " % are white; at the same place after the box was moved away " +
           rounded(moved.without_box, 1) + " and " + rounded(100 * moved.white_without, 0) + " % (mean of " +
           std::to_string(moved.seeds) + " seeds).\n";
  }
  return out;
}

}  // namespace

std::string report_json(const api::EvaluationRequest& request, const Findings& findings) {
  const auto& [seeds, inside, outside] = findings.swap;
  const auto& moved = findings.moved;
  const nlohmann::json report = {{"schema", "komawari.evaluation/2"},
                                 {"model", request.model},
                                 {"panels", request.panels},
                                 {"seed", request.seed},
                                 {"judge_steps", request.judge_steps},
                                 {"resamples", resamples},
                                 {"character_masks", request.character_masks},
                                 {"dialog_mask", request.dialog_mask},
                                 {"with", request.with},
                                 {"definitions", definitions_json(judged_definitions)},
                                 {"scores", json_of(findings.model, request.seed)},
                                 {"ceiling", json_of(findings.ceiling, request.seed)},
                                 {"chance", json_of(findings.chance, request.seed)},
                                 {"comparisons", json_of(findings.comparisons, request.seed)},
                                 {"reference_swap", {{"seeds", seeds}, {"inside", inside}, {"outside", outside}}},
                                 {"moved_dialog",
                                  {{"seeds", moved.seeds},
                                   {"roughness_with", moved.with_box},
                                   {"roughness_without", moved.without_box},
                                   {"white_with", moved.white_with},
                                   {"white_without", moved.white_without}}}};
  return report.dump(1) + "\n";
}

std::string report_text(const api::EvaluationRequest& request, const Findings& findings) {
  return score_table(findings, request.seed) + "\n" + std::to_string(request.panels) +
         " panels of people outside the training set, seed " + std::to_string(request.seed) + ", character masks " +
         (request.character_masks ? "on" : "off") + ", dialog mask " + (request.dialog_mask ? "on" : "off") +
         told_besides(request.with) +
         ". The ceiling is what the judges find in true drawings, chance what they find in pictures of other " +
         "conditions.\n" + balloon_text(findings) + comparison_table(findings, request.seed) + "\n" +
         part_table(findings, "shot", synthesis::shots, &Judgement::by_shot, request.seed) + "\n" +
         part_table(findings, "view", synthesis::views, &Judgement::by_view, request.seed) + probe_text(findings) +
         definitions_text(judged_definitions);
}

void write_report(const api::EvaluationRequest& request, const Findings& findings) {
  make_output_folder(request.out);
  write_atomically(request.out / "report.json", report_json(request, findings));
  write_atomically(request.out / "report.md", report_text(request, findings));
  if (!findings.sheet.empty()) write_png(request.out / "sheet.png", contact_sheet(findings.sheet));
}

}  // namespace koma::eval
