// SPDX-License-Identifier: Apache-2.0
#include "engine/training/control_edges.h"

#include <ATen/ATen.h>

#include "engine/conditioning/control_picture.h"

namespace koma::training {

namespace {

constexpr int bits = 8;
constexpr double wiped_share = 0.5, least_side = 0.2, most_side = 0.8;
constexpr int most_parts = 3;

/// 128, 64 … 1
at::Tensor weights_of_bits(const at::Device& device) {
  return at::tensor({128, 64, 32, 16, 8, 4, 2, 1}, at::kByte).to(device);
}

}  // namespace

at::Tensor packed_edges(const Image& picture) {
  std::vector<std::string> notes;  // nothing is cut: the size is the picture's own
  const Image edges =
      conditioning::control_picture(picture, api::Preprocessor::canny, picture.width(), picture.height(), notes);
  at::Tensor packed = at::zeros({edges.height(), edges.width() / bits}, at::kByte);
  for (int y = 0; y < edges.height(); ++y) {
    const std::uint8_t* row = edges.row(y);
    auto* bytes = packed[y].data_ptr<std::uint8_t>();
    for (int x = 0; x < edges.width() / bits * bits; ++x)
      if (row[3 * x] > 127) bytes[x / bits] = std::uint8_t(bytes[x / bits] | (128 >> (x % bits)));
  }
  return packed;
}

at::Tensor unpacked_edges(const at::Tensor& packed) {
  const at::Tensor pixels =
      packed.unsqueeze(-1).bitwise_and(weights_of_bits(packed.device())).ne(0);  // [B, H, W / 8, 8]
  return pixels.flatten(2).unsqueeze(1).to(at::kFloat).expand({-1, 3, -1, -1}).contiguous();
}

void wipe_parts(at::Tensor& edges, at::Generator& generator) {
  const std::int64_t height = edges.size(2), width = edges.size(3);
  const at::Tensor drawn = at::rand({edges.size(0), 2 + 4 * most_parts}, generator);
  const auto told = drawn.accessor<float, 2>();
  for (std::int64_t b = 0; b < edges.size(0); ++b) {
    if (told[b][0] >= wiped_share) continue;
    const int parts = 1 + int(told[b][1] * most_parts);
    for (int i = 0; i < parts; ++i) {
      const auto share = [&](int k) { return double(told[b][2 + 4 * i + k]); };
      const auto side = [&](int k, std::int64_t of) {
        return std::int64_t((least_side + (most_side - least_side) * share(k)) * double(of));
      };
      const std::int64_t wide = side(0, width), high = side(1, height);
      const auto left = std::int64_t(share(2) * double(width - wide)),
                 top = std::int64_t(share(3) * double(height - high));
      edges[b].narrow(1, top, high).narrow(2, left, wide).zero_();
    }
  }
}

}  // namespace koma::training
