// SPDX-License-Identifier: Apache-2.0
#include "app/service/key_ring.h"

#include <algorithm>
#include <utility>

#include "engine/base/error.h"

namespace koma::app {

using api::KeyPlace;

std::pair<std::string, KeyPlace> EndpointKeys::find(const std::string& endpoint) {
  const std::lock_guard lock(mutex_);
  if (const auto found = session_.find(endpoint); found != session_.end()) return {found->second, KeyPlace::session};
  try {
    if (auto key = ring_ ? ring_->find(endpoint) : std::nullopt) return {std::move(*key), KeyPlace::keyring};
  } catch (const Error&) {
    return {};  // the author is asked for the session instead
  }
  return {};
}

KeyPlace EndpointKeys::store(const std::string& endpoint, std::string key) {
  const std::size_t first = key.find_first_not_of(" \t\r\n");
  key = first == std::string::npos ? "" : key.substr(first, key.find_last_not_of(" \t\r\n") - first + 1);
  if (key.empty() || !std::ranges::all_of(key, [](char c) { return c > ' ' && c < 0x7F; })) {
    throw Error(ErrorCode::invalid_argument, "a key is one word of plain letters, digits and signs; copy it again",
                endpoint);
  }
  const std::lock_guard lock(mutex_);
  session_.erase(endpoint);
  try {
    if (ring_) {
      ring_->store(endpoint, key);
      return KeyPlace::keyring;
    }
  } catch (const Error&) {
    // Kept for the session below; KeyPlace tells the author so.
  }
  session_[endpoint] = std::move(key);
  return KeyPlace::session;
}

void EndpointKeys::forget(const std::string& endpoint) {
  const std::lock_guard lock(mutex_);
  session_.erase(endpoint);
  if (ring_) ring_->forget(endpoint);
}

}  // namespace koma::app
