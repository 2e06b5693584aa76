// SPDX-License-Identifier: Apache-2.0
#include "app/service/job_json.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "engine/api/request_json.h"
#include "engine/base/error.h"
#include "engine/base/json_fields.h"

namespace koma::app {

using nlohmann::json;

namespace {

constexpr std::array<const char*, 2> lanes = {"interactive", "background"};
constexpr std::size_t mostTakes = 64;

manga::TakeId takeOf(const json& value, const std::string& path) {
  if (!value.is_number_unsigned()) throw Error(ErrorCode::invalid_argument, "must be an id", path);
  return {value.get<std::uint64_t>()};
}

}  // namespace

manga::StoredJob storedJob(const api::Job& job, const std::filesystem::path& bundle) {
  json takes = json::array();
  manga::StoredJob stored{.id = job.id.value};
  for (const manga::TakeId take : job.spec.takes) {
    takes.push_back(take.value);
    stored.last_reserved = std::max(stored.last_reserved, take.value);
  }
  const json document = {{"schema", jobSchema},           {"request", api::request_to_json(job.spec.request, bundle)},
                         {"panel", job.spec.panel.value}, {"takes", std::move(takes)},
                         {"label", job.spec.label},       {"lane", lanes.at(std::size_t(job.spec.lane))}};
  stored.text = write_document(document, "job " + std::to_string(job.id.value));
  return stored;
}

api::Job jobOf(const manga::StoredJob& stored, const std::filesystem::path& bundle) {
  const json document = parse_document(stored.text, "job " + std::to_string(stored.id));
  JsonFields fields(document, "$");
  if (fields.text("schema") != jobSchema) {
    throw Error(ErrorCode::unsupported, std::string("must be \"") + jobSchema + "\"", "$.schema");
  }
  api::Job job{.id = {stored.id}, .spec = {}};
  const json* request = fields.find("request");
  if (!request) throw Error(ErrorCode::invalid_argument, "is missing", "$.request");
  job.spec.request = api::request_from_json(*request, bundle, "$.request");
  job.spec.panel = {std::uint64_t(fields.integer("panel", 0, INT64_MAX).value_or(0))};
  const auto& takes = fields.array("takes", mostTakes);
  for (const json& take : takes) job.spec.takes.push_back(takeOf(take, "$.takes"));
  job.spec.label = fields.text("label").value_or("");
  job.spec.lane = api::Lane(fields.choice("lane", lanes).value_or(0));
  fields.finish();
  return job;
}

}  // namespace koma::app
