// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace koma::api {

/// How the embedded model is measured on people it has never seen. Same request, same numbers, with as many threads.
struct EvaluationRequest {
  std::string model = "mini";     ///< catalog id or checkpoint folder
  std::filesystem::path out;      ///< folder for report.json, report.md and sheet.png
  int panels = 200;               ///< that are judged: at least 14, the judged sizes in turn
  std::vector<std::string> with;  ///< names of engine/eval/addition.h: conditions that the panels get besides
  /// Names of engine/eval/ablation.h: the same panels with a part of what the model is told left out, and by how much
  /// the whole model is better.
  std::vector<std::string> compare;
  int seeds = 20;  ///< of the swap and of the balloon probe; 0 leaves them out
  int sheet = 24;  ///< consecutive, unpicked panels on the contact sheet
  int judge_steps = 1800;
  int steps = 0;  ///< of each picture's schedule; 0: the model's own
  std::uint64_t seed = 1000;
  bool character_masks = true;  ///< false measures what they do: every character is seen all over the panel
  bool dialog_mask = true;      ///< false measures what it does: the model is told of no dialogue box
};

/// One line of progress.
using EvaluationReport = std::function<void(const std::string&)>;

}  // namespace koma::api
