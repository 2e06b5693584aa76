// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "app/network/rate_limit.h"
#include "engine/network/http_transport.h"

namespace koma::app {

struct FetchLimits {
  int retries = 3;
  std::chrono::milliseconds timeout{30'000};  ///< of one try
  std::int64_t mostBytes = 64 << 20;
};

/// Nobody waits longer for a server that asks for patience.
inline constexpr std::chrono::seconds longestWait{600};

/// The answer's bytes; none when stopped. Every try takes a turn of `rate`. Tried again, after 1, 2, 4 … 60 seconds: a
/// network that fails and the statuses 408, 429, 500, 502, 503 and 504; where the server says how long to wait, all
/// requests wait so long. Throws Error(not_found | unreadable | unsupported) with the address and the last reason.
[[nodiscard]] std::optional<std::vector<std::uint8_t>> fetchPicture(network::HttpTransport& transport,
                                                                    const std::string& url, const FetchLimits& limits,
                                                                    RateLimit& rate, const std::stop_token& stop);

}  // namespace koma::app
