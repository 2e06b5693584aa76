// SPDX-License-Identifier: Apache-2.0
#include "app/service/failure.h"

#include <filesystem>
#include <new>

#include "engine/base/error.h"

namespace koma::app {

api::Failed failureOf(const std::string& what, const std::string& remedy) {
  const auto sentence = [&](const char* words) { return what + " (" + words + "); " + remedy; };
  try {
    throw;
  } catch (const Error& error) {
    return {error.code(), error.what()};
  } catch (const std::bad_alloc&) {
    return {ErrorCode::out_of_memory, what + " for want of memory; close other programs or choose a smaller size"};
  } catch (const std::filesystem::filesystem_error& error) {
    const bool full = error.code() == std::errc::no_space_on_device;
    return {full ? ErrorCode::no_space : ErrorCode::unreadable, sentence(error.what())};
  } catch (const std::exception& error) {
    return {ErrorCode::internal, sentence(error.what())};
  } catch (...) {
    return {ErrorCode::internal, sentence("without saying why")};
  }
}

}  // namespace koma::app
