// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <vector>

#include "app/service/storage_thread.h"
#include "engine/api/job_service.h"

namespace koma::app {

/// The queue and the finished pictures of one open project. Texts and pictures are made on the calling thread; what
/// touches the database happens on the storage thread, and the caller waits for it. After the project is closed every
/// call throws Error(not_found).
class BundleJournal : public api::JobJournal {
 public:
  /// `bundle` in full.
  BundleJournal(std::weak_ptr<StorageThread> storage, std::uint64_t session, std::filesystem::path bundle);

  void write(std::span<const api::Job> jobs) override;
  std::vector<api::Job> read() override;
  std::vector<manga::Take> keep(const api::Job& job, const api::Finished& finished) override;

 private:
  void onStorage(const std::function<void(manga::ProjectStore&)>& work);

  std::weak_ptr<StorageThread> storage_;
  std::uint64_t session_;
  std::filesystem::path bundle_;
  std::vector<manga::StoredJob> unread_;  ///< what this version does not understand is written back as it was
};

}  // namespace koma::app
