// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <c10/core/Device.h>
#include <c10/core/Event.h>
#include <c10/core/Stream.h>

#include <functional>
#include <optional>

namespace koma::tensors {

/// A place in a device's stream that another stream can wait for. Without streams, on a CPU, everything is in order.
class StreamMark {
 public:
  explicit StreamMark(c10::Device device);
  /// Marks what is queued on the current stream so far.
  void set();
  /// What is queued on the current stream from now on waits for the mark; for none when it was never set.
  void wait() const;
  /// This thread waits for the mark.
  void synchronize() const;

 private:
  c10::Device device_;
  std::optional<c10::Event> event_;
};

/// A stream beside the one that computes.
class SideStream {
 public:
  explicit SideStream(c10::Device device);
  /// Queues what `work` queues on this stream; without streams just does it.
  void run(const std::function<void()>& work) const;

 private:
  std::optional<c10::Stream> stream_;
};

}  // namespace koma::tensors
