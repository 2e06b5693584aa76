// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "engine/api/endpoint.h"
#include "engine/api/outcome.h"

namespace koma::api {

/// A server that answered on this machine.
struct FoundEndpoint {
  Endpoint endpoint;                ///< ready to be used: a name such as "Ollama", its address, its first model
  std::vector<std::string> models;  ///< all that it names
};

/// What a test call has shown.
struct EndpointReport {
  std::vector<std::string> models;  ///< that the server names
  std::string model;                ///< that has answered
  bool follows_schema = false;      ///< it kept to the form that it was asked for
  Sight sight = Sight::unknown;     ///< whether it could name the colour of a picture
  double seconds = 0;               ///< until the answer was whole
};

/// Where the key of an endpoint is.
enum class KeyPlace {
  none,
  keyring,  ///< the desktop's; it is there again next time
  session,  ///< in memory, because there is no keyring: it is forgotten when the program ends
};

/// The author's list of endpoints and their keys. The list is a file, keys never are. Everything may be called from any
/// thread and returns at once; replies come on a thread of the service.
class EndpointService {
 public:
  virtual ~EndpointService() = default;

  /// As last saved; empty at first.
  [[nodiscard]] virtual std::vector<Endpoint> endpoints() const = 0;
  /// Replaces the list. Failed(invalid_argument) for two of one name or an address that is not http or https;
  /// Failed(no_space | unreadable) leaves the old one.
  virtual void save(std::vector<Endpoint> endpoints, Reply<Done> reply) = 0;

  /// Failed(unreadable) when the keyring refuses; the key is then kept for the session.
  virtual void set_key(std::string endpoint, std::string key, Reply<KeyPlace> reply) = 0;
  virtual void forget_key(std::string endpoint, Reply<Done> reply) = 0;
  virtual void find_key(std::string endpoint, Reply<KeyPlace> reply) = 0;

  /// Asks the usual ports of this machine, and nobody else.
  virtual void discover(Reply<std::vector<FoundEndpoint>> reply) = 0;
  /// Asks the server for its models, for a small answer, and for the colour of a small picture. Failed says what does
  /// not work and what to do.
  virtual void test(Endpoint endpoint, Reply<EndpointReport> reply) = 0;
};

}  // namespace koma::api
