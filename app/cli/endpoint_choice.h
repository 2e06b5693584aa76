// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <CLI/CLI.hpp>
#include <memory>
#include <optional>
#include <string>

#include "app/cli/context.h"
#include "app/service/key_ring.h"
#include "engine/api/endpoint.h"

namespace koma::app {

/// Which server a verb asks.
struct EndpointFlags {
  std::string endpoint;  ///< a name in the list, or an address; empty: none
  std::string model;
  bool remote = false, plain = false, askKey = false;
};

void addEndpointFlags(CLI::App& verb, EndpointFlags& flags);

/// The endpoint of the flags; none when they name none. Throws Error(not_found) for a name that is not in the list.
[[nodiscard]] std::optional<api::Endpoint> chosenEndpoint(const EndpointFlags& flags);

/// Keys of the desktop's keyring; where this build or machine has none, of the session.
[[nodiscard]] std::unique_ptr<EndpointKeys> makeKeys();

/// One line from the terminal, without showing what is typed, or from a pipe. Throws Error(invalid_argument) when
/// nobody gives one.
[[nodiscard]] std::string askForKey(const std::string& endpoint, Context& context);

}  // namespace koma::app
