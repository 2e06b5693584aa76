// SPDX-License-Identifier: Apache-2.0
// The part of the store that outlives a session before the document does: the queue, and what came out of it.
#include <algorithm>
#include <set>

#include "engine/base/durable_folder.h"
#include "engine/base/error.h"
#include "engine/base/json_fields.h"
#include "engine/manga/panel_json.h"
#include "engine/manga/project_store.h"

namespace koma::manga {

namespace {

std::set<TakeId> takes_of(const Project& project) {
  std::set<TakeId> takes;
  for (const Page& page : project.pages) {
    for (const Panel& panel : page.panels) {
      for (const Take& take : panel.takes) takes.insert(take.id);
    }
  }
  return takes;
}

}  // namespace

void ProjectStore::create_job_tables() {
  database_->run(
      "CREATE TABLE job (id INTEGER PRIMARY KEY, position INTEGER NOT NULL, last_reserved INTEGER NOT NULL, "
      "text TEXT NOT NULL)");
  database_->run("CREATE TABLE result (take INTEGER PRIMARY KEY, panel INTEGER NOT NULL, json TEXT NOT NULL)");
}

void ProjectStore::migrate_store() {
  const auto version = database_->number("PRAGMA user_version");
  if (version >= 2) return;
  back_up("project-store-" + std::to_string(version) + ".db");
  Transaction transaction(*database_);
  create_job_tables();
  database_->run("PRAGMA user_version=2");
  transaction.commit();
}

void ProjectStore::write_jobs(std::span<const StoredJob> jobs) {
  Transaction transaction(*database_);
  database_->run("DELETE FROM job");
  Statement put(*database_, "INSERT INTO job (id, position, last_reserved, text) VALUES (?, ?, ?, ?)");
  for (std::size_t i = 0; i < jobs.size(); ++i) {
    put.bind(1, std::int64_t(jobs[i].id))
        .bind(2, std::int64_t(i))
        .bind(3, std::int64_t(jobs[i].last_reserved))
        .bind(4, jobs[i].text)
        .finish();
  }
  transaction.commit();
}

std::vector<StoredJob> ProjectStore::jobs() {
  std::vector<StoredJob> jobs;
  Statement rows(*database_, "SELECT id, last_reserved, text FROM job ORDER BY position");
  while (rows.step()) {
    jobs.push_back({std::uint64_t(rows.number(0)), std::uint64_t(rows.number(1)), rows.text(2)});
  }
  return jobs;
}

void ProjectStore::keep_results(std::uint64_t job, std::span<const StoredResult> results) {
  Transaction transaction(*database_);
  Statement put(*database_, "INSERT INTO result (take, panel, json) VALUES (?, ?, ?)");
  for (const StoredResult& result : results) {
    enter_object(result.take.picture);
    put.bind(1, std::int64_t(result.take.id.value))
        .bind(2, std::int64_t(result.panel.value))
        .bind(3, write_document(take_to_json(result.take), bundle_.string()))
        .finish();
  }
  Statement(*database_, "DELETE FROM job WHERE id = ?").bind(1, std::int64_t(job)).finish();
  transaction.commit();
}

std::vector<StoredResult> ProjectStore::results() {
  std::vector<StoredResult> results;
  Statement rows(*database_, "SELECT panel, json FROM result ORDER BY take");
  while (rows.step()) {
    try {
      const auto value = parse_document(rows.text(1), "result");
      results.push_back({{std::uint64_t(rows.number(0))}, take_from_json(value, "$")});
    } catch (const Error& error) {
      throw Error(ErrorCode::invalid_file, error.what(), database_->path().string());
    }
  }
  return results;
}

Project ProjectStore::load_with_results() {
  Project project = load();
  const std::set<TakeId> known = takes_of(project);
  std::uint64_t last = std::uint64_t(database_->number("SELECT max(last_reserved) FROM job"));
  for (StoredResult& result : results()) {
    last = std::max(last, result.take.id.value);
    Panel* panel = find_panel(project, result.panel);
    if (!panel || known.contains(result.take.id)) continue;
    if (!accepted_take(*panel)) panel->accepted = result.take.id;
    panel->takes.push_back(std::move(result.take));
  }
  project.next_id = std::max(project.next_id, last + 1);
  return project;
}

void ProjectStore::forget_results(const Project& project) {
  if (database_->number("SELECT count(*) FROM result") == 0) return;
  Statement rows(*database_, "SELECT take FROM result");
  const std::set<TakeId> known = takes_of(project);
  std::vector<std::int64_t> taken;
  while (rows.step()) {
    if (known.contains({std::uint64_t(rows.number(0))})) taken.push_back(rows.number(0));
  }
  Statement forget(*database_, "DELETE FROM result WHERE take = ?");
  for (const std::int64_t take : taken) forget.bind(1, take).finish();
}

void ProjectStore::copy_database(const std::filesystem::path& target) {
  Statement(*database_, "VACUUM INTO ?").bind(1, target.string()).finish();
  Database copy(target, Database::Access::read_write);
  copy.run("PRAGMA synchronous=EXTRA");
  copy.run("DELETE FROM job");
  sync_file(target);
}

}  // namespace koma::manga
