// SPDX-License-Identifier: Apache-2.0
#include "app/service/storage_thread.h"

#include <utility>

#include "engine/base/error.h"

namespace koma::app {

StorageThread::StorageThread() : worker_({.initialise = {}, .idle = {}, .finalise = [this] { close(); }}) {}

manga::ProjectStore& StorageThread::storeOf(std::uint64_t session) {
  if (!store_) throw Error(ErrorCode::not_found, "no project is open; open one first");
  if (session != session_) {
    throw Error(ErrorCode::not_found, "the project was closed meanwhile; open it again");
  }
  return *store_;
}

void StorageThread::open(manga::ProjectStore store) {
  store_.reset();
  store_.emplace(std::move(store));
  ++session_;
}

void StorageThread::close() {
  store_.reset();
}

}  // namespace koma::app
