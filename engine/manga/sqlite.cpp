// SPDX-License-Identifier: Apache-2.0
#include "engine/manga/sqlite.h"

#include <sqlite3.h>

#include "engine/base/error.h"

namespace koma::manga {

namespace {

ErrorCode kind_of(int code) {
  switch (code & 0xff) {
    case SQLITE_FULL:
      return ErrorCode::no_space;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return ErrorCode::busy;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return ErrorCode::invalid_file;
    case SQLITE_NOMEM:
      return ErrorCode::out_of_memory;
    default:
      return ErrorCode::unreadable;
  }
}

const char* remedy_of(ErrorCode kind) {
  switch (kind) {
    case ErrorCode::no_space:
      return "free some space; the project is as it was";
    case ErrorCode::busy:
      return "close the other program that has this project open";
    case ErrorCode::invalid_file:
      return "restore project.db from the bundle's backups folder; the file was not changed";
    default:
      return "check the permissions of the bundle; the project is as it was";
  }
}

int flags_of(Database::Access access) {
  switch (access) {
    case Database::Access::create:
      return SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
    case Database::Access::read_write:
      return SQLITE_OPEN_READWRITE;
    case Database::Access::read_only:
      return SQLITE_OPEN_READONLY;
  }
  return SQLITE_OPEN_READONLY;
}

sqlite3* open(const std::filesystem::path& path, int flags, int& code) {
  sqlite3* handle = nullptr;
  code = sqlite3_open_v2(path.c_str(), &handle, flags | SQLITE_OPEN_NOFOLLOW | SQLITE_OPEN_NOMUTEX, nullptr);
  return handle;
}

}  // namespace

Database::Database(std::filesystem::path path, Access access)
    : path_(std::move(path)), handle_(nullptr, &sqlite3_close_v2) {
  int code = SQLITE_OK;
  // NOFOLLOW refuses links anywhere in the path; those above the bundle's file are the author's own and are resolved.
  std::error_code ignored;
  const auto folder = std::filesystem::weakly_canonical(std::filesystem::absolute(path_).parent_path(), ignored);
  handle_.reset(open(ignored ? path_ : folder / path_.filename(), flags_of(access), code));
  if (code != SQLITE_OK) fail(code);
  sqlite3_extended_result_codes(handle_.get(), 1);
  sqlite3_db_config(handle_.get(), SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  sqlite3_db_config(handle_.get(), SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
}

void Database::fail(int code) const {
  const char* words = handle_ ? sqlite3_errmsg(handle_.get()) : sqlite3_errstr(code);
  const ErrorCode kind = kind_of(code);
  throw Error(kind, std::string("the project's database fails (") + words + "); " + remedy_of(kind), path_.string());
}

void Database::run(const std::string& sql) {
  const int code = sqlite3_exec(handle_.get(), sql.c_str(), nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) fail(code);
}

std::optional<std::string> Database::text(const std::string& sql) {
  Statement statement(*this, sql);
  if (!statement.step()) return {};
  return statement.text(0);
}

std::int64_t Database::number(const std::string& sql) {
  Statement statement(*this, sql);
  return statement.step() ? statement.number(0) : 0;
}

Statement::Statement(Database& database, const std::string& sql)
    : database_(database), handle_(nullptr, &sqlite3_finalize) {
  sqlite3_stmt* made = nullptr;
  const int code = sqlite3_prepare_v2(database.handle(), sql.c_str(), int(sql.size()), &made, nullptr);
  handle_.reset(made);
  if (code != SQLITE_OK) database_.fail(code);
}

Statement& Statement::bind(int index, std::int64_t value) {
  if (const int code = sqlite3_bind_int64(handle_.get(), index, value); code != SQLITE_OK) database_.fail(code);
  return *this;
}

Statement& Statement::bind(int index, const std::string& value) {
  const int code = sqlite3_bind_text64(handle_.get(), index, value.data(), value.size(), SQLITE_TRANSIENT, SQLITE_UTF8);
  if (code != SQLITE_OK) database_.fail(code);
  return *this;
}

Statement& Statement::bind(int index, std::span<const std::uint8_t> value) {
  const int code = sqlite3_bind_blob64(handle_.get(), index, value.data(), value.size(), SQLITE_TRANSIENT);
  if (code != SQLITE_OK) database_.fail(code);
  return *this;
}

bool Statement::step() {
  const int code = sqlite3_step(handle_.get());
  if (code == SQLITE_ROW) return true;
  if (code != SQLITE_DONE) database_.fail(code);
  return false;
}

void Statement::finish() {
  while (step()) {
  }
  sqlite3_reset(handle_.get());
}

std::int64_t Statement::number(int column) const {
  return sqlite3_column_int64(handle_.get(), column);
}

std::string Statement::text(int column) const {
  const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(handle_.get(), column));
  return text ? std::string(text, std::size_t(sqlite3_column_bytes(handle_.get(), column))) : std::string();
}

std::vector<std::uint8_t> Statement::bytes(int column) const {
  const auto* data = static_cast<const std::uint8_t*>(sqlite3_column_blob(handle_.get(), column));
  return data ? std::vector<std::uint8_t>(data, data + sqlite3_column_bytes(handle_.get(), column))
              : std::vector<std::uint8_t>();
}

Transaction::Transaction(Database& database) : database_(database) {
  database_.run("BEGIN IMMEDIATE");
}

Transaction::~Transaction() {
  // After some failures SQLite has rolled back already; then this has nothing to do and its answer does not matter.
  if (open_) sqlite3_exec(database_.handle(), "ROLLBACK", nullptr, nullptr, nullptr);
}

void Transaction::commit() {
  database_.run("COMMIT");
  open_ = false;
}

}  // namespace koma::manga
