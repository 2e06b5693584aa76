// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/models/llama.h"

namespace koma::test {

/// Sizes of a LLaMA for tests that need no recorded numbers; two key heads serve six query heads.
inline models::LlamaConfig tiny_llama() {
  models::LlamaConfig config;
  config.vocab_size = 11;
  config.hidden_size = 12;
  config.intermediate_size = 20;
  config.num_hidden_layers = 2;
  config.num_attention_heads = 6;
  config.num_key_value_heads = 2;
  config.head_dim = 4;
  return config;
}

}  // namespace koma::test
