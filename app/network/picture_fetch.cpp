// SPDX-License-Identifier: Apache-2.0
#include "app/network/picture_fetch.h"

#include <algorithm>
#include <array>

#include "engine/base/error.h"

namespace koma::app {

namespace {

using std::chrono::seconds;
using Kind = network::HttpAnswer::Kind;

bool worthAnotherTry(const network::HttpAnswer& answer) {
  constexpr std::array passing = {408, 429, 500, 502, 503, 504};
  return answer.kind == Kind::failed || std::ranges::find(passing, answer.status) != passing.end();
}

std::string reason(const network::HttpAnswer& answer) {
  return answer.kind == Kind::answered ? "the server answers " + std::to_string(answer.status) : answer.problem;
}

[[noreturn]] void giveUp(const network::HttpAnswer& answer, const std::string& url, int tries) {
  if (answer.retry_after > longestWait) {
    throw Error(ErrorCode::unreadable,
                "the server asks to wait " + std::to_string(answer.retry_after.count()) + " seconds; go on later", url);
  }
  const bool gone = answer.status == 404 || answer.status == 410;
  const std::string tried = tries > 1 ? " (after " + std::to_string(tries) + " tries)" : "";
  throw Error(gone                           ? ErrorCode::not_found
              : answer.kind == Kind::refused ? ErrorCode::unsupported
                                             : ErrorCode::unreadable,
              reason(answer) + tried, url);
}

}  // namespace

std::optional<std::vector<std::uint8_t>> fetchPicture(network::HttpTransport& transport, const std::string& url,
                                                      const FetchLimits& limits, RateLimit& rate,
                                                      const std::stop_token& stop) {
  network::HttpRequest request{.url = url, .most_bytes = limits.mostBytes, .agent = "Komawari (data download)"};
  request.patience = {
      .connect = seconds(15), .first_byte = limits.timeout, .stall = limits.timeout, .total = limits.timeout};
  request.rule = {.elsewhere = true, .plain_elsewhere = true};
  for (int tries = 1;; ++tries) {
    rate.wait(stop);
    if (stop.stop_requested()) return {};
    network::HttpAnswer answer = transport.send(request, stop);
    if (answer.kind == Kind::stopped || stop.stop_requested()) return {};
    if (answer.kind == Kind::answered && answer.status == 200) return std::move(answer.body);
    if (!worthAnotherTry(answer) || tries > limits.retries || answer.retry_after > longestWait) {
      giveUp(answer, url, tries);
    }
    if (answer.retry_after > seconds(0)) {
      rate.hold(answer.retry_after);
    } else {
      rate.rest(seconds(std::min(60, 1 << std::min(tries - 1, 6))), stop);
    }
  }
}

}  // namespace koma::app
