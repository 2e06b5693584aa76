// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

namespace koma::api {

/// How visible the seams of repaints and growing panels are, beside what diffusers' stock inpainting makes of the same
/// pictures with the same weights. Drawings of our own generator, half of them with screentone.
struct SeamBenchmarkRequest {
  std::string model = "mini";  ///< catalog id or checkpoint
  std::filesystem::path out;   ///< folder for report.json, report.md and sheet.png
  int cases = 200;             ///< repaints and growths in turn
  int sheet = 24;              ///< first cases on the contact sheet: before, stock, ours
  std::uint64_t seed = 1000;   ///< the n-th case is drawn with seed + n
  int steps = 0;               ///< of each picture; 0: the model's own
  /// Id or path of a DiffRIR x1 that goes over our pictures once more, in a column of its own; empty: none.
  std::string restorer;
};

}  // namespace koma::api
