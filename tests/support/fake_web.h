// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <deque>
#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "app/network/rate_limit.h"
#include "engine/network/http_transport.h"

namespace koma::app {

/// A clock that jumps: sleeping takes no time, and what was slept is remembered. Thread-safe.
class JumpingClock {
 public:
  Clock clock() {
    return {[this] {
              const std::lock_guard lock(mutex_);
              return now_;
            },
            [this](std::chrono::nanoseconds duration, const std::stop_token&) {
              const std::lock_guard lock(mutex_);
              now_ += duration;
              slept_.push_back(std::chrono::duration<double>(duration).count());
            }};
  }
  std::vector<double> slept() const { return slept_; }  ///< seconds
  double seconds() const { return std::chrono::duration<double>(now_.time_since_epoch()).count(); }

 private:
  std::mutex mutex_;
  Clock::Time now_{};
  std::vector<double> slept_;
};

/// A web of addresses with answers; the last answer of an address is given again and again. Thread-safe.
class FakeWeb {
 public:
  void put(const std::string& url, network::HttpAnswer answer) { answers_[url].push_back(std::move(answer)); }
  void put(const std::string& url, std::vector<std::uint8_t> body) {
    put(url, {.kind = network::HttpAnswer::Kind::answered, .status = 200, .body = std::move(body), .problem = {}});
  }
  std::unique_ptr<network::HttpTransport> transport() { return std::make_unique<Transport>(*this); }
  std::vector<std::string> asked;
  std::stop_source stopAtNext{std::nostopstate};  ///< asked to stop by the next request

 private:
  struct Transport : network::HttpTransport {
    explicit Transport(FakeWeb& from) : web(from) {}
    network::HttpAnswer send(const network::HttpRequest& request, const std::stop_token&) override {
      const std::lock_guard lock(web.mutex_);
      web.asked.push_back(request.url);
      if (web.stopAtNext.stop_possible()) web.stopAtNext.request_stop();
      auto& answers = web.answers_[request.url];
      if (answers.empty())
        return {.kind = network::HttpAnswer::Kind::answered, .status = 404, .body = {}, .problem = {}};
      network::HttpAnswer answer = answers.front();
      if (answers.size() > 1) answers.pop_front();
      return answer;
    }
    FakeWeb& web;
  };
  std::mutex mutex_;
  std::map<std::string, std::deque<network::HttpAnswer>> answers_;
};

inline network::HttpAnswer status(int number, int retry_after = 0) {
  return {.kind = network::HttpAnswer::Kind::answered,
          .status = number,
          .body = {},
          .retry_after = std::chrono::seconds(retry_after),
          .problem = {}};
}
inline network::HttpAnswer failing(network::HttpAnswer::Kind kind, const std::string& problem) {
  return {.kind = kind, .body = {}, .problem = problem};
}

}  // namespace koma::app
