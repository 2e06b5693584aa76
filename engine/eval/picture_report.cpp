// SPDX-License-Identifier: Apache-2.0
#include "engine/eval/picture_report.h"

#include <nlohmann/json.hpp>

#include "engine/base/atomic_file.h"
#include "engine/base/output_folder.h"
#include "engine/base/picture_file.h"
#include "engine/eval/bootstrap.h"
#include "engine/eval/definitions.h"
#include "engine/eval/report_words.h"

namespace koma::eval {

namespace {

nlohmann::json json_of(const PictureScore& score) {
  if (!score.value) return {{"not_measured", score.missing}};
  nlohmann::json out = {{"value", *score.value}, {"n", score.n}};
  if (score.interval) {
    out["low"] = score.interval->low;
    out["high"] = score.interval->high;
  }
  return out;
}

/// "23.41 (22.90–23.95, n = 200)", or what to give.
std::string told(const PictureScore& score) {
  if (!score.value) return "not measured: " + score.missing;
  const std::string n = "n = " + std::to_string(score.n) + ")";
  return rounded(*score.value, 3) + " (" + (score.interval ? range(*score.interval) + ", " : "") + n;
}

}  // namespace

std::string report_json(const api::PictureEvaluationRequest& request, const PictureFindings& findings) {
  nlohmann::json scores = nlohmann::json::object();
  for (const PictureScore& score : findings.scores) scores[score.name] = json_of(score);
  const nlohmann::json report = {
      {"schema", "komawari.picture_evaluation/1"},
      {"pictures", request.pictures.string()},
      {"against", request.against.string()},
      {"annotations", request.annotations.string()},
      {"encoders",
       {{"inception", request.inception.string()}, {"clip", request.clip.string()}, {"dino", request.dino.string()}}},
      {"panels", findings.panels},
      {"originals", findings.originals},
      {"seed", request.seed},
      {"resamples", resamples},
      {"scores", scores},
      {"dialogs",
       {{"found", findings.dialogs.found}, {"missed", findings.dialogs.missed}, {"stray", findings.dialogs.stray}}},
      {"definitions", definitions_json(public_definitions)}};
  return report.dump(1) + "\n";
}

std::string report_text(const api::PictureEvaluationRequest& request, const PictureFindings& findings) {
  std::string out = "| score | value (95 %) |\n|---|--:|\n";
  for (const PictureScore& score : findings.scores) out += "| " + score.name + " | " + told(score) + " |\n";
  out += "\n" + std::to_string(findings.panels) + " pictures of " + request.pictures.filename().string();
  if (!request.against.empty()) out += " against " + request.against.filename().string();
  return out + ".\n" + definitions_text(public_definitions);
}

void evaluate_pictures(const api::PictureEvaluationRequest& request,
                       const std::function<void(const std::string&)>& report, std::stop_token stop) {
  make_output_folder(request.out);
  const PictureFindings findings = measure_pictures(request, report, stop);
  write_atomically(request.out / "report.json", report_json(request, findings));
  write_atomically(request.out / "report.md", report_text(request, findings));
  if (!findings.sheet.empty()) write_png(request.out / "sheet.png", contact_sheet(findings.sheet));
}

}  // namespace koma::eval
