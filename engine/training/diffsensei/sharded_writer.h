// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "engine/tensors/weights.h"

namespace koma::training {

/// Writes every tensor of a source below `stem`.safetensors, or, where they are more than `shard_bytes`, as
/// `stem`-0000k-of-0000n.safetensors with the index that diffusers and transformers read. Holds one shard in memory.
/// Throws Error(no_space | unreadable).
void write_sharded(const std::filesystem::path& folder, const std::string& stem, const tensors::WeightSource& source,
                   std::uint64_t shard_bytes = 5'000'000'000);

}  // namespace koma::training
