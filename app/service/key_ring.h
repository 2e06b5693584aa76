// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "engine/api/endpoint_service.h"

namespace koma::app {

/// Where keys of endpoints are kept, by the endpoints' names. Calls wait for an answer and come from one thread at a
/// time.
class KeyRing {
 public:
  virtual ~KeyRing() = default;
  /// None: there is no such key. Throws Error(unreadable) when there is no keyring, or it refuses.
  [[nodiscard]] virtual std::optional<std::string> find(const std::string& endpoint) = 0;
  virtual void store(const std::string& endpoint, const std::string& key) = 0;
  virtual void forget(const std::string& endpoint) = 0;
};

/// Keys in the desktop's keyring, and those that it does not take in memory, for this session: never in a file, a log,
/// a command line or the environment of another program. Thread-safe; calls may wait for the desktop to ask its user.
class EndpointKeys {
 public:
  /// Null: there is no keyring.
  explicit EndpointKeys(std::unique_ptr<KeyRing> ring) : ring_(std::move(ring)) {}

  /// The key and where it was; empty and `none` when there is none. A keyring that fails has none.
  [[nodiscard]] std::pair<std::string, api::KeyPlace> find(const std::string& endpoint);
  /// Where it is kept from now on. Blanks at its ends go; an empty key, or one with signs that no header carries,
  /// throws Error(invalid_argument).
  api::KeyPlace store(const std::string& endpoint, std::string key);
  void forget(const std::string& endpoint);

 private:
  std::mutex mutex_;
  std::unique_ptr<KeyRing> ring_;
  std::map<std::string, std::string> session_;
};

}  // namespace koma::app
