// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>

namespace koma::api {

/// What the assistant's stages are told beside the run (specs/llmga.md 2.6). They also use `images`, `llm`,
/// `tokenizer`, `resolution`, `part` and `clip_vocabulary` of DiffSenseiTraining. Empty texts mean the stage's own.
struct AssistantTraining {
  std::filesystem::path data;       ///< conversations in LLaVA's form; of stage assistant_images pictures with captions
  std::filesystem::path vision;     ///< folder of a CLIP vision model
  std::filesystem::path projector;  ///< file of a projector to begin with; empty: the language model's own, or fresh
  std::string form;                 ///< "plain" (stage projector's own), "v1" (assistant's own), "llava_v1", "llama_3"
  std::string fit;     ///< pictures are squeezed into a square ("squash"), or its middle is cut out ("crop", projector)
  bool whole = false;  ///< the whole language model learns, else low-rank changes
  int longest = 2048;  ///< positions that the language model hears, a picture's among them
  double snr_gamma = 0;      ///< of min-SNR weighting; 0: every noise level weighs the same
  double noise_offset = 0;   ///< deviation of what is added to the noise of a whole channel
  double brief = 0.05;       ///< chance that a picture's original caption is heard
  double empty = 0.05;       ///< chance of an empty caption, of inpainting checkpoints
  double everything = 0.25;  ///< chance that all of a picture is the hole, of inpainting checkpoints
};

}  // namespace koma::api
