// SPDX-License-Identifier: Apache-2.0
#include "engine/training/diffsensei/agent_passage.h"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

#include <cmath>

#include "engine/models/qwen_resampler.h"

namespace koma::training {

namespace {

using Tensors = std::map<std::string, at::Tensor>;

// Of the states' constant direction, beside which a token's numbers (deviation 1) hardly change a state's length: keys
// of places with and without a token must be about equally long.
constexpr double constant = 40;
constexpr double reach = 20;      // of the resamplers' positions, so that they outweigh what a token says
constexpr double sharpness = 10;  // logits between the right place and its neighbour
constexpr double slowest = 0.03;  // waves of RoPE, radians an id: slower ones agree with every place
constexpr double turn = 0.9;      // of the constant direction in queries and keys

/// Rows or columns of `matrix` from `first` on become those of an identity.
void put_identity(at::Tensor matrix, std::int64_t row, std::int64_t column, std::int64_t count, double scale = 1) {
  matrix.zero_();
  matrix.slice(0, row, row + count).slice(1, column, column + count).fill_diagonal_(scale);
}

/// Attention that looks where it stands: queries and keys are the positions' faster waves.
void follow_positions(Tensors& tensors, const std::string& name, std::int64_t grid, std::int64_t width) {
  const std::int64_t head = width / Passage::heads, waves = head / 4, quarter = width / 4;
  tensors[name + ".pos_embed"] = models::grid_sinusoids(grid, width) * reach;
  double apart = 0;  // by how much a neighbour agrees less
  for (std::int64_t j = 0; j < waves; ++j) apart += 1 - std::cos(std::pow(10000.0, -double(j) / double(quarter)));
  const double scale = std::sqrt(sharpness * std::sqrt(double(head)) / (reach * reach * apart));
  at::Tensor choice = at::zeros({width, width});
  for (std::int64_t row = 0; row < width; ++row) {
    const std::int64_t place = row % head;
    if (place < 4 * waves) choice[row][place / waves * quarter + place % waves] = scale;
  }
  tensors[name + ".attn.in_proj_weight"] = at::cat({choice, choice, at::eye(width)});
  tensors[name + ".attn.in_proj_bias"].zero_();
  tensors[name + ".attn.out_proj.bias"].zero_();
  tensors[name + ".ln_q.weight"].zero_();  // the learned part of a query begins with nothing
}

}  // namespace

void Passage::open(Tensors& llama, double rope_theta, std::int64_t first_image) const {
  const at::NoGradGuard no_grad;
  at::Tensor words = llama.at("model.embed_tokens.weight");
  words.div_(words.std());  // to be heard beside the constant, as a token is
  words.slice(0, first_image, first_image + grid_size * grid_size).zero_();
  words.select(1, 0).fill_(constant);
  const std::int64_t head = hidden() / heads, half = head / 2, copied = width / heads;
  for (auto& [name, tensor] : llama) {
    if (name.ends_with(".o_proj.weight") || name.ends_with(".down_proj.weight")) tensor.zero_();
  }
  const std::string layer = "model.layers.0.self_attn.";
  at::Tensor query = llama.at(layer + "q_proj.weight").zero_(), key = llama.at(layer + "k_proj.weight").zero_();
  at::Tensor value = llama.at(layer + "v_proj.weight").zero_(), out = llama.at(layer + "o_proj.weight");
  // What the root mean square makes of a state with a token, and must be made up for.
  const double norm = std::sqrt((constant * constant + double(width)) / double(hidden()));
  for (std::int64_t h = 0; h < heads; ++h) {
    for (std::int64_t j = 0; j < half; ++j) {
      const double frequency = std::pow(rope_theta, -2.0 * double(j) / double(head));
      if (frequency < slowest) break;
      const double angle = double(distance) * frequency;
      query[h * head + j][0] = turn;
      key[h * head + j][0] = turn * std::cos(angle);
      key[h * head + half + j][0] = turn * std::sin(angle);
    }
    for (std::int64_t i = 0; i < copied; ++i) {
      value[h * head + i][room + h * copied + i] = 1;
      out[room + h * copied + i][h * head + i] = norm;
    }
  }
}

void Passage::open_resamplers(Tensors& resamplers) const {
  const at::NoGradGuard no_grad;
  const std::string input = "input_resampler", output = "output_resampler";
  follow_positions(resamplers, input, grid_size, hidden());
  put_identity(resamplers.at(input + ".kv_proj.weight"), room, 0, width);
  put_identity(resamplers.at(input + ".attn.out_proj.weight"), room, room, width);
  resamplers.at(input + ".attn.out_proj.bias")[0] = constant;
  follow_positions(resamplers, output, grid_size, width);
  put_identity(resamplers.at(output + ".kv_proj.weight"), 0, room, width);
  put_identity(resamplers.at(output + ".attn.out_proj.weight"), 0, 0, width, deviation);
  resamplers.at(output + ".attn.out_proj.bias").fill_(mean);
}

}  // namespace koma::training
