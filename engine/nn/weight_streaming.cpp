// SPDX-License-Identifier: Apache-2.0
#include "engine/nn/weight_streaming.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <unordered_set>

namespace koma::nn {
namespace {

struct Candidate {
  Block* block;
  FlatBlock flat;
};

std::vector<Candidate> blocks_of(Module& network) {
  std::vector<Candidate> found;
  for (const auto& module : network.modules()) {
    auto* block = dynamic_cast<Block*>(module.get());
    if (block != nullptr) found.push_back({block, FlatBlock(block->parameters())});
  }
  return found;
}

/// → how many bytes that was
std::uint64_t move_to(at::Device device, const at::Tensor& parameter) {
  at::Tensor moved = parameter.detach().to(device);
  if (moved.dim() == 4) moved = moved.contiguous(at::MemoryFormat::ChannelsLast);
  parameter.set_data(moved);
  return moved.nbytes();
}

/// Everything of `network` that lies in none of the blocks.
std::uint64_t move_rest(Module& network, const std::vector<Candidate>& blocks, at::Device device) {
  std::unordered_set<const c10::TensorImpl*> inside;
  for (const Candidate& each : blocks) {
    for (const at::Tensor& parameter : each.flat.parameters()) inside.insert(parameter.unsafeGetTensorImpl());
  }
  std::uint64_t bytes = 0;
  for (const at::Tensor& parameter : network.parameters()) {
    if (!inside.contains(parameter.unsafeGetTensorImpl())) bytes += move_to(device, parameter);
  }
  return bytes;
}

/// Which blocks stay on the device, so that those that do are spread evenly and take at most `room` bytes.
std::vector<bool> residents(const std::vector<Candidate>& blocks, std::uint64_t room) {
  std::uint64_t all = 0, largest = 0;
  for (const Candidate& each : blocks) {
    all += std::uint64_t(each.flat.bytes());
    largest = std::max(largest, std::uint64_t(each.flat.bytes()));
  }
  if (all <= room) return std::vector<bool>(blocks.size(), true);
  const std::uint64_t buffers = 2 * largest;
  const double share = room > buffers ? double(room - buffers) / double(all) : 0;
  std::vector<bool> stays;
  double due = 0;  // bytes that should be resident by now and are not
  for (const Candidate& each : blocks) {
    due += share * double(each.flat.bytes());
    stays.push_back(due >= double(each.flat.bytes()));
    if (stays.back()) due -= double(each.flat.bytes());
  }
  return stays;
}

}  // namespace

WeightStreaming::WeightStreaming(at::Device device)
    : device_(device),
      store_(device),
      side_(device),
      buffers_{Buffer{{}, nullptr, tensors::StreamMark(device), tensors::StreamMark(device)},
               Buffer{{}, nullptr, tensors::StreamMark(device), tensors::StreamMark(device)}} {}

std::shared_ptr<const WeightStreaming> WeightStreaming::begin(Module& network, at::Device device,
                                                              std::uint64_t budget) {
  std::shared_ptr<WeightStreaming> streaming(new WeightStreaming(device));
  std::vector<Candidate> blocks = blocks_of(network);
  const std::uint64_t rest = move_rest(network, blocks, device);
  const std::vector<bool> stays = residents(blocks, budget > rest ? budget - rest : 0);
  streaming->device_bytes_ = rest;
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    if (stays[i]) {
      for (const at::Tensor& parameter : blocks[i].flat.parameters()) {
        streaming->device_bytes_ += move_to(device, parameter);
      }
    } else {
      streaming->take(*blocks[i].block, std::move(blocks[i].flat));
      blocks[i].block->supply_by(streaming);
    }
  }
  streaming->make_buffers();
  return streaming;
}

WeightStreaming::~WeightStreaming() {
  try {
    // The buffers go back to the stream that computes, which does not know of the last copy.
    for (const Buffer& buffer : buffers_) buffer.filled.synchronize();
  } catch (const std::exception&) {
    // A broken device says so in its next call.
  }
}

void WeightStreaming::take(const Block& block, FlatBlock flat) {
  Part part{.flat = std::move(flat)};
  part.host = store_.take(part.flat.bytes());
  part.at_rest = part.flat.views(part.host);
  take_up_changes(part);
  streamed_bytes_ += std::uint64_t(part.flat.bytes());
  parts_.emplace(&block, std::move(part));
}

void WeightStreaming::make_buffers() {
  std::int64_t largest = 0;
  for (const auto& [block, part] : parts_) largest = std::max(largest, part.flat.bytes());
  for (std::size_t i = 0; i < buffers_.size(); ++i) {
    buffers_[i].memory = at::empty({largest}, at::TensorOptions(device_).dtype(at::kByte));
    // The allocator gives memory that may still be in use by what is queued on the stream that computes.
    buffers_[i].unused.set();
    device_bytes_ += std::uint64_t(largest);
    for (auto& [block, part] : parts_) {
      part.on_device[i] = part.flat.views(buffers_[i].memory.narrow(0, 0, part.flat.bytes()));
    }
  }
}

void WeightStreaming::take_up_changes(Part& part) {
  for (const Buffer& buffer : buffers_) buffer.filled.synchronize();  // a copy may still be reading the old values
  for (std::size_t i = 0; i < part.at_rest.size(); ++i) {
    const at::Tensor& parameter = part.flat.parameters()[i];
    if (parameter.const_data_ptr() == part.at_rest[i].const_data_ptr()) continue;
    part.at_rest[i].copy_(parameter);
    parameter.set_data(part.at_rest[i]);
  }
}

void WeightStreaming::fill(int buffer, Part& part) {
  Buffer& place = buffers_[std::size_t(buffer)];
  if (place.part != nullptr) place.part->buffer = -1;
  place.part = &part;
  part.buffer = buffer;
  side_.run([&] {
    place.unused.wait();
    place.memory.narrow(0, 0, part.flat.bytes()).copy_(part.host, /*non_blocking=*/true);
    place.filled.set();
  });
}

void WeightStreaming::bring(const Block& block) {
  Part& part = parts_.at(&block);
  if (last_ != nullptr) last_->next = &part;
  last_ = &part;
  const bool changed = !part.flat.points_at(part.at_rest);
  if (changed) take_up_changes(part);
  if (part.buffer < 0 || changed) {
    ++unforeseen_;
    fill(part.buffer < 0 ? 1 - in_use_ : part.buffer, part);
  }
  in_use_ = part.buffer;
  buffers_[std::size_t(in_use_)].filled.wait();
  part.flat.point_at(part.on_device[std::size_t(in_use_)]);
  if (part.next != nullptr && part.next->buffer < 0 && part.next->flat.points_at(part.next->at_rest)) {
    fill(1 - in_use_, *part.next);
  }
}

void WeightStreaming::release(const Block& block) {
  const Part& part = parts_.at(&block);
  buffers_[std::size_t(part.buffer)].unused.set();
  // At rest a parameter shows its values in the CPU's memory, never another block's.
  part.flat.point_at(part.at_rest);
}

}  // namespace koma::nn
