// SPDX-License-Identifier: Apache-2.0
// The input lists the tensors of a file, `name side side …` a line, and behind a line of three dashes its metadata's
// "lora_adapter_metadata". The file is made (its numbers are a hole) and taken for everything that a file can be.
#include <cstdint>
#include <sstream>

#include "engine/base/error.h"
#include "engine/checkpoints/checkpoint_layout.h"
#include "engine/checkpoints/file_kind.h"
#include "engine/checkpoints/lora_index.h"
#include "engine/checkpoints/stored_bytes.h"
#include "tests/fuzz/input_folder.h"
#include "tests/support/tensor_file.h"

namespace {

using namespace koma::checkpoints;

template <class Read>
void try_to(Read read) {
  try {
    read();
  } catch (const koma::Error&) {
  }
}

/// Tensors as safetensors could hold them: in a file of at most a terabyte.
koma::test::Shapes shapes_of(std::string_view text) {
  koma::test::Shapes shapes;
  std::uint64_t left = std::uint64_t{1} << 39;
  std::istringstream lines{std::string(text)};
  for (std::string line; std::getline(lines, line);) {
    std::istringstream words(line);
    std::string name;
    std::vector<std::int64_t> shape;
    words >> name;
    std::uint64_t numbers = 1;
    for (std::int64_t side = 0; shape.size() < 6 && words >> side && side >= 0;) {
      if (__builtin_mul_overflow(numbers, static_cast<std::uint64_t>(side), &numbers) || numbers > left) return shapes;
      shape.push_back(side);
    }
    if (!is_utf8(name) || !shapes.emplace(name, shape).second) continue;
    left -= numbers;
  }
  return shapes;
}

const LoraTargets& targets() {
  static const LoraTargets known{
      {"unet",
       {{"down_blocks.0.attentions.0.transformer_blocks.0.attn1.to_q.weight", {320, 320}},
        {"down_blocks.0.attentions.0.proj_in.weight", {320, 320, 1, 1}},
        {"down_blocks.0.resnets.0.conv1.weight", {320, 320, 3, 3}},
        {"mid_block.attentions.0.transformer_blocks.0.attn2.to_k.weight", {1280, 768}}}},
      {"text_encoder", {{"text_model.encoder.layers.0.self_attn.q_proj.weight", {768, 768}}}}};
  return known;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const koma::fuzz::InputFolder folder;
  const auto pieces = koma::fuzz::pieces_of({reinterpret_cast<const char*>(data), size}, 2);
  const std::filesystem::path file = folder.path() / "file.safetensors";
  koma::test::write_tensors(file, shapes_of(pieces[0]));
  try_to([&] {
    TensorIndex index = read_tensor_index(file);
    (void)kind_of(index);
    if (!pieces[1].empty() && is_utf8(pieces[1])) index.metadata["lora_adapter_metadata"] = std::string(pieces[1]);
    (void)read_lora_index(index, targets());
  });
  try_to([&] {
    const CheckpointLayout layout = read_checkpoint_layout(file);
    (void)lora_targets(layout);
    (void)layout.unet_inputs();
  });
  for (const char* kind : {"controlnet", "vae", "taesd"}) {
    try_to([&] {
      const PartLayout part = read_part_layout(file, kind);
      for (const auto& [name, stored] : part.tensors) (void)part.shape(name);
      (void)part.bytes();
    });
  }
  return 0;
}
