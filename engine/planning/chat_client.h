// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "engine/base/error.h"
#include "engine/network/http_transport.h"
#include "engine/planning/chat.h"

namespace koma::planning {

/// Waits; returns early when asked to stop. Tests give one that does not wait.
using Pause = std::function<void(std::chrono::milliseconds, const std::stop_token&)>;
[[nodiscard]] Pause real_pause();

/// What a listener hears while an answer comes.
struct ChatListener {
  std::function<void(const std::string& text, bool thinking)> piece;
  std::function<void(const std::string& reason)> again;  ///< what came so far does not count
};

/// The model behind an endpoint takes no pictures, or the server does not. Its code is unsupported.
class BlindModelError : public Error {
 public:
  using Error::Error;
};

/// Asks one endpoint. `key` is sent to it and goes nowhere else: no sentence of an error holds it.
class ChatClient {
 public:
  ChatClient(network::HttpTransport& transport, api::Endpoint endpoint, std::string key, Pause pause);

  /// One answer, none when stopped. Asked again as often as the endpoint allows, after 1, 2, 4 … 30 seconds or as long
  /// as the server asks: a network that fails and the statuses 408, 425, 429, 500, 502, 503, 504. What a server refuses
  /// of the protocol is left out step by step, and remembered.
  /// Throws Error(invalid_argument | not_found | unreadable | unsupported | invalid_file), one sentence with the
  /// endpoint's name that says what to do; BlindModelError where it is the pictures that are refused.
  [[nodiscard]] std::optional<ChatReply> ask(const std::vector<ChatMessage>& messages, const AnswerForm* form,
                                             const ChatListener& listener, const std::stop_token& stop);
  /// The models that the server names, in its order; none when stopped. Throws as `ask` does.
  [[nodiscard]] std::optional<std::vector<std::string>> models(const std::stop_token& stop);
  /// The endpoint's, or the server's first.
  [[nodiscard]] std::optional<std::string> model(const std::stop_token& stop);

 private:
  struct Try;
  [[nodiscard]] network::HttpRequest request_to(const std::string& path) const;
  [[nodiscard]] Try try_once(const std::string& body, const ChatListener& listener, const std::stop_token& stop);
  [[nodiscard]] bool worth_another(const network::HttpAnswer& answer) const;
  [[noreturn]] void fail(ErrorCode code, const std::string& sentence) const;
  [[noreturn]] void fail(const network::HttpAnswer& answer) const;
  void check_sight(const network::HttpAnswer& answer, const std::vector<ChatMessage>& messages) const;

  network::HttpTransport& transport_;
  api::Endpoint endpoint_;
  std::string key_, model_;
  Pause pause_;
  Dialect dialect_ = Dialect::full;
};

}  // namespace koma::planning
