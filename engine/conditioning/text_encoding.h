// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "engine/api/generation_request.h"
#include "engine/checkpoints/checkpoint_layout.h"
#include "engine/conditioning/clip_tokenizer.h"
#include "engine/conditioning/text_embedding_cache.h"
#include "engine/conditioning/textual_inversion.h"
#include "engine/models/clip_text_model.h"
#include "engine/tensors/device.h"

namespace koma::conditioning {

/// The text encoders of a loaded checkpoint. SD 1 and 2 have the first only, SDXL both or (as mini) the second only.
/// Both may be null while the encoders are not in memory: what was encoded before is remembered all the same.
struct TextEncoders {
  const models::ClipTextModel* first = nullptr;
  const models::ClipTextModel* second = nullptr;
  checkpoints::Family family = checkpoints::Family::sdxl;
  bool force_zeros_for_empty_prompt = false;  ///< no negative prompt means zeros, not the encoded ""
  tensors::Placement placement;               ///< where the encoders are, and where embeddings come out
};

/// How prompts are read.
struct TextOptions {
  int clip_skip = 0;  ///< blocks more than the family's usual one
  /// Of the negative prompt too, as A1111 and ComfyUI do; diffusers leaves it alone.
  bool skips_negative = true;
  bool weighting = false;  ///< A1111's notation (prompt_syntax.h); else the text is taken as it is written
  /// `cut`: after one window, as the reference implementations do.
  api::LongPrompts long_prompts = api::LongPrompts::windows;
  /// Textual inversions at hand: the name in a prompt, and the file. Only those that a prompt names are read.
  std::vector<NamedEmbedding> embeddings;
  /// Whatever changes the encoders' weights (which LoRAs with which weights): embeddings are remembered for it alone.
  std::string adapters;
};

/// The tokenizers that go with the encoders; null as they are.
struct TextTokenizers {
  const ClipTokenizer* first = nullptr;
  const ClipTokenizer* second = nullptr;
};

/// Encodes one prompt by the family's rule (specs/engine.md 4.4):
///   SD 1, SD 2          last hidden state, normed; SD 2 with all 24 of OpenCLIP's blocks: penultimate, normed
///   SDXL, DiffSensei    penultimate states of both encoders side by side, not normed; pooled of the second
/// clip_skip counts blocks before that. Long prompts: windows (prompt_windows.h), encoded one by one and put one after
/// another, at most 32; pooled of the first. Where the encoders' tokenizers part a prompt into different numbers of
/// windows, the shorter side gets empty ones. Weights multiply a window's states, which then get their mean back
/// ("original"); pooled has no weights. LLMGA's way: windows evenly cut, four at most; of two encoders they are joined
/// to one text without the marks between them, and pooled is that of the last (specs/llmga.md 2.1, 2.2). `notes` say
/// what was cut or not understood. Throws Error(invalid_argument) for a clip skip or weight out of range and for a text
/// beyond 1 MiB, Error(not_found | unreadable | invalid_file) for a textual inversion.
[[nodiscard]] TextEmbedding encode_text(const TextEncoders& encoders, const TextTokenizers& tokenizers,
                                        const std::string& prompt, const TextOptions& options,
                                        std::vector<std::string>& notes);

/// A text's tokens [1, L, C] filled up with those of the empty text, one window, to the `length` of another text by the
/// same rule.
[[nodiscard]] at::Tensor filled_up(const at::Tensor& tokens, const at::Tensor& empty, std::int64_t length,
                                   api::LongPrompts rule);

}  // namespace koma::conditioning
