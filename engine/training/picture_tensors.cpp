// SPDX-License-Identifier: Apache-2.0
#include "engine/training/picture_tensors.h"

#include <ATen/ATen.h>
#include <ATen/CPUGeneratorImpl.h>
#include <ATen/Context.h>

namespace koma::training {

at::Tensor byte_tensor(const Image& picture) {
  const Image grey = picture.channels() == 1 ? picture : to_grey(picture);
  auto* pixels = const_cast<std::uint8_t*>(grey.pixels().data());  // only read: cloned at once
  return at::from_blob(pixels, {1, grey.height(), grey.width()}, at::kByte).clone();
}

at::Tensor unit_tensor(const Image& picture) {
  return byte_tensor(picture).to(at::kFloat).div_(127.5).sub_(1);
}

Image unit_image(const at::Tensor& picture) {
  const at::Tensor bytes =
      picture[0].detach().clamp(-1, 1).add(1).mul_(127.5).round_().to(at::kByte).cpu().contiguous();
  const auto* first = bytes.data_ptr<std::uint8_t>();
  return Image(int(bytes.size(1)), int(bytes.size(0)), 1, std::vector<std::uint8_t>(first, first + bytes.numel()));
}

std::uint64_t next_seed(at::Generator& generator) {
  const std::lock_guard lock(generator.mutex());
  return at::check_generator<at::CPUGeneratorImpl>(generator)->random64();
}

at::Generator seeded(std::uint64_t seed) {
  return at::make_generator<at::CPUGeneratorImpl>(seed);
}

at::Generator generator_on(const at::Device& device, at::Generator& generator) {
  if (device.is_cpu()) return generator;
  at::Generator there = at::globalContext().getAcceleratorHooksInterface(device.type()).getNewGenerator(device.index());
  there.set_current_seed(next_seed(generator));
  return there;
}

}  // namespace koma::training
