// SPDX-License-Identifier: Apache-2.0
#include "app/base/resources.h"

#include <cstdlib>

namespace koma::app {
namespace {

/// The folder above the program's; the root where the system does not tell.
std::filesystem::path programRoot() {
  std::error_code failed;
  const auto program = std::filesystem::read_symlink("/proc/self/exe", failed);
  return failed ? "/" : program.parent_path().parent_path();
}

}  // namespace

std::filesystem::path findResources() {
  if (const char* given = std::getenv("KOMAWARI_RESOURCES"); given && *given) return given;
  std::error_code failed;
  auto installed = programRoot() / "share" / "komawari";
  if (std::filesystem::is_directory(installed, failed)) return installed;
  return KOMA_RESOURCES;
}

std::filesystem::path findClipVocabulary(const std::filesystem::path& resources) {
  for (const auto& folder : {resources, programRoot() / "share"}) {
    std::error_code failed;
    auto file = folder / "clip_vocabulary.txt";
    if (std::filesystem::is_regular_file(file, failed)) return file;
  }
  return {};
}

}  // namespace koma::app
