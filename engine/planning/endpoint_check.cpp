// SPDX-License-Identifier: Apache-2.0
#include "engine/planning/endpoint_check.h"

#include <array>
#include <chrono>

#include "engine/planning/answer_forms.h"
#include "engine/planning/json_answer.h"
#include "engine/planning/picture_part.h"
#include "engine/planning/script_text.h"

namespace koma::planning {

namespace {

constexpr std::chrono::seconds patience{1};

Image red_picture() {
  constexpr int side = 64;
  std::vector<std::uint8_t> pixels;
  for (int i = 0; i < side * side; ++i) pixels.insert(pixels.end(), {220, 20, 20});
  return {side, side, 3, std::move(pixels)};
}

bool keeps_form(const std::string& answer) {
  try {
    const auto value = read_json_answer(answer);
    return value.contains("colour") && value["colour"].is_string();
  } catch (const Error&) {
    return false;
  }
}

}  // namespace

std::span<const LocalServer> local_servers() {
  static constexpr std::array servers = {LocalServer{"Ollama", 11434}, LocalServer{"LM Studio", 1234},
                                         LocalServer{"llama.cpp", 8080}, LocalServer{"llama.cpp (9931)", 9931},
                                         LocalServer{"vLLM", 8000}};
  return servers;
}

std::vector<api::FoundEndpoint> discover(network::HttpTransport& transport, std::span<const LocalServer> servers,
                                         const std::stop_token& stop) {
  std::vector<api::FoundEndpoint> found;
  for (const LocalServer& server : servers) {
    api::Endpoint endpoint{.name = server.name, .url = "http://127.0.0.1:" + std::to_string(server.port) + "/v1"};
    const api::EndpointPatience usual = endpoint.patience;
    endpoint.patience = {patience, patience, patience, patience};
    try {
      auto models = ChatClient(transport, endpoint, {}, real_pause()).models(stop);
      if (!models) return {};
      endpoint.patience = usual;
      if (!models->empty()) endpoint.model = models->front();
      found.push_back({std::move(endpoint), std::move(*models)});
    } catch (const Error&) {
      continue;  // nobody there, or somebody else
    }
  }
  return found;
}

std::optional<api::EndpointReport> try_out(network::HttpTransport& transport, const api::Endpoint& endpoint,
                                           const std::string& key, const Pause& pause, const std::stop_token& stop) {
  api::Endpoint brief = endpoint;
  brief.most_tokens = std::min(endpoint.most_tokens, 512);
  brief.retries = 0;
  ChatClient client(transport, brief, key, pause);
  api::EndpointReport report;
  auto models = client.models(stop);
  const auto model = models ? client.model(stop) : std::nullopt;
  if (!model) return {};
  report.models = std::move(*models);
  report.model = *model;
  const AnswerForm form = colour_form();
  const auto start = std::chrono::steady_clock::now();
  const std::string rule = " Answer with one JSON object only: {\"colour\": one English word}.";
  const auto named =
      client.ask({{ChatMessage::Role::user, "What colour are ripe bananas?" + rule, {}}}, &form, {}, stop);
  if (!named) return {};
  report.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  report.follows_schema = keeps_form(named->text);
  try {
    const auto seen = client.ask(
        {{ChatMessage::Role::user, "What colour is this picture?" + rule, {data_uri(red_picture())}}}, &form, {}, stop);
    if (!seen) return {};
    report.sight = lowered(seen->text).find("red") != std::string::npos ? api::Sight::sees : api::Sight::blind;
  } catch (const Error&) {
    report.sight = api::Sight::blind;
  }
  return report;
}

void check_endpoint(const api::Endpoint& endpoint) {
  const auto refuse = [&](const std::string& sentence) {
    throw Error(ErrorCode::invalid_argument, sentence, endpoint.name.empty() ? "endpoint" : endpoint.name);
  };
  if (endpoint.name.empty() || endpoint.name.size() > 100) refuse("needs a name of at most 100 bytes");
  const auto address = network::parse_address(endpoint.url);
  if (!address) refuse("its address must begin with http:// or https:// and hold no user's name");
  const std::string why =
      network::objection(*address, {.elsewhere = endpoint.may_leave_machine, .plain_elsewhere = endpoint.may_be_plain});
  if (!why.empty()) refuse(why + "; allow it in the endpoint's settings, or change the address");
  if (endpoint.most_tokens < 16 || endpoint.most_tokens > 32768) refuse("its most tokens must be within 16 to 32768");
  if (!(endpoint.temperature >= 0 && endpoint.temperature <= 2)) refuse("its temperature must be within 0 to 2");
  if (endpoint.retries < 0 || endpoint.retries > 10) refuse("its retries must be within 0 to 10");
  if (endpoint.token_budget < 0) refuse("its budget must not be negative");
}

}  // namespace koma::planning
