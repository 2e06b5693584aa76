// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

#include "app/service/storage_thread.h"
#include "app/service/worker.h"
#include "engine/api/project_service.h"

namespace koma::app {

/// The project service with two threads: one owns the store, the other does what takes long and needs no database,
/// decoding pictures and copying bundles, so that a save never waits behind a large picture.
class ThreadedProjectService : public api::ProjectService {
 public:
  ThreadedProjectService();
  /// Carries out and answers everything that was asked, then closes the project.
  ~ThreadedProjectService() override;

  void create(std::filesystem::path bundle, manga::Project project, api::Reply<api::OpenedProject> reply) override;
  void open(std::filesystem::path bundle, api::Reply<api::OpenedProject> reply) override;
  void import_work(std::filesystem::path folder, std::filesystem::path bundle,
                   api::Reply<api::OpenedProject> reply) override;
  void copy_to(std::filesystem::path bundle, api::Reply<api::Done> reply) override;
  void save(manga::Project project, api::Reply<api::Done> reply) override;
  void close(api::Reply<api::Done> reply) override;
  void import_picture(std::filesystem::path file, int mostSide, api::Reply<api::StoredPicture> reply) override;
  void import_image(Image image, int mostSide, api::Reply<api::StoredPicture> reply) override;
  void set_thumbnail(manga::PageId page, Image thumbnail) override;

 private:
  /// Saves of one session that wait together: the last project stands for all.
  struct Saves {
    std::uint64_t session = 0;
    manga::Project project;
    std::vector<api::Reply<api::Done>> replies;
  };
  /// The store of the project to open; nothing when that is open already.
  using Opening = std::function<std::optional<manga::ProjectStore>()>;

  void openBy(Opening opening, api::Reply<api::OpenedProject> reply);
  [[nodiscard]] api::OpenedProject begin(std::optional<manga::ProjectStore> store);
  void import(std::function<Image()> source, int mostSide, api::Reply<api::StoredPicture> reply);
  void seal();
  void carryOut(const std::shared_ptr<Saves>& saves);

  std::mutex mutex_;
  std::shared_ptr<Saves> waiting_;  ///< the next save joins these; null: it is the first
  std::shared_ptr<StorageThread> storage_;
  Worker porter_;  // last: it uses everything above
};

}  // namespace koma::app
