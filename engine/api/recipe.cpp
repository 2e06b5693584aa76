// SPDX-License-Identifier: Apache-2.0
#include "engine/api/recipe.h"

#include <nlohmann/json.hpp>

#include "engine/api/request_json.h"
#include "engine/base/error.h"
#include "engine/base/json_fields.h"

namespace koma::api {

using nlohmann::json;

json recipe_to_json(const Recipe& recipe, const std::filesystem::path& base) {
  json engine = {
      {"version", recipe.engine}, {"device", recipe.device}, {"dtype", recipe.dtype}, {"threads", recipe.threads}};
  if (!recipe.agent.empty()) engine["agent"] = recipe.agent;
  json object = {{"schema", recipe_schema},
                 {"request", request_to_json(recipe.request, base)},
                 {"model", {{"name", recipe.model_name}, {"hash", recipe.model_hash}}},
                 {"engine", std::move(engine)}};
  if (!recipe.file_hashes.empty()) object["file_hashes"] = recipe.file_hashes;
  return object;
}

Recipe recipe_from_json(const json& value, const std::filesystem::path& base) {
  JsonFields fields(value, "$");
  if (fields.text("schema") != recipe_schema) {
    throw Error(ErrorCode::invalid_argument, std::string("must be \"") + recipe_schema + "\"", "$.schema");
  }
  Recipe recipe;
  const json* request = fields.find("request");
  if (!request) throw Error(ErrorCode::invalid_argument, "is missing", "$.request");
  recipe.request = request_from_json(*request, base, "$.request");
  if (const json* found = fields.find("model")) {
    JsonFields model(*found, "$.model");
    recipe.model_name = model.text("name").value_or("");
    recipe.model_hash = model.text("hash").value_or("");
    model.finish();
  }
  if (const json* found = fields.find("file_hashes")) {
    JsonFields hashes(*found, "$.file_hashes");
    for (const char* what : {"restorer", "upscaler"}) {
      if (const auto hash = hashes.text(what)) recipe.file_hashes[what] = *hash;
    }
    hashes.finish();
  }
  if (const json* found = fields.find("engine")) {
    JsonFields engine(*found, "$.engine");
    recipe.engine = engine.text("version").value_or("");
    recipe.device = engine.text("device").value_or("");
    recipe.dtype = engine.text("dtype").value_or("");
    recipe.agent = engine.text("agent").value_or("");
    recipe.threads = int(engine.integer("threads", 1, 4096).value_or(1));
    engine.finish();
  }
  fields.finish();
  return recipe;
}

}  // namespace koma::api
