// SPDX-License-Identifier: Apache-2.0
#include "engine/tensors/side_stream.h"

#include <c10/core/StreamGuard.h>
#include <c10/core/impl/VirtualGuardImpl.h>

namespace koma::tensors {
namespace {

c10::Stream current_stream(c10::Device device) {
  return c10::impl::VirtualGuardImpl(device.type()).getStream(device);
}

}  // namespace

StreamMark::StreamMark(c10::Device device) : device_(device) {
  if (!device.is_cpu()) event_.emplace(device.type());
}

void StreamMark::set() {
  if (event_) event_->record(current_stream(device_));
}

void StreamMark::wait() const {
  if (event_) event_->block(current_stream(device_));
}

void StreamMark::synchronize() const {
  if (event_) event_->synchronize();
}

SideStream::SideStream(c10::Device device) {
  if (!device.is_cpu()) stream_ = c10::impl::VirtualGuardImpl(device.type()).getStreamFromGlobalPool(device);
}

void SideStream::run(const std::function<void()>& work) const {
  std::optional<c10::StreamGuard> guard;
  if (stream_) guard.emplace(*stream_);
  work();
}

}  // namespace koma::tensors
