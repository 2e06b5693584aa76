// SPDX-License-Identifier: Apache-2.0
#include "engine/checkpoints/json_file.h"

#include <fstream>
#include <sstream>

#include "engine/base/error.h"
#include "engine/base/json_fields.h"

namespace koma::checkpoints {

namespace fs = std::filesystem;
using nlohmann::json;

std::string text_of_file(const fs::path& file) {
  std::error_code failure;
  if (!fs::exists(file, failure)) {
    throw Error(ErrorCode::not_found, "there is no such file in the checkpoint; get the model again", file.string());
  }
  const std::uintmax_t size = fs::file_size(file, failure);
  if (failure) throw Error(ErrorCode::unreadable, "cannot be read; check that it is a file", file.string());
  if (size > longest_document) {
    throw Error(ErrorCode::invalid_file, "is larger than 16 MiB; get the model again", file.string());
  }
  std::ifstream stream(file, std::ios::binary);
  std::stringstream text;
  if (size > 0) text << stream.rdbuf();
  if (!stream) throw Error(ErrorCode::unreadable, "cannot be read; check its permissions", file.string());
  return text.str();
}

json json_of_file(const fs::path& file) {
  const std::string text = text_of_file(file);
  try {
    json object = parse_document(text, file.string());
    if (!object.is_object()) throw Error(ErrorCode::invalid_file, "is no JSON object; get the model again");
    return object;
  } catch (const Error& error) {
    throw Error(ErrorCode::invalid_file, error.sentence(), file.string());
  }
}

std::string text_in(const json& object, const char* key, const std::string& otherwise) {
  const auto found = object.find(key);
  return found != object.end() && found->is_string() ? found->get<std::string>() : otherwise;
}

std::int64_t count_in(const json& object, const char* key, std::int64_t otherwise) {
  const auto found = object.find(key);
  return found != object.end() && found->is_number_integer() ? found->get<std::int64_t>() : otherwise;
}

}  // namespace koma::checkpoints
