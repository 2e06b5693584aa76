// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <optional>

#include "app/service/worker.h"
#include "engine/manga/project_store.h"

namespace koma::app {

/// The thread that owns the open project's store: its one connection to the database is opened, used and closed here.
/// Shared by the project service and the journals it has handed out.
class StorageThread {
 public:
  StorageThread();

  /// False when it has ended; the work is then dropped.
  bool post(Worker::Work work) { return worker_.post(std::move(work)); }
  /// Carries out what was posted, closes the project and ends; not from the thread itself.
  void join() { worker_.join(); }

  /// Grows with every project that is opened; in whatever thread one asks.
  [[nodiscard]] std::uint64_t session() const noexcept { return session_; }

  // On the thread itself.
  /// The open project's, or null.
  [[nodiscard]] manga::ProjectStore* store() noexcept { return store_ ? &*store_ : nullptr; }
  /// Throws Error(not_found) when no project is open, or another than in `session`.
  [[nodiscard]] manga::ProjectStore& storeOf(std::uint64_t session);
  /// Closes what is open and begins the next session.
  void open(manga::ProjectStore store);
  void close();

 private:
  std::atomic<std::uint64_t> session_ = 1;
  std::optional<manga::ProjectStore> store_;
  Worker worker_;  // last: it uses everything above
};

}  // namespace koma::app
