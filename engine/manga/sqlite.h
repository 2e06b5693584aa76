// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

struct sqlite3;
struct sqlite3_stmt;

namespace koma::manga {

/// One connection to one database file. Errors become koma::Error with the file's path; a full disk is no_space,
/// a lock that somebody else holds is busy, a broken file invalid_file.
class Database {
 public:
  enum class Access { create, read_write, read_only };
  Database(std::filesystem::path path, Access access);

  /// Runs statements that give no rows, or whose rows do not matter.
  void run(const std::string& sql);
  /// The first column of the first row; nothing when there is no row.
  [[nodiscard]] std::optional<std::string> text(const std::string& sql);
  [[nodiscard]] std::int64_t number(const std::string& sql);
  [[nodiscard]] const std::filesystem::path& path() const noexcept { return path_; }
  [[nodiscard]] sqlite3* handle() const noexcept { return handle_.get(); }
  [[noreturn]] void fail(int code) const;

 private:
  std::filesystem::path path_;
  std::unique_ptr<sqlite3, int (*)(sqlite3*)> handle_;
};

/// A prepared statement; parameters count from 1, columns from 0.
class Statement {
 public:
  Statement(Database& database, const std::string& sql);

  Statement& bind(int index, std::int64_t value);
  Statement& bind(int index, const std::string& value);
  Statement& bind(int index, std::span<const std::uint8_t> value);
  /// True while there is a row.
  bool step();
  /// Runs to the end, so that it can be bound again.
  void finish();
  [[nodiscard]] std::int64_t number(int column) const;
  [[nodiscard]] std::string text(int column) const;
  [[nodiscard]] std::vector<std::uint8_t> bytes(int column) const;

 private:
  Database& database_;
  std::unique_ptr<sqlite3_stmt, int (*)(sqlite3_stmt*)> handle_;
};

/// Rolls back at its end unless committed.
class Transaction {
 public:
  explicit Transaction(Database& database);
  ~Transaction();
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  void commit();

 private:
  Database& database_;
  bool open_ = true;
};

}  // namespace koma::manga
