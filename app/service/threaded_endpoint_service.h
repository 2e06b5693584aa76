// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <stop_token>
#include <vector>

#include "app/service/key_ring.h"
#include "app/service/worker.h"
#include "engine/api/endpoint_service.h"
#include "engine/network/http_transport.h"

namespace koma::app {

using TransportFactory = std::function<std::unique_ptr<network::HttpTransport>()>;

/// The endpoint service with threads of its own: one for file and keyring, one that asks servers.
class ThreadedEndpointService : public api::EndpointService {
 public:
  /// A file that cannot be read counts as empty, and `problem` says why; it is not overwritten before the author saves.
  ThreadedEndpointService(std::filesystem::path file, std::shared_ptr<EndpointKeys> keys, TransportFactory transports);
  /// What asks servers is let go; every reply is still given.
  ~ThreadedEndpointService() override;

  [[nodiscard]] const std::string& problem() const noexcept { return problem_; }
  [[nodiscard]] std::vector<api::Endpoint> endpoints() const override;
  void save(std::vector<api::Endpoint> endpoints, api::Reply<api::Done> reply) override;
  void set_key(std::string endpoint, std::string key, api::Reply<api::KeyPlace> reply) override;
  void forget_key(std::string endpoint, api::Reply<api::Done> reply) override;
  void find_key(std::string endpoint, api::Reply<api::KeyPlace> reply) override;
  void discover(api::Reply<std::vector<api::FoundEndpoint>> reply) override;
  void test(api::Endpoint endpoint, api::Reply<api::EndpointReport> reply) override;

 private:
  std::filesystem::path file_;
  std::shared_ptr<EndpointKeys> keys_;
  TransportFactory transports_;
  std::string problem_;
  mutable std::mutex mutex_;  ///< guards the list
  std::vector<api::Endpoint> endpoints_;
  std::stop_source stop_;
  Worker storage_;
  Worker network_;  // last: they use everything above
};

}  // namespace koma::app
