// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <memory>

#include <ATen/core/Tensor.h>

namespace koma::training {

/// N one-thread processes that average their gradients over gloo. Several processes of one thread beat one process of
/// several threads when the machine is shared (specs/minimodel.md, "Pitfalls met").
class ProcessGroup {
 public:
  struct Place {
    int rank = 0;
    int world = 1;
    /// A file all processes can reach, which must not exist before the run; or HOST:PORT, where the process of rank 0
    /// waits for the others, which may be on other machines.
    std::filesystem::path rendezvous;
  };

  /// Waits for all `world` processes. A group of one opens nothing. Throws Error(invalid_argument | unreadable).
  explicit ProcessGroup(const Place& place);
  ~ProcessGroup();

  [[nodiscard]] int rank() const noexcept { return place_.rank; }
  [[nodiscard]] int world() const noexcept { return place_.world; }
  [[nodiscard]] bool first() const noexcept { return place_.rank == 0; }

  /// Replaces `tensor` (contiguous float32) by its mean over all processes.
  void average(at::Tensor& tensor);
  [[nodiscard]] double average(double value);

 private:
  struct Gloo;
  Place place_;
  std::unique_ptr<Gloo> gloo_;
};

}  // namespace koma::training
