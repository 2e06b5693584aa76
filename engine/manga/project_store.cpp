// SPDX-License-Identifier: Apache-2.0
#include "engine/manga/project_store.h"

#include <sys/vfs.h>

#include <algorithm>
#include <set>

#include "engine/base/error.h"
#include "engine/base/json_fields.h"
#include "engine/manga/project_json.h"

namespace koma::manga {

namespace {

constexpr int application_id = 0x4b4f4d41;  // "KOMA"
constexpr int store_version = 1;
constexpr std::uint64_t head_row = 0;

/// WAL needs shared memory, which these file systems do not give reliably (specs/reliability.md, 2 rule 3).
bool on_network(const std::filesystem::path& path) {
  struct ::statfs info {};
  if (::statfs(path.c_str(), &info) != 0) return false;
  constexpr std::array<unsigned long, 4> kinds = {0x6969 /* NFS */, 0xff534d42 /* CIFS */, 0xfe534d42 /* SMB2 */,
                                                  0x65735546 /* FUSE */};
  return std::ranges::find(kinds, static_cast<unsigned long>(info.f_type) & 0xffffffff) != kinds.end();
}

}  // namespace

ProjectStore::ProjectStore(std::filesystem::path bundle, BundleLock lock, Database::Access access)
    : bundle_(std::move(bundle)),
      lock_(std::move(lock)),
      database_(std::make_unique<Database>(bundle_ / "project.db", access)) {}

ProjectStore::ProjectStore(ProjectStore&&) noexcept = default;
ProjectStore& ProjectStore::operator=(ProjectStore&&) noexcept = default;

ProjectStore::~ProjectStore() {
  if (!database_) return;
  try {
    // A bundle at rest has no side files, so that it can be copied as it is.
    database_->run("PRAGMA journal_mode=DELETE");
  } catch (const Error&) {
    // The journal then stays beside the database and is replayed at the next opening.
  }
}

ProjectStore ProjectStore::create(const std::filesystem::path& bundle, const Project& project) {
  std::error_code error;
  if (std::filesystem::exists(bundle, error)) {
    throw Error(ErrorCode::invalid_argument, "there is something of that name already; choose another name",
                bundle.string());
  }
  std::filesystem::create_directories(bundle / "objects", error);
  if (error)
    throw Error(ErrorCode::unreadable, "the bundle cannot be made: " + error.message() + "; choose another folder",
                bundle.string());
  try {
    ProjectStore store(bundle, BundleLock(bundle), Database::Access::create);
    store.set_pragmas();
    store.create_tables();
    store.save(project);
    return store;
  } catch (...) {
    std::filesystem::remove_all(bundle, error);  // no half bundle stays behind
    throw;
  }
}

ProjectStore ProjectStore::open(const std::filesystem::path& bundle) {
  if (!std::filesystem::is_regular_file(bundle / "project.db")) {
    throw Error(ErrorCode::not_found, "this is no Komawari project (it has no project.db); check the path",
                bundle.string());
  }
  ProjectStore store(bundle, BundleLock(bundle), Database::Access::read_write);
  store.check();
  store.set_pragmas();
  store.migrate();
  return store;
}

void ProjectStore::set_pragmas() {
  const bool network = on_network(bundle_);
  auto& db = *database_;
  db.run("PRAGMA locking_mode=EXCLUSIVE");
  db.run("PRAGMA mmap_size=0");
  db.run("PRAGMA foreign_keys=ON");
  db.run("PRAGMA trusted_schema=OFF");
  db.run("PRAGMA cell_size_check=ON");
  db.run(network ? "PRAGMA journal_mode=DELETE" : "PRAGMA journal_mode=WAL");
  db.run(network ? "PRAGMA synchronous=EXTRA" : "PRAGMA synchronous=FULL");
}

void ProjectStore::create_tables() {
  Transaction transaction(*database_);
  database_->run("PRAGMA application_id=" + std::to_string(application_id));
  database_->run("PRAGMA user_version=" + std::to_string(store_version));
  database_->run("CREATE TABLE document (page INTEGER PRIMARY KEY, position INTEGER NOT NULL, json TEXT NOT NULL)");
  database_->run("CREATE TABLE object (asset TEXT PRIMARY KEY, size INTEGER NOT NULL) WITHOUT ROWID");
  database_->run("CREATE TABLE thumbnail (page INTEGER PRIMARY KEY, png BLOB NOT NULL)");
  transaction.commit();
}

void ProjectStore::check() {
  if (database_->number("PRAGMA application_id") != application_id) {
    throw Error(ErrorCode::invalid_file, "project.db is not a Komawari database; restore it from a backup",
                database_->path().string());
  }
  const auto version = database_->number("PRAGMA user_version");
  if (version > store_version) {
    throw Error(ErrorCode::unsupported, "the project was saved by a newer Komawari; update the program to open it",
                bundle_.string());
  }
  const auto verdict = database_->text("PRAGMA quick_check(1)");
  if (verdict != "ok") {
    throw Error(ErrorCode::invalid_file,
                "project.db is damaged (" + verdict.value_or("no answer") + "); restore it from the backups folder",
                database_->path().string());
  }
}

void ProjectStore::migrate() {
  const auto head = database_->text("SELECT json FROM document WHERE page = 0");
  if (!head)
    throw Error(ErrorCode::invalid_file, "project.db holds no project; restore it from the backups folder",
                database_->path().string());
  const auto document = parse_document(*head, database_->path().string());
  const auto schema = document.is_object() ? document.value("schema", 0) : 0;
  if (schema >= document_schema) return;
  std::filesystem::create_directories(bundle_ / "backups");
  const auto copy = bundle_ / "backups" / ("project-schema-" + std::to_string(schema) + ".db");
  std::filesystem::remove(copy);
  Statement backup(*database_, "VACUUM INTO ?");
  backup.bind(1, copy.string()).finish();
  save(load());
}

Project ProjectStore::load() {
  Statement rows(*database_, "SELECT page, json FROM document ORDER BY position");
  nlohmann::json document;
  std::vector<std::pair<std::uint64_t, std::string>> read;
  nlohmann::json pages = nlohmann::json::array();
  while (rows.step()) {
    read.emplace_back(std::uint64_t(rows.number(0)), rows.text(1));
    auto value = parse_document(read.back().second, database_->path().string());
    if (read.back().first == head_row) {
      document = std::move(value);
    } else {
      pages.push_back(std::move(value));
    }
  }
  if (!document.is_object())
    throw Error(ErrorCode::invalid_file, "project.db holds no project; restore it from the backups folder",
                bundle_.string());
  document["pages"] = std::move(pages);
  Project project;
  try {
    project = project_from_json(document);
  } catch (const Error& error) {
    throw Error(ErrorCode::invalid_file, error.what(), database_->path().string());
  }
  saved_.clear();
  saved_order_.clear();
  for (auto& [id, text] : read) {
    if (id != head_row) saved_order_.push_back(id);
    saved_[id] = std::move(text);
  }
  return project;
}

void ProjectStore::write_changes(const Project& project) {
  std::map<std::uint64_t, std::string> wanted = {{head_row, head_to_json(project).dump()}};
  std::vector<std::uint64_t> order;
  for (const auto& page : project.pages) {
    order.push_back(page.id.value);
    wanted[page.id.value] = page_to_json(page).dump();
  }
  Transaction transaction(*database_);
  Statement put(*database_,
                "INSERT INTO document (page, position, json) VALUES (?1, ?2, ?3) "
                "ON CONFLICT (page) DO UPDATE SET position = ?2, json = ?3");
  for (const auto& [id, text] : wanted) {
    const auto place = std::ranges::find(order, id) - order.begin();
    const auto before = std::ranges::find(saved_order_, id) - saved_order_.begin();
    const auto old = saved_.find(id);
    if (old != saved_.end() && old->second == text && (id == head_row || place == before)) continue;
    put.bind(1, std::int64_t(id)).bind(2, id == head_row ? 0 : std::int64_t(place) + 1).bind(3, text).finish();
  }
  for (const auto& [id, text] : saved_) {
    if (wanted.contains(id)) continue;
    Statement(*database_, "DELETE FROM document WHERE page = ?").bind(1, std::int64_t(id)).finish();
    Statement(*database_, "DELETE FROM thumbnail WHERE page = ?").bind(1, std::int64_t(id)).finish();
  }
  transaction.commit();
  saved_ = std::move(wanted);
  saved_order_ = std::move(order);
}

void ProjectStore::save(const Project& project) {
  std::set<std::uint64_t> ids;
  for (const auto& page : project.pages) {
    if (!page.id || !ids.insert(page.id.value).second) {
      throw Error(ErrorCode::internal, "two pages share an id, or one has none; the project was not saved",
                  bundle_.string());
    }
  }
  write_changes(project);
}

void ProjectStore::set_thumbnail(PageId page, std::span<const std::uint8_t> png) {
  Statement(*database_, "INSERT INTO thumbnail (page, png) VALUES (?1, ?2) ON CONFLICT (page) DO UPDATE SET png = ?2")
      .bind(1, std::int64_t(page.value))
      .bind(2, png)
      .finish();
}

std::optional<std::vector<std::uint8_t>> ProjectStore::thumbnail(PageId page) {
  Statement statement(*database_, "SELECT png FROM thumbnail WHERE page = ?");
  statement.bind(1, std::int64_t(page.value));
  if (!statement.step()) return {};
  return statement.bytes(0);
}

}  // namespace koma::manga
