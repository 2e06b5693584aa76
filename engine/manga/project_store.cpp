// SPDX-License-Identifier: Apache-2.0
#include "engine/manga/project_store.h"

#include <sys/vfs.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "engine/base/durable_folder.h"
#include "engine/base/error.h"
#include "engine/base/json_fields.h"
#include "engine/manga/project_json.h"

namespace koma::manga {

namespace {

constexpr int application_id = 0x4b4f4d41;  // "KOMA"
constexpr int store_version = 2;            // 1 had no queue and no results
constexpr std::int64_t head_row = 0;

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
  if (!database_ || !sound_) return;
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
    sync_folder(bundle);
    sync_folder(std::filesystem::absolute(bundle).parent_path());
    ProjectStore store(bundle, BundleLock(bundle), Database::Access::create);
    store.harden();
    store.start_journal();
    store.create_tables();
    store.saved_.emplace();
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
  store.harden();
  store.check();
  store.start_journal();
  store.migrate_store();
  store.migrate();
  return store;
}

void ProjectStore::harden() {
  auto& db = *database_;
  db.run("PRAGMA locking_mode=EXCLUSIVE");
  db.run("PRAGMA mmap_size=0");
  db.run("PRAGMA foreign_keys=ON");
  db.run("PRAGMA trusted_schema=OFF");
  db.run("PRAGMA cell_size_check=ON");
}

void ProjectStore::start_journal() {
  const bool network = on_network(bundle_);
  database_->run(network ? "PRAGMA journal_mode=DELETE" : "PRAGMA journal_mode=WAL");
  database_->run(network ? "PRAGMA synchronous=EXTRA" : "PRAGMA synchronous=FULL");
  sound_ = true;
}

void ProjectStore::create_tables() {
  Transaction transaction(*database_);
  database_->run("PRAGMA application_id=" + std::to_string(application_id));
  database_->run("PRAGMA user_version=" + std::to_string(store_version));
  database_->run("CREATE TABLE document (page INTEGER PRIMARY KEY, position INTEGER NOT NULL, json TEXT NOT NULL)");
  database_->run("CREATE TABLE object (asset TEXT PRIMARY KEY, size INTEGER NOT NULL) WITHOUT ROWID");
  database_->run("CREATE TABLE thumbnail (page INTEGER PRIMARY KEY, png BLOB NOT NULL)");
  create_job_tables();
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
  auto verdict = database_->text("PRAGMA quick_check(1)").value_or("no answer");
  if (verdict != "ok") {
    std::ranges::replace(verdict, '\n', ' ');
    throw Error(ErrorCode::invalid_file, "project.db is damaged (" + verdict + "); restore it from the backups folder",
                database_->path().string());
  }
}

void ProjectStore::back_up(const std::string& name) {
  make_durable_folder(bundle_ / "backups");
  const auto copy = bundle_ / "backups" / name;
  std::error_code ignored;  // what is left in the way, VACUUM complains about
  std::filesystem::remove(copy, ignored);
  Statement backup(*database_, "VACUUM INTO ?");
  backup.bind(1, copy.string()).finish();
}

void ProjectStore::migrate() {
  const auto head = database_->text("SELECT json FROM document WHERE page = 0");
  if (!head)
    throw Error(ErrorCode::invalid_file, "project.db holds no project; restore it from the backups folder",
                database_->path().string());
  const auto document = parse_document(*head, database_->path().string());
  const auto found = document.is_object() ? document.find("schema") : document.end();
  // What is no document of ours is left as it is; load() says what is wrong with it.
  if (found == document.end() || !found->is_number_integer()) return;
  const auto schema = found->get<std::int64_t>();
  if (schema < 0 || schema >= document_schema) return;
  back_up("project-schema-" + std::to_string(schema) + ".db");
  const Project migrated = load();
  saved_->pages.clear();  // every row is written in its new form, also those that read as equal
  save(migrated);
}

Project ProjectStore::load() {
  Statement rows(*database_, "SELECT page, json FROM document ORDER BY position");
  nlohmann::json document;
  std::string head;
  nlohmann::json pages = nlohmann::json::array();
  while (rows.step()) {
    const bool is_head = rows.number(0) == head_row;
    auto value = parse_document(rows.text(1), database_->path().string());
    if (is_head) head = rows.text(1);
    if (is_head)
      document = std::move(value);
    else
      pages.push_back(std::move(value));
  }
  if (!document.is_object())
    throw Error(ErrorCode::invalid_file, "project.db holds no project; restore it from the backups folder",
                bundle_.string());
  document["pages"] = std::move(pages);
  try {
    saved_ = project_from_json(document);
  } catch (const Error& error) {
    throw Error(ErrorCode::invalid_file, error.what(), database_->path().string());
  }
  saved_head_ = std::move(head);
  return *saved_;
}

void ProjectStore::write_changes(const Project& project) {
  const std::string place = bundle_.string();
  const std::string head = write_document(head_to_json(project), place);
  std::map<PageId, std::size_t> before, now;
  for (std::size_t i = 0; i < saved_->pages.size(); ++i) before[saved_->pages[i].id] = i;
  for (std::size_t i = 0; i < project.pages.size(); ++i) now[project.pages[i].id] = i;

  Transaction transaction(*database_);
  Statement put(*database_,
                "INSERT INTO document (page, position, json) VALUES (?1, ?2, ?3) "
                "ON CONFLICT (page) DO UPDATE SET position = ?2, json = ?3");
  if (head != saved_head_) put.bind(1, head_row).bind(2, std::int64_t(0)).bind(3, head).finish();
  for (const auto& [id, index] : now) {
    const auto& page = project.pages[index];
    const auto old = before.find(id);
    if (old != before.end() && old->second == index && saved_->pages[index] == page) continue;
    const auto text = write_document(page_to_json(page), place + ", page " + std::to_string(index + 1));
    put.bind(1, std::int64_t(id.value)).bind(2, std::int64_t(index) + 1).bind(3, text).finish();
  }
  for (const auto& [id, index] : before) {
    if (now.contains(id)) continue;
    Statement(*database_, "DELETE FROM document WHERE page = ?").bind(1, std::int64_t(id.value)).finish();
    Statement(*database_, "DELETE FROM thumbnail WHERE page = ?").bind(1, std::int64_t(id.value)).finish();
  }
  forget_results(project);
  transaction.commit();
  saved_head_ = head;
  saved_ = project;
}

void ProjectStore::save(const Project& project) {
  std::set<PageId> ids;
  for (const auto& page : project.pages) {
    if (!page.id || !ids.insert(page.id).second) {
      throw Error(ErrorCode::internal, "two pages share an id, or one has none; the project was not saved",
                  bundle_.string());
    }
  }
  if (!saved_) static_cast<void>(load());
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
