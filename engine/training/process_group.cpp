// SPDX-License-Identifier: Apache-2.0
#include "engine/training/process_group.h"

// libtorch is built with gloo; its header only asks to be told so.
#define USE_C10D_GLOO
#include <ATen/ATen.h>
#include <torch/csrc/distributed/c10d/FileStore.hpp>
#include <torch/csrc/distributed/c10d/ProcessGroupGloo.hpp>

#include "engine/base/error.h"

namespace koma::training {

namespace {
/// Rendering and encoding the first cache may take one process much longer than another.
constexpr std::chrono::minutes patience{30};
}  // namespace

struct ProcessGroup::Gloo {
  c10::intrusive_ptr<c10d::ProcessGroupGloo> group;
};

ProcessGroup::ProcessGroup(const Place& place) : place_(place) {
  if (place.world < 1 || place.rank < 0 || place.rank >= place.world)
    throw Error(ErrorCode::invalid_argument, "the rank must lie in 0…world-1; check --rank and --world");
  if (place.world == 1) return;
  if (place.rendezvous.empty())
    throw Error(ErrorCode::invalid_argument, "several processes need a common file; give --rendezvous FILE");
  try {
    auto options = c10d::ProcessGroupGloo::Options::create(patience);
    options->devices.push_back(c10d::ProcessGroupGloo::createDeviceForHostname("127.0.0.1"));
    options->threads = 1;
    auto store = c10::make_intrusive<c10d::FileStore>(place.rendezvous.string(), place.world);
    gloo_ = std::make_unique<Gloo>();
    gloo_->group = c10::make_intrusive<c10d::ProcessGroupGloo>(store, place.rank, place.world, options);
  } catch (const std::exception& failure) {
    throw Error(ErrorCode::unreadable,
                std::string("the processes did not find each other (") + failure.what() +
                    "); remove the rendezvous file and start again",
                place.rendezvous.string());
  }
}

ProcessGroup::~ProcessGroup() = default;

void ProcessGroup::average(at::Tensor& tensor) {
  if (!gloo_) return;
  // Gloo adds in main memory; where the tensor lies elsewhere, this is a copy there and back.
  std::vector<at::Tensor> tensors{tensor.detach().cpu()};
  gloo_->group->allreduce(tensors, c10d::AllreduceOptions())->wait();
  tensors.front().div_(double(place_.world));
  if (!tensor.is_cpu()) tensor.detach().copy_(tensors.front());
}

double ProcessGroup::average(double value) {
  if (!gloo_) return value;
  at::Tensor one = at::full({1}, value, at::kDouble);
  average(one);
  return one.item<double>();
}

}  // namespace koma::training
