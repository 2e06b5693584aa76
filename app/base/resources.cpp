// SPDX-License-Identifier: Apache-2.0
#include "app/base/resources.h"

#include <cstdlib>

namespace koma::app {

std::filesystem::path findResources() {
  if (const char* given = std::getenv("KOMAWARI_RESOURCES"); given && *given) return given;
  std::error_code failed;
  const auto program = std::filesystem::read_symlink("/proc/self/exe", failed);
  auto installed = program.parent_path().parent_path() / "share" / "komawari";
  if (!failed && std::filesystem::is_directory(installed, failed)) return installed;
  return KOMA_RESOURCES;
}

}  // namespace koma::app
