// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace koma::app {

struct HttpRequest {
  std::string url;
  std::chrono::milliseconds timeout{30'000};  ///< for the whole answer
  std::int64_t mostBytes = 64 << 20;
};

/// What came of asking once.
struct HttpAnswer {
  enum class Kind {
    answered,  ///< `status` and `body`, complete
    failed,    ///< the network, a timeout, an answer cut off: worth another try
    refused,   ///< asking again would give the same: too large, too many redirects, an address of another kind
    stopped,   ///< the user wants to stop
  };
  Kind kind = Kind::failed;
  int status = 0;
  std::vector<std::uint8_t> body;
  std::chrono::seconds retryAfter{0};  ///< what the server asks to wait; 0 when it does not say
  std::string problem;                 ///< one clause, where `kind` is failed or refused
};

/// Asks servers; one object per thread. The only implementation that opens sockets is `makeCurlTransport`.
class HttpTransport {
 public:
  virtual ~HttpTransport() = default;
  /// Never throws for what a server or a network does.
  virtual HttpAnswer get(const HttpRequest& request, const std::stop_token& stop) = 0;
};

/// Through libcurl: http and https only, no more than 5 redirects and none from https to http, certificates checked, no
/// cookies, no credentials, no address with a user's name in it. Connections are kept open between calls.
/// Throws Error(internal) when libcurl cannot start.
[[nodiscard]] std::unique_ptr<HttpTransport> makeCurlTransport();

/// The host of an http or https address, with its port where one is given; none for any other address.
[[nodiscard]] std::optional<std::string> hostOf(const std::string& url);

}  // namespace koma::app
