// SPDX-License-Identifier: Apache-2.0
#include "engine/eval/eval_report.h"

#include <algorithm>
#include <iomanip>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string_view>

#include "engine/base/atomic_file.h"
#include "engine/base/error.h"
#include "engine/base/output_folder.h"
#include "engine/base/picture_file.h"
#include "engine/eval/head_crop.h"
#include "engine/synthesis/vocabulary.h"

namespace koma::eval {

namespace {

constexpr int cell = 264, reference_side = 96, gap = 8, per_row = 8;

/// What is told by the size that people are drawn at.
constexpr std::array<const char*, 3> shot_scores = {"expression", "hair style", "identity"};

std::string rounded(double value, int digits = 2) {
  std::ostringstream out;
  out << std::fixed << std::setprecision(digits) << value;
  return out.str();
}

/// A ratio of areas is no count and has no such interval.
bool is_counted(std::string_view name) {
  return name != "box IoU";
}

nlohmann::json json_of(const Scores& scores) {
  nlohmann::json out = nlohmann::json::object();
  for (const auto& [name, score] : scores) {
    out[name]["value"] = score.value();
    if (!is_counted(name)) continue;
    const auto [low, high] = score.interval();
    out[name]["low"] = low;
    out[name]["high"] = high;
    out[name]["total"] = std::int64_t(score.total);
  }
  return out;
}

nlohmann::json json_of(const Judgement& judgement) {
  nlohmann::json out = {{"all", json_of(judgement.all)}};
  for (std::size_t i = 0; i < judgement.by_shot.size(); ++i) {
    out[synthesis::shots[i]] = json_of(judgement.by_shot[i]);
  }
  return out;
}

/// "0.97 (0.94–0.99, n = 240)"; without counting only the value; "–" where nothing was to be seen.
std::string told(const Scores& scores, const std::string& name, bool with_count) {
  const auto found = scores.find(name);
  if (found == scores.end() || found->second.total <= 0) return "–";
  std::string text = rounded(found->second.value());
  if (!with_count || !is_counted(name)) return text;
  const auto [low, high] = found->second.interval();
  return text + " (" + rounded(low) + "–" + rounded(high) +
         ", n = " + std::to_string(std::int64_t(found->second.total)) + ")";
}

std::string score_table(const Findings& findings) {
  std::string out = "| score | model (95 %) | ceiling | chance |\n|---|--:|--:|--:|\n";
  for (const std::string name : score_names) {
    out += "| " + name + " | " + told(findings.model.all, name, true) + " | " +
           told(findings.ceiling.all, name, false) + " | " + told(findings.chance.all, name, false) + " |\n";
  }
  return out;
}

std::string shot_table(const Findings& findings) {
  std::string head = "| shot |", rule = "|---|", rows;
  for (const char* name : shot_scores) {
    head += std::string(" ") + name + " (95 %) | ceiling |";
    rule += "--:|--:|";
  }
  for (std::size_t shot = 0; shot < synthesis::shots.size(); ++shot) {
    rows += std::string("| ") + synthesis::shots[shot] + " |";
    for (const char* name : shot_scores) {
      rows += " " + told(findings.model.by_shot[shot], name, true) + " | " +
              told(findings.ceiling.by_shot[shot], name, false) + " |";
    }
    rows += "\n";
  }
  return head + "\n" + rule + "\n" + rows;
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
           rounded(100 * moved.white_with, 0) + " % are white; at the same place after the box " + "was moved away " +
           rounded(moved.without_box, 1) + " and " + rounded(100 * moved.white_without, 0) + " % (mean of " +
           std::to_string(moved.seeds) + " seeds).\n";
  }
  return out;
}

/// A white sheet of grey pixels that pictures are put on.
struct Sheet {
  int width, height;
  std::vector<std::uint8_t> pixels = std::vector<std::uint8_t>(std::size_t(width) * std::size_t(height), 255);

  void put(const Image& picture, int left, int top) {
    for (int y = 0; y < picture.height(); ++y) {
      std::copy_n(picture.row(y), picture.width(), pixels.begin() + std::ptrdiff_t(top + y) * width + left);
    }
  }
};

Image fitted(const Image& picture) {
  const double scale = double(cell) / std::max(picture.width(), picture.height());
  return shrink(picture, std::max(1, int(picture.width() * scale)), std::max(1, int(picture.height() * scale)));
}

}  // namespace

Image contact_sheet(const std::vector<SheetEntry>& entries) {
  if (entries.empty()) throw Error(ErrorCode::invalid_argument, "a contact sheet needs at least one entry");
  const int columns = std::min(per_row, int(entries.size()));
  const int rows = (int(entries.size()) + per_row - 1) / per_row;
  const int column = cell + gap, row = reference_side + 2 * cell + 4 * gap;
  Sheet sheet{columns * column + gap, rows * row + gap};
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const int left = gap + int(i) % per_row * column, top = gap + int(i) / per_row * row;
    for (std::size_t k = 0; k < std::min<std::size_t>(2, entries[i].references.size()); ++k) {
      sheet.put(shrink(entries[i].references[k], reference_side, reference_side),
                left + int(k) * (reference_side + gap), top);
    }
    sheet.put(fitted(entries[i].picture), left, top + reference_side + gap);
    sheet.put(fitted(entries[i].drawing), left, top + reference_side + cell + 2 * gap);
  }
  return Image(sheet.width, sheet.height, 1, std::move(sheet.pixels));
}

std::string report_json(const api::EvaluationRequest& request, const Findings& findings) {
  const auto& [seeds, inside, outside] = findings.swap;
  const auto& moved = findings.moved;
  const nlohmann::json report = {{"schema", "komawari.evaluation/1"},
                                 {"model", request.model},
                                 {"panels", request.panels / 7 * 7},
                                 {"seed", request.seed},
                                 {"judge_steps", request.judge_steps},
                                 {"character_masks", request.character_masks},
                                 {"dialog_mask", request.dialog_mask},
                                 {"scores", json_of(findings.model)},
                                 {"ceiling", json_of(findings.ceiling)},
                                 {"chance", json_of(findings.chance)},
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
  return score_table(findings) + "\n" + std::to_string(request.panels / 7 * 7) +
         " panels of people outside the training set, seed " + std::to_string(request.seed) + ", character masks " +
         (request.character_masks ? "on" : "off") + ", dialog mask " + (request.dialog_mask ? "on" : "off") +
         ". The ceiling is what the judges find in true drawings, chance what they find in pictures of other " +
         "conditions.\n\n" + shot_table(findings) + probe_text(findings);
}

void write_report(const api::EvaluationRequest& request, const Findings& findings) {
  make_output_folder(request.out);
  write_atomically(request.out / "report.json", report_json(request, findings));
  write_atomically(request.out / "report.md", report_text(request, findings));
  if (!findings.sheet.empty()) write_png(request.out / "sheet.png", contact_sheet(findings.sheet));
}

}  // namespace koma::eval
