// SPDX-License-Identifier: Apache-2.0
#include "engine/checkpoints/agent_folder.h"

#include "engine/base/error.h"
#include "engine/checkpoints/part_folder.h"

namespace koma::checkpoints {

namespace fs = std::filesystem;

namespace {

void expect_file(const fs::path& file, const char* what) {
  std::error_code ignored;
  if (fs::is_regular_file(file, ignored)) return;
  throw Error(ErrorCode::not_found, std::string(what) + " is missing; get the model again", file.string());
}

}  // namespace

void add_agent(CheckpointLayout& layout, const fs::path& folder) {
  const fs::path root = folder / "mllm";
  std::error_code ignored;
  if (!fs::is_directory(root, ignored)) return;
  try {
    PartLayout llm = read_part_folder(root / "llm", "mllm_llm");
    if (llm.config.is_null()) expect_file(root / "llm" / "config.json", "the language agent's config");
    PartLayout resamplers = read_part_folder(root / "agent", "mllm_agent");
    expect_file(root / "tokenizer" / "tokenizer.model", "the language agent's tokenizer");
    expect_file(root / "tokenizer" / "added_tokens.json", "the list of the tokenizer's added tokens");
    layout.parts.emplace(llm.name, std::move(llm));
    layout.parts.emplace(resamplers.name, std::move(resamplers));
    layout.tokenizers["mllm_llm"] = root / "tokenizer";
  } catch (const Error& error) {
    layout.agent_problem = error.what();
  }
}

}  // namespace koma::checkpoints
