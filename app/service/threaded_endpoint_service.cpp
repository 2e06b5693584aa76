// SPDX-License-Identifier: Apache-2.0
#include "app/service/threaded_endpoint_service.h"

#include "app/service/endpoint_file.h"
#include "app/service/failure.h"
#include "engine/base/error.h"
#include "engine/planning/endpoint_check.h"

namespace koma::app {

namespace {

/// Replies with what the work gives, or with why it failed.
template <class Value, class Work>
void answer(const api::Reply<Value>& reply, const char* what, Work work) {
  api::Outcome<Value> outcome;
  try {
    outcome = work();
  } catch (...) {
    outcome = failureOf(what, "try again");
  }
  reply(std::move(outcome));
}

[[noreturn]] void stopped() {
  throw Error(ErrorCode::busy, "the program ends; try again");
}

}  // namespace

ThreadedEndpointService::ThreadedEndpointService(std::filesystem::path file, std::shared_ptr<EndpointKeys> keys,
                                                 TransportFactory transports)
    : file_(std::move(file)), keys_(std::move(keys)), transports_(std::move(transports)) {
  try {
    endpoints_ = readEndpoints(file_);
  } catch (const Error& error) {
    problem_ = error.what();
  }
}

ThreadedEndpointService::~ThreadedEndpointService() {
  stop_.request_stop();
}

std::vector<api::Endpoint> ThreadedEndpointService::endpoints() const {
  const std::lock_guard lock(mutex_);
  return endpoints_;
}

void ThreadedEndpointService::save(std::vector<api::Endpoint> endpoints, api::Reply<api::Done> reply) {
  storage_.post([this, endpoints = std::move(endpoints), reply = std::move(reply)] {
    answer<api::Done>(reply, "the list of endpoints cannot be saved", [&] {
      writeEndpoints(file_, endpoints);
      const std::lock_guard lock(mutex_);
      endpoints_ = endpoints;
      return api::Done{};
    });
  });
}

void ThreadedEndpointService::set_key(std::string endpoint, std::string key, api::Reply<api::KeyPlace> reply) {
  storage_.post([this, endpoint = std::move(endpoint), key = std::move(key), reply = std::move(reply)] {
    answer<api::KeyPlace>(reply, "the key cannot be kept", [&] { return keys_->store(endpoint, key); });
  });
}

void ThreadedEndpointService::forget_key(std::string endpoint, api::Reply<api::Done> reply) {
  storage_.post([this, endpoint = std::move(endpoint), reply = std::move(reply)] {
    answer<api::Done>(reply, "the key cannot be forgotten", [&] {
      keys_->forget(endpoint);
      return api::Done{};
    });
  });
}

void ThreadedEndpointService::find_key(std::string endpoint, api::Reply<api::KeyPlace> reply) {
  storage_.post([this, endpoint = std::move(endpoint), reply = std::move(reply)] {
    answer<api::KeyPlace>(reply, "the keyring cannot be asked", [&] { return keys_->find(endpoint).second; });
  });
}

void ThreadedEndpointService::discover(api::Reply<std::vector<api::FoundEndpoint>> reply) {
  network_.post([this, reply = std::move(reply)] {
    answer<std::vector<api::FoundEndpoint>>(reply, "this machine cannot be searched", [&] {
      return planning::discover(*transports_(), planning::local_servers(), stop_.get_token());
    });
  });
}

void ThreadedEndpointService::test(api::Endpoint endpoint, api::Reply<api::EndpointReport> reply) {
  network_.post([this, endpoint = std::move(endpoint), reply = std::move(reply)] {
    answer<api::EndpointReport>(reply, "the endpoint cannot be tried", [&] {
      planning::check_endpoint(endpoint);
      const std::string key = keys_->find(endpoint.name).first;
      auto report = planning::try_out(*transports_(), endpoint, key, planning::real_pause(), stop_.get_token());
      if (!report) stopped();
      return *report;
    });
  });
}

}  // namespace koma::app
