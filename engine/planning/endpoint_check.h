// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

#include "engine/api/endpoint_service.h"
#include "engine/planning/chat_client.h"

namespace koma::planning {

/// A program that serves models on this machine, and where it does so unless told otherwise.
struct LocalServer {
  const char* name;
  int port;
};
/// In the order of specs/llmga.md 5.5.
[[nodiscard]] std::span<const LocalServer> local_servers();

/// Asks each of these ports of this machine for its models, a second at most; those that answer. None when stopped.
[[nodiscard]] std::vector<api::FoundEndpoint> discover(network::HttpTransport& transport,
                                                       std::span<const LocalServer> servers,
                                                       const std::stop_token& stop);

/// Asks for the models, for the colour of ripe bananas in the form of an answer, and for the colour of a red picture.
/// None when stopped. Throws as ChatClient does; a model that cannot see is no error.
[[nodiscard]] std::optional<api::EndpointReport> try_out(network::HttpTransport& transport,
                                                         const api::Endpoint& endpoint, const std::string& key,
                                                         const Pause& pause, const std::stop_token& stop);

/// Throws Error(invalid_argument) for what cannot be an endpoint: no name, an address that is not http or https,
/// numbers out of their ranges; or that it is elsewhere without the author's leave.
void check_endpoint(const api::Endpoint& endpoint);

}  // namespace koma::planning
