// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <map>
#include <string>

#include "engine/checkpoints/checkpoint_layout.h"
#include "tests/support/diffsensei_fixture.h"

namespace koma::test {

/// The language agent of the small DiffSensei and what was recorded of it.
inline const std::filesystem::path agent_folder = fixture_folder / "mllm/checkpoint";

inline std::map<std::string, at::Tensor> agent_values() {
  return tensors::read_safetensors(fixture_folder / "mllm/io.safetensors");
}

inline nlohmann::json agent_facts() {
  return read_json(fixture_folder / "mllm/io.json");
}

inline tensors::Weights llama_weights() {
  return tensors::Weights(tensors::open_weights(agent_folder / "llm"), "mllm_llm");
}

/// A checkpoint in `folder` whose image generator is linked and whose agent is a copy that a test may spoil.
inline std::filesystem::path checkpoint_with_agent(const std::filesystem::path& folder) {
  namespace fs = std::filesystem;
  fs::create_directories(folder);
  fs::create_directory_symlink(fixture_folder / "checkpoint/image_generator", folder / "image_generator");
  fs::copy(agent_folder, folder / "mllm", fs::copy_options::recursive);
  return folder;
}

}  // namespace koma::test
