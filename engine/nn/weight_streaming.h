// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <unordered_map>

#include "engine/nn/block.h"
#include "engine/nn/flat_block.h"
#include "engine/tensors/pinned_store.h"
#include "engine/tensors/side_stream.h"

namespace koma::nn {

/// A network that is larger than the device's memory. The parameters of its blocks live in pinned CPU memory; while one
/// block computes, the next one's are copied to the device on a side stream, into the other of two buffers. As many
/// blocks as fit stay on the device, spread over the network so that each copy has several blocks' time; everything
/// outside blocks stays there always. Which block is next is learned by watching.
///
/// A parameter may be given new values (Module::replace) while its block does not compute: they are what is copied from
/// then on. Used by one thread. On a CPU the same happens in order, which is of use for tests only.
class WeightStreaming final : public Block::Supply {
 public:
  /// Moves `network`, which must have plain weights on the CPU, and supplies its blocks from now on, as long as they
  /// live. `budget`: bytes of the device that parameters may take; a network that needs more at the least, the two
  /// buffers and what lies outside blocks, takes that. Throws Error(invalid_argument) for packed weights.
  static std::shared_ptr<const WeightStreaming> begin(Module& network, at::Device device, std::uint64_t budget);

  WeightStreaming(const WeightStreaming&) = delete;
  WeightStreaming& operator=(const WeightStreaming&) = delete;
  ~WeightStreaming() override;
  void bring(const Block& block) override;
  void release(const Block& block) override;

  /// Bytes of parameters that are copied in every pass.
  [[nodiscard]] std::uint64_t streamed_bytes() const { return streamed_bytes_; }
  /// Bytes of the device that parameters take, buffers included.
  [[nodiscard]] std::uint64_t device_bytes() const { return device_bytes_; }
  /// Copies so far that computation had to wait for from their beginning.
  [[nodiscard]] std::int64_t unforeseen() const { return unforeseen_; }

 private:
  /// A block that is copied when it computes.
  struct Part {
    FlatBlock flat;
    at::Tensor host;                                        // [bytes] uint8, pinned
    std::vector<at::Tensor> at_rest;                        // on `host`
    std::array<std::vector<at::Tensor>, 2> on_device = {};  // on each buffer
    int buffer = -1;                                        // where its values are or will be; -1: nowhere
    Part* next = nullptr;                                   // which block came after it last time
  };
  struct Buffer {
    at::Tensor memory;  // [largest part] uint8
    Part* part = nullptr;
    tensors::StreamMark filled, unused;
  };

  explicit WeightStreaming(at::Device device);
  void take(const Block& block, FlatBlock flat);
  void make_buffers();
  void fill(int buffer, Part& part);
  void take_up_changes(Part& part);

  at::Device device_;
  tensors::PinnedStore store_;
  tensors::SideStream side_;
  std::array<Buffer, 2> buffers_;
  std::unordered_map<const Block*, Part> parts_;
  Part* last_ = nullptr;
  int in_use_ = 1;  // the buffer whose block computes or did last
  std::uint64_t streamed_bytes_ = 0, device_bytes_ = 0;
  std::int64_t unforeseen_ = 0;
};

}  // namespace koma::nn
