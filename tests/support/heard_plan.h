// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "engine/planning/model_planner.h"
#include "tests/support/mock_server.h"

namespace koma::tests {

inline constexpr const char* key = "sk-very-secret-0123456789";

/// A stream of one answer in pieces of three bytes, as servers send it.
inline std::string stream_of(const std::string& answer) {
  std::string out;
  for (std::size_t i = 0; i < answer.size();) {
    std::size_t end = std::min(answer.size(), i + 3);
    while (end < answer.size() && (answer[end] & 0xC0) == 0x80) ++end;
    const nlohmann::json event = {{"choices", {{{"delta", {{"content", answer.substr(i, end - i)}}}}}}};
    out += "data: " + event.dump() + "\n\n";
    i = end;
  }
  out += "data: " + nlohmann::json({{"choices", nlohmann::json::array()},
                                    {"usage", {{"prompt_tokens", 70}, {"completion_tokens", 30}}}})
                        .dump();
  return out + "\n\ndata: [DONE]\n\n";
}

inline api::Endpoint endpoint_of(const tests::MockServer& server) {
  api::Endpoint endpoint{.name = "mock", .url = server.url(), .model = "parrot"};
  endpoint.patience = {std::chrono::milliseconds(1000), std::chrono::milliseconds(400), std::chrono::milliseconds(400),
                       std::chrono::milliseconds(1500)};
  endpoint.retries = 1;
  endpoint.prompt_price = 10, endpoint.answer_price = 20;
  return endpoint;
}

/// What a planner tells.
struct Heard {
  std::string text, failure;
  std::vector<std::string> retries;
  std::optional<api::PlanFinished> finished;
  int started = 0, ends = 0;
  bool cancelled = false;

  api::PlanSink sink() {
    return [this](const api::PlanEvent& event) {
      if (std::holds_alternative<api::Started>(event)) ++started;
      if (const auto* piece = std::get_if<api::PlanText>(&event)) text += piece->text;
      if (const auto* retry = std::get_if<api::PlanRetry>(&event)) retries.push_back(retry->reason);
      if (const auto* done = std::get_if<api::PlanFinished>(&event)) finished = *done, ++ends;
      if (const auto* failed = std::get_if<api::Failed>(&event)) failure = failed->text, ++ends;
      if (std::holds_alternative<api::Cancelled>(event)) cancelled = true, ++ends;
    };
  }
};

/// Carries the request out with the real client, which waits for nobody between its tries.
inline Heard plan(const api::PlanRequest& request, std::stop_token stop = {}) {
  Heard heard;
  planning::ModelPlanner planner(
      network::make_curl_transport(), [](const std::string&) { return std::string(key); },
      [](std::chrono::milliseconds, const std::stop_token&) {});
  planner.run(request, heard.sink(), std::move(stop));
  return heard;
}

}  // namespace koma::tests
