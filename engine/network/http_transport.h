// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/network/address_rules.h"

namespace koma::network {

/// How long to wait for a server.
struct HttpPatience {
  std::chrono::milliseconds connect{10'000};
  std::chrono::milliseconds first_byte{120'000};  ///< of the body, from the beginning
  std::chrono::milliseconds stall{30'000};        ///< between two pieces of the body
  std::chrono::milliseconds total{30'000};        ///< for the whole answer
};

struct HttpRequest {
  std::string url;
  std::optional<std::string> body;                           ///< given: it is posted
  std::vector<std::pair<std::string, std::string>> headers;  ///< names and values
  std::string bearer;                                        ///< a key for the Authorization header; empty: none
  HttpPatience patience;
  std::int64_t most_bytes = 64 << 20;  ///< of the body
  AddressRule rule;
  std::string agent = "Komawari";
  /// Given: gets the body of an answer 200 in pieces, as they come; `HttpAnswer::body` stays empty then. Returning
  /// false ends the transfer, which counts as answered.
  std::function<bool(std::string_view)> sink;
};

/// What came of asking once.
struct HttpAnswer {
  enum class Kind {
    answered,  ///< `status` and `body`, complete
    failed,    ///< the network, a time-out, an answer cut off: worth another try
    refused,   ///< asking again would give the same: too large, too many redirects, an address that is not asked
    stopped,   ///< the user wants to stop
  };
  Kind kind = Kind::failed;
  int status = 0;
  std::vector<std::uint8_t> body;
  std::string content_type;             ///< as the server says, in lower case without parameters
  std::chrono::seconds retry_after{0};  ///< what the server asks to wait; 0 when it does not say
  std::string problem;                  ///< one clause, where `kind` is failed or refused
};

/// Asks servers; one object per thread. The only implementation that opens sockets is `make_curl_transport`.
class HttpTransport {
 public:
  virtual ~HttpTransport() = default;
  /// Never throws for what a server or a network does. Returns within 0.1 s of a request to stop, as far as the system
  /// lets go of a name that it is looking up.
  virtual HttpAnswer send(const HttpRequest& request, const std::stop_token& stop) = 0;
};

/// Through libcurl: http and https only; certificates checked; the proxy of the environment honoured, but not for this
/// machine; no cookies, no address with a user's name in it, no compression. At most 5 redirects and none from https to
/// http; none at all for what is posted or has a key. Whatever a name or a redirect leads to, no link-local address and
/// none where clouds keep their keys (address_rules.h). Connections are kept open between calls.
/// Throws Error(internal) when libcurl cannot start.
[[nodiscard]] std::unique_ptr<HttpTransport> make_curl_transport();

}  // namespace koma::network
