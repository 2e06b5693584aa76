// SPDX-License-Identifier: Apache-2.0
#include "app/service/endpoint_file.h"

#include <cstdlib>
#include <fstream>
#include <iterator>

#include "engine/base/atomic_file.h"
#include "engine/base/error.h"
#include "engine/base/json_fields.h"
#include "engine/base/output_folder.h"
#include "engine/planning/endpoint_json.h"

namespace koma::app {

namespace fs = std::filesystem;

fs::path endpointFile() {
  const char* config = std::getenv("XDG_CONFIG_HOME");
  const char* home = std::getenv("HOME");
  const fs::path folder = config && *config == '/' ? fs::path(config) : fs::path(home ? home : ".") / ".config";
  return folder / "komawari" / "endpoints.json";
}

std::vector<api::Endpoint> readEndpoints(const fs::path& file) {
  std::error_code missing;
  if (!fs::exists(file, missing)) return {};
  std::ifstream stream(file, std::ios::binary);
  if (!stream) throw Error(ErrorCode::unreadable, "cannot be read; check its permissions", file.string());
  const std::string text((std::istreambuf_iterator<char>(stream)), {});
  try {
    return planning::endpoints_from_json(parse_document(text, file.string()));
  } catch (const Error& error) {
    throw Error(error.code(), std::string(error.what()) + "; correct the file, or remove it", file.string());
  }
}

void writeEndpoints(const fs::path& file, const std::vector<api::Endpoint>& endpoints) {
  const auto document = planning::endpoints_to_json(endpoints);
  static_cast<void>(planning::endpoints_from_json(document));
  make_output_folder(file.parent_path());
  write_atomically(file, document.dump(2) + "\n");
}

}  // namespace koma::app
