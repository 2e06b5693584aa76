// SPDX-License-Identifier: Apache-2.0
#include "engine/training/process_group.h"

// libtorch is built with gloo; its header only asks to be told so.
#define USE_C10D_GLOO
#include <ATen/ATen.h>
#include <torch/csrc/distributed/c10d/FileStore.hpp>
#include <torch/csrc/distributed/c10d/ProcessGroupGloo.hpp>
#include <torch/csrc/distributed/c10d/TCPStore.hpp>

#include <cstdlib>
#include <optional>
#include <regex>

#include "engine/base/error.h"

namespace koma::training {

namespace {
/// Rendering and encoding the first cache may take one process much longer than another.
constexpr std::chrono::minutes patience{30};

struct Address {
  std::string host;
  std::uint16_t port = 0;
  [[nodiscard]] bool local() const { return host == "localhost" || host.starts_with("127."); }
};

/// HOST:PORT; nothing for the path of a file.
std::optional<Address> address_in(const std::string& rendezvous) {
  static const std::regex form("([^/:]+):([0-9]{1,5})");
  std::smatch parts;
  if (!std::regex_match(rendezvous, parts, form)) return std::nullopt;
  const int port = std::stoi(parts[2]);
  if (port < 1 || port > 65535)
    throw Error(ErrorCode::invalid_argument, "a port lies in 1 to 65535; give --rendezvous HOST:PORT", rendezvous);
  return Address{parts[1], std::uint16_t(port)};
}

c10::intrusive_ptr<c10d::Store> open_store(const ProcessGroup::Place& place, const std::optional<Address>& address) {
  if (!address) return c10::make_intrusive<c10d::FileStore>(place.rendezvous.string(), place.world);
  c10d::TCPStoreOptions options;
  options.port = address->port;
  options.isServer = place.rank == 0;
  options.numWorkers = std::size_t(place.world);
  options.timeout = patience;
  return c10::make_intrusive<c10d::TCPStore>(address->host, options);
}

/// The network that sums travel over: this machine's own inside it; else what GLOO_SOCKET_IFNAME names, as elsewhere
/// with gloo, or the one that this machine's name leads to.
std::shared_ptr<gloo::transport::Device> network_of(const std::optional<Address>& address) {
  if (!address || address->local()) return c10d::ProcessGroupGloo::createDeviceForHostname("127.0.0.1");
  if (const char* named = std::getenv("GLOO_SOCKET_IFNAME"))
    return c10d::ProcessGroupGloo::createDeviceForInterface(named);
  return c10d::ProcessGroupGloo::createDefaultDevice();
}

}  // namespace

struct ProcessGroup::Gloo {
  c10::intrusive_ptr<c10d::ProcessGroupGloo> group;
};

ProcessGroup::ProcessGroup(const Place& place) : place_(place) {
  if (place.world < 1 || place.rank < 0 || place.rank >= place.world)
    throw Error(ErrorCode::invalid_argument, "the rank must lie in 0…world-1; check --rank and --world");
  if (place.world == 1) return;
  if (place.rendezvous.empty())
    throw Error(ErrorCode::invalid_argument,
                "several processes need a place to meet; give --rendezvous FILE or HOST:PORT");
  const std::optional<Address> address = address_in(place.rendezvous.string());
  try {
    auto options = c10d::ProcessGroupGloo::Options::create(patience);
    options->devices.push_back(network_of(address));
    options->threads = 1;
    const auto store = open_store(place, address);
    gloo_ = std::make_unique<Gloo>();
    gloo_->group = c10::make_intrusive<c10d::ProcessGroupGloo>(store, place.rank, place.world, options);
  } catch (const std::exception& failure) {
    throw Error(ErrorCode::unreadable,
                std::string("the processes did not find each other (") + failure.what() + "); " +
                    (address ? "check the address and that its port is free" : "remove the rendezvous file") +
                    " and start again",
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
