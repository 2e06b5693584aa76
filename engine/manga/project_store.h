// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/manga/bundle_lock.h"
#include "engine/manga/project.h"
#include "engine/manga/sqlite.h"

namespace koma::manga {

/// A job that has not ended, as the store keeps it: what it says is the job service's business.
struct StoredJob {
  std::uint64_t id = 0;
  std::uint64_t last_reserved = 0;  ///< the largest id of a take that it was promised; 0: none
  std::string text;
  friend bool operator==(const StoredJob&, const StoredJob&) = default;
};

/// A finished picture that no saved document has taken up yet.
struct StoredResult {
  PanelId panel;
  Take take;
  friend bool operator==(const StoredResult&, const StoredResult&) = default;
};

/// A project on disk: the bundle `Title.koma/` of specs/reliability.md, section 2.
///
///     project.db            structure, thumbnails, queue and fresh results (SQLite; no side files when it is closed)
///     objects/ab/<sha256>.<kind>   pictures, immutable and named by their content
///     backups/              copies of project.db, one before each migration
///     lock                  who has it open
///
/// Rules: an object is durable before a row names it, so the database never refers to something missing; a save is one
/// transaction and writes only what changed; one connection, from one thread, owns the database.
class ProjectStore {
 public:
  /// Makes a new bundle with the project in it. Throws Error(invalid_argument) when something is there already.
  static ProjectStore create(const std::filesystem::path& bundle, const Project& project);
  /// Opens a bundle, checks it and migrates it if it is old. Throws Error(not_found | busy | invalid_file |
  /// unsupported).
  static ProjectStore open(const std::filesystem::path& bundle);

  ProjectStore(ProjectStore&&) noexcept;
  ProjectStore& operator=(ProjectStore&&) noexcept;
  ~ProjectStore();

  /// The project as it was last saved. Throws Error(invalid_file) with page and JSON path.
  [[nodiscard]] Project load();
  /// The same with the results that were finished since: each in its panel, accepted where nothing was. `next_id` is
  /// beyond every id that a job or result has. Results whose panel is gone stay aside.
  [[nodiscard]] Project load_with_results();
  /// When this returns, the project is durable; when it throws, the saved one is as it was. Results that the project
  /// holds as takes are results no longer.
  void save(const Project& project);

  /// The jobs that have not ended, in their order; they take the place of those kept before, all or none.
  void write_jobs(std::span<const StoredJob> jobs);
  [[nodiscard]] std::vector<StoredJob> jobs();
  /// Ends a job: its results are durable and it is gone, or neither. Their pictures are objects already.
  void keep_results(std::uint64_t job, std::span<const StoredResult> results);
  /// In the order of their takes' ids.
  [[nodiscard]] std::vector<StoredResult> results();

  /// Stores bytes under their hash; the same bytes again cost nothing. `kind` is the extension without a dot.
  AssetId put_object(std::span<const std::uint8_t> bytes, const std::string& kind);
  /// Enters an object that `write_object` has stored.
  void enter_object(const AssetId& asset);
  [[nodiscard]] std::filesystem::path object_path(const AssetId& asset) const;
  /// Reads and verifies an object. Throws Error(not_found | invalid_file) naming it and where the project uses it.
  [[nodiscard]] std::vector<std::uint8_t> read_object(const AssetId& asset) const;
  /// Pictures that the project names but that are not there, sorted.
  [[nodiscard]] std::vector<AssetId> missing_objects(const Project& project) const;

  /// A small PNG of a page, kept with the structure so that an overview needs no objects.
  void set_thumbnail(PageId page, std::span<const std::uint8_t> png);
  [[nodiscard]] std::optional<std::vector<std::uint8_t>> thumbnail(PageId page);

  /// A copy of the database's file at `target`, which must not exist; durable. Without the queue: the jobs remain
  /// the original's.
  void copy_database(const std::filesystem::path& target);

  [[nodiscard]] const std::filesystem::path& path() const noexcept { return bundle_; }

 private:
  ProjectStore(std::filesystem::path bundle, BundleLock lock, Database::Access access);
  void harden();
  void start_journal();
  void create_tables();
  void check();
  void migrate();
  void migrate_store();
  void create_job_tables();
  void back_up(const std::string& name);
  void write_changes(const Project& project);
  void forget_results(const Project& project);

  std::filesystem::path bundle_;
  BundleLock lock_;
  std::unique_ptr<Database> database_;
  bool sound_ = false;  ///< checked: it may be written to, and tidied up at the end
  /// What the database holds, to write only what differs; nothing before the first load.
  std::optional<Project> saved_;
  std::string saved_head_;  ///< the JSON of everything but the pages
};

}  // namespace koma::manga
