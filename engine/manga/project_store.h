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

/// A project on disk: the bundle `Title.koma/` of specs/reliability.md, section 2.
///
///     project.db            structure and thumbnails (SQLite; no side files when it is closed)
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
  /// When this returns, the project is durable; when it throws, the saved one is as it was.
  void save(const Project& project);

  /// Stores bytes under their hash; the same bytes again cost nothing. `kind` is the extension without a dot.
  AssetId put_object(std::span<const std::uint8_t> bytes, const std::string& kind);
  [[nodiscard]] std::filesystem::path object_path(const AssetId& asset) const;
  /// Reads and verifies an object. Throws Error(not_found | invalid_file) naming it and where the project uses it.
  [[nodiscard]] std::vector<std::uint8_t> read_object(const AssetId& asset) const;
  /// Pictures that the project names but that are not there, sorted.
  [[nodiscard]] std::vector<AssetId> missing_objects(const Project& project) const;

  /// A small PNG of a page, kept with the structure so that an overview needs no objects.
  void set_thumbnail(PageId page, std::span<const std::uint8_t> png);
  [[nodiscard]] std::optional<std::vector<std::uint8_t>> thumbnail(PageId page);

  [[nodiscard]] const std::filesystem::path& path() const noexcept { return bundle_; }

 private:
  ProjectStore(std::filesystem::path bundle, BundleLock lock, Database::Access access);
  void harden();
  void start_journal();
  void create_tables();
  void check();
  void migrate();
  void write_changes(const Project& project);

  std::filesystem::path bundle_;
  BundleLock lock_;
  std::unique_ptr<Database> database_;
  bool sound_ = false;  ///< checked: it may be written to, and tidied up at the end
  /// What the database holds, to write only what differs; nothing before the first load.
  std::optional<Project> saved_;
  std::string saved_head_;  ///< the JSON of everything but the pages
};

}  // namespace koma::manga
