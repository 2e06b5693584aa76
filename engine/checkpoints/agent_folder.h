// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>

#include "engine/checkpoints/checkpoint_layout.h"

namespace koma::checkpoints {

/// Adds what lies in `folder`/mllm to a DiffSensei checkpoint (specs/diffsensei.md 1.1): the language model as the part
/// "mllm_llm", the agent's resamplers as "mllm_agent", the tokenizer's folder. Nothing where there is no such folder.
/// What is missing or broken there is no reason to refuse the image generator: no part is added then, and
/// `agent_problem` says what is wrong.
void add_agent(CheckpointLayout& layout, const std::filesystem::path& folder);

}  // namespace koma::checkpoints
