// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>

namespace koma::api {

/// What the two stages of DiffRIR are told beside the run (specs/llmga.md 3.8). A size of 0 is the run's own, and of a
/// new run the published one.
struct RestorerTraining {
  std::filesystem::path images;  ///< folder of an author's pictures; empty: drawings of our own generator
  /// What the restorer learns to undo: "manga" (the autoencoder of the request's `from`, mush, drift) or "photo"
  /// (Real-ESRGAN's chain); both with tone errors.
  std::string errors = "manga";
  int scale = 0;              ///< 1, 2 or 4; new: 1
  int channels = 0;           ///< at the highest level, even; new: 64
  int blocks = 0;             ///< in the long groups; new: 13
  int residuals = 0;          ///< of the condition network; new: 9
  int side = 256;             ///< of the clean crops, pixels, a multiple of 32
  double rate = 0;            ///< peak learning rate; 0: 2e-4
  double toned = 0.5;         ///< share of our drawings whose greys are dots
  double misfit = 0;          ///< pixels by which what is in the hole is moved at most, in every second crop
  int pool = 0;               ///< pictures that are spoilt once and cut again and again; 0: fresh ones for every step
  double vector_share = 0.1;  ///< of the second stage's budget, in which only the vector is learnt
};

}  // namespace koma::api
