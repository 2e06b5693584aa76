// SPDX-License-Identifier: Apache-2.0
// The engine as a library that the window opens when the first picture is asked for: the window itself starts without
// reading libtorch, which takes half a second and 200 MB.
#include "app/module/engine_module.h"

#include "engine/base/error.h"

extern "C" koma::api::Generator* komaMakeGenerator(const koma::EngineOptions& options, koma::api::Failed& failed) {
  try {
    return koma::make_generator(options).release();
  } catch (const koma::Error& error) {
    failed = {error.code(), error.what()};
  } catch (const std::exception& error) {
    failed = {koma::ErrorCode::internal, error.what()};
  }
  return nullptr;
}
