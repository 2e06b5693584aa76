// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>

namespace koma::api {

/// How the embedded model is measured on people it has never seen. Same request, same numbers, with as many threads.
struct EvaluationRequest {
  std::string model = "mini";  ///< catalog id or checkpoint folder
  std::filesystem::path out;   ///< folder for report.json, report.md and sheet.png
  int panels = 210;            ///< that are judged: at least 14, rounded down to a multiple of 7, the judged sizes
  int seeds = 50;              ///< of the swap and of the balloon probe; 0 leaves them out
  int sheet = 24;              ///< consecutive, unpicked panels on the contact sheet
  int judge_steps = 600;
  std::uint64_t seed = 1000;
  bool character_masks = true;  ///< false measures what they do: every character is seen all over the panel
  bool dialog_mask = true;      ///< false measures what it does: the model is told of no dialogue box
};

/// One line of progress.
using EvaluationReport = std::function<void(const std::string&)>;

}  // namespace koma::api
