// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <map>
#include <string>

namespace koma::training {

/// A fresh agent that hands the characters' tokens through: a small one learns for hours before it can copy 64 vectors
/// from its prompt into its answer, and what it says until then spoils every picture. So its weights are set to do just
/// that, and training begins with the answer that the agent may only improve, as layers that are added to a network
/// begin with zero. One direction of the language model's states is constant; its first layer turns it, by RoPE, into
/// attention from every place of the answer to the same place of the prompt, whose vector it copies; later layers add
/// nothing yet. The resamplers' attention is made to follow their positions.
struct Passage {
  std::int64_t width = 128;        ///< of a character token
  std::int64_t distance = 67;      ///< ids between a token's places in prompt and answer
  double mean = 0, deviation = 1;  ///< of a character token's numbers
  std::int64_t grid_size = 8;

  /// Whether a small language model can: tokens of at most 256 numbers, a multiple of 8.
  [[nodiscard]] static bool fits(std::int64_t width) noexcept { return width % 8 == 0 && width <= 256; }
  /// Width of the language model's states: the token and room beside it.
  [[nodiscard]] std::int64_t hidden() const noexcept { return room + width; }
  static constexpr std::int64_t room = 32, heads = 4;

  /// Changes the fresh weights of a Llama of `hidden` and `heads`, under its names. `rope_theta` is the model's,
  /// `first_image` the id of the first image token, after which the others follow: where nobody was told, they answer
  /// nothing.
  void open(std::map<std::string, at::Tensor>& llama, double rope_theta, std::int64_t first_image) const;
  /// Changes the fresh weights of AgentResamplers with `heads` heads each, under their names; adds their positions.
  void open_resamplers(std::map<std::string, at::Tensor>& resamplers) const;
};

}  // namespace koma::training
