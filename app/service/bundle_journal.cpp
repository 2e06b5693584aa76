// SPDX-License-Identifier: Apache-2.0
#include "app/service/bundle_journal.h"

#include <algorithm>
#include <future>
#include <utility>

#include "app/service/job_json.h"
#include "app/service/take_file.h"
#include "engine/base/error.h"

namespace koma::app {

BundleJournal::BundleJournal(std::weak_ptr<StorageThread> storage, std::uint64_t session, std::filesystem::path bundle)
    : storage_(std::move(storage)), session_(session), bundle_(std::move(bundle)) {}

void BundleJournal::onStorage(const std::function<void(manga::ProjectStore&)>& work) {
  const auto storage = storage_.lock();
  std::promise<void> done;
  const auto task = [&] {
    try {
      work(storage->storeOf(session_));
      done.set_value();
    } catch (...) {
      done.set_exception(std::current_exception());
    }
  };
  if (!storage || !storage->post(task)) {
    throw Error(ErrorCode::not_found, "the project was closed meanwhile; open it again", bundle_.string());
  }
  done.get_future().get();
}

void BundleJournal::write(std::span<const api::Job> jobs) {
  std::vector<manga::StoredJob> rows;
  std::uint64_t last = 0;
  for (const api::Job& job : jobs) {
    last = std::max(last, job.id.value);
    try {
      rows.push_back(storedJob(job, bundle_));
    } catch (const Error&) {
      // It is drawn all the same; only the end of the program would lose it. The others must not suffer for it.
    }
  }
  for (manga::StoredJob row : unread_) {
    row.id = ++last;
    rows.push_back(std::move(row));
  }
  onStorage([&](manga::ProjectStore& store) { store.write_jobs(rows); });
}

std::vector<api::Job> BundleJournal::read() {
  std::vector<manga::StoredJob> rows;
  onStorage([&](manga::ProjectStore& store) { rows = store.jobs(); });
  std::vector<api::Job> jobs;
  unread_.clear();
  for (manga::StoredJob& row : rows) {
    try {
      jobs.push_back(jobOf(row, bundle_));
    } catch (const Error&) {
      unread_.push_back(std::move(row));
    }
  }
  return jobs;
}

std::vector<manga::Take> BundleJournal::keep(const api::Job& job, const api::Finished& finished) {
  const auto& repaint = job.spec.request.repaint;
  const bool mask = repaint && repaint->mask_only;  // what is found becomes no take
  if (!mask && finished.pictures.size() != job.spec.takes.size()) {
    throw Error(ErrorCode::internal, "the engine drew " + std::to_string(finished.pictures.size()) + " pictures for " +
                                         std::to_string(job.spec.takes.size()) + " takes");
  }
  std::vector<manga::Take> takes;
  std::vector<manga::StoredResult> results;
  for (std::size_t i = 0; i < job.spec.takes.size(); ++i) {
    takes.push_back(storeTake(bundle_, job.spec.takes[i], finished.pictures[i]));
    results.push_back({job.spec.panel, takes.back()});
  }
  onStorage([&](manga::ProjectStore& store) { store.keep_results(job.id.value, results); });
  return takes;
}

}  // namespace koma::app
