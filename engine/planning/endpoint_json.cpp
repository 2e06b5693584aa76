// SPDX-License-Identifier: Apache-2.0
#include "engine/planning/endpoint_json.h"

#include <array>
#include <set>

#include "engine/base/json_fields.h"
#include "engine/planning/endpoint_check.h"

namespace koma::planning {

using nlohmann::json;
using std::chrono::milliseconds;

namespace {

constexpr std::array coordinates = {"automatic", "thousandths", "pixels", "shares"};
constexpr std::array thinkings = {"as_the_model_likes", "off", "on"};
constexpr std::array sights = {"unknown", "sees", "blind"};
constexpr std::int64_t longest = 86'400'000;  // ms

json write(const api::Endpoint& e) {
  return {{"name", e.name},
          {"url", e.url},
          {"model", e.model},
          {"most_tokens", e.most_tokens},
          {"temperature", e.temperature},
          {"connect_ms", e.patience.connect.count()},
          {"first_word_ms", e.patience.first_word.count()},
          {"stall_ms", e.patience.stall.count()},
          {"total_ms", e.patience.total.count()},
          {"retries", e.retries},
          {"token_budget", e.token_budget},
          {"prompt_price", e.prompt_price},
          {"answer_price", e.answer_price},
          {"coordinates", coordinates[std::size_t(e.coordinates)]},
          {"thinking", thinkings[std::size_t(e.thinking)]},
          {"sight", sights[std::size_t(e.sight)]},
          {"may_leave_machine", e.may_leave_machine},
          {"may_be_plain", e.may_be_plain}};
}

api::Endpoint read(const json& value, const std::string& path) {
  JsonFields fields(value, path);
  api::Endpoint e;
  e.name = fields.text("name").value_or("");
  e.url = fields.text("url").value_or("");
  e.model = fields.text("model").value_or("");
  e.most_tokens = int(fields.integer("most_tokens", 16, 32768).value_or(e.most_tokens));
  e.temperature = fields.number("temperature", 0, 2).value_or(e.temperature);
  const auto time = [&](const char* name, milliseconds& into) {
    if (const auto found = fields.integer(name, 1, longest)) into = milliseconds(*found);
  };
  time("connect_ms", e.patience.connect);
  time("first_word_ms", e.patience.first_word);
  time("stall_ms", e.patience.stall);
  time("total_ms", e.patience.total);
  e.retries = int(fields.integer("retries", 0, 10).value_or(e.retries));
  e.token_budget = fields.integer("token_budget", 0, INT64_MAX).value_or(0);
  e.prompt_price = fields.number("prompt_price", 0, 1e9).value_or(0);
  e.answer_price = fields.number("answer_price", 0, 1e9).value_or(0);
  e.coordinates = api::BoxCoordinates(fields.choice("coordinates", coordinates).value_or(0));
  e.thinking = api::Thinking(fields.choice("thinking", thinkings).value_or(0));
  e.sight = api::Sight(fields.choice("sight", sights).value_or(0));
  e.may_leave_machine = fields.flag("may_leave_machine").value_or(false);
  e.may_be_plain = fields.flag("may_be_plain").value_or(false);
  return e;
}

}  // namespace

json endpoints_to_json(const std::vector<api::Endpoint>& endpoints) {
  json list = json::array();
  for (const api::Endpoint& endpoint : endpoints) list.push_back(write(endpoint));
  return {{"endpoints", std::move(list)}};
}

std::vector<api::Endpoint> endpoints_from_json(const json& document) {
  JsonFields fields(document, "$");
  const auto& items = fields.array("endpoints", 200);
  std::vector<api::Endpoint> endpoints;
  std::set<std::string> names;
  for (std::size_t i = 0; i < items.size(); ++i) {
    endpoints.push_back(read(items[i], "$.endpoints[" + std::to_string(i) + "]"));
    check_endpoint(endpoints.back());
    if (!names.insert(endpoints.back().name).second) {
      throw Error(ErrorCode::invalid_argument, "two endpoints have this name; rename one", endpoints.back().name);
    }
  }
  return endpoints;
}

}  // namespace koma::planning
