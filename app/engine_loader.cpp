// SPDX-License-Identifier: Apache-2.0
#include "app/engine_loader.h"

#include <dlfcn.h>

#include "app/module/engine_module.h"
#include "engine/base/error.h"

namespace koma::app {
namespace {

// OpenCV brings the reference BLAS into the program; libtorch would take its sgemm_ for its own and multiply matrices
// ten times slower. Sanitizers forbid the flag, and do not care for speed.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr int ownSymbolsFirst = 0;
#else
constexpr int ownSymbolsFirst = RTLD_DEEPBIND;
#endif

MakeGenerator openEngine() {
  const auto file = engineLibrary();
  // Never closed: libtorch leaves threads and destructors behind that must not lose their code.
  void* library = dlopen(file.c_str(), RTLD_NOW | RTLD_LOCAL | ownSymbolsFirst);
  if (!library) {
    throw Error(ErrorCode::not_found,
                "the drawing engine cannot be opened (" + std::string(dlerror()) + "); install Komawari again");
  }
  auto* make = reinterpret_cast<MakeGenerator>(dlsym(library, makeGeneratorName));
  if (!make) throw Error(ErrorCode::unsupported, "is not this program's engine; install Komawari again", file.string());
  return make;
}

}  // namespace

std::filesystem::path engineLibrary() {
  std::error_code failed;
  const auto folder = std::filesystem::read_symlink("/proc/self/exe", failed).parent_path();
  constexpr const char* name = "libkomawari-engine.so";
  for (const auto& place :
       {folder / name, folder.parent_path() / "lib" / "komawari" / name, folder.parent_path() / "bin" / name}) {
    if (std::filesystem::exists(place, failed)) return place;
  }
  return folder / name;
}

std::function<std::unique_ptr<api::Generator>()> engineFactory(EngineOptions options) {
  return [options = std::move(options)] {
    api::Failed failed;
    std::unique_ptr<api::Generator> generator(openEngine()(options, failed));
    if (!generator) throw Error(failed.code, failed.text);
    return generator;
  };
}

}  // namespace koma::app
