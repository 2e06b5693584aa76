// SPDX-License-Identifier: Apache-2.0
#include "app/service/threaded_project_service.h"

#include <future>
#include <utility>

#include "app/service/bundle_copy.h"
#include "app/service/bundle_journal.h"
#include "app/service/failure.h"
#include "app/service/picture_import.h"
#include "app/service/project_import.h"
#include "engine/base/error.h"
#include "engine/base/picture_file.h"
#include "engine/manga/object_file.h"

namespace koma::app {

namespace fs = std::filesystem;

namespace {

/// What `make` comes to, whatever it throws.
template <class T>
api::Outcome<T> outcomeOf(const std::function<T()>& make) {
  try {
    return make();
  } catch (...) {
    return failureOf("the project's storage failed", "try again, or save a copy elsewhere");
  }
}

template <class T>
void answer(const api::Reply<T>& reply, api::Outcome<T> outcome) {
  if (reply) reply(std::move(outcome));
}

}  // namespace

ThreadedProjectService::ThreadedProjectService() : storage_(std::make_shared<StorageThread>()) {}

ThreadedProjectService::~ThreadedProjectService() {
  // Storage hands work to the porter, which hands its results back: they end in that order.
  std::promise<void> handed;
  storage_->post([&] { handed.set_value(); });
  handed.get_future().wait();
  porter_.join();
  storage_->join();
}

api::OpenedProject ThreadedProjectService::begin(std::optional<manga::ProjectStore> store) {
  manga::ProjectStore& toOpen = store ? *store : *storage_->store();
  api::OpenedProject opened{.bundle = inFull(toOpen.path()), .project = toOpen.load_with_results()};
  opened.missing = toOpen.missing_objects(opened.project);
  // Only now, when nothing can fail any more, is the old one given up.
  if (store) storage_->open(std::move(*store));
  opened.journal = std::make_shared<BundleJournal>(storage_, storage_->session(), opened.bundle);
  return opened;
}

void ThreadedProjectService::openBy(Opening opening, api::Reply<api::OpenedProject> reply) {
  seal();
  storage_->post([this, opening = std::move(opening), reply = std::move(reply)] {
    answer(reply, outcomeOf<api::OpenedProject>([&] { return begin(opening()); }));
  });
}

void ThreadedProjectService::create(fs::path bundle, manga::Project project, api::Reply<api::OpenedProject> reply) {
  openBy(
      [bundle = inFull(bundle), project = std::move(project)] { return manga::ProjectStore::create(bundle, project); },
      std::move(reply));
}

void ThreadedProjectService::open(fs::path bundle, api::Reply<api::OpenedProject> reply) {
  const auto opening = [this, bundle = inFull(bundle)]() -> std::optional<manga::ProjectStore> {
    std::error_code different;
    if (storage_->store() && fs::equivalent(storage_->store()->path(), bundle, different)) return {};
    return manga::ProjectStore::open(bundle);
  };
  openBy(opening, std::move(reply));
}

void ThreadedProjectService::import_work(fs::path folder, fs::path bundle, api::Reply<api::OpenedProject> reply) {
  const auto opening = [folder = std::move(folder), bundle = inFull(bundle)] {
    createBundle(bundle, readDescribedProject(folder));
    return manga::ProjectStore::open(bundle);
  };
  openBy(opening, std::move(reply));
}

void ThreadedProjectService::copy_to(fs::path bundle, api::Reply<api::Done> reply) {
  seal();
  storage_->post([this, bundle = inFull(bundle), reply = std::move(reply)] {
    std::shared_ptr<BundleCopy> copy;
    auto begun = outcomeOf<api::Done>([&] {
      copy = std::make_shared<BundleCopy>(storage_->storeOf(storage_->session()), bundle);
      return api::Done{};
    });
    if (!copy) return answer(reply, std::move(begun));
    porter_.post([this, copy, reply] {
      auto outcome = outcomeOf<api::Done>([&] {
        copy->finish();
        return api::Done{};
      });
      storage_->post([reply, outcome = std::move(outcome)] { answer(reply, outcome); });
    });
  });
}

void ThreadedProjectService::seal() {
  const std::lock_guard lock(mutex_);
  waiting_.reset();
}

void ThreadedProjectService::save(manga::Project project, api::Reply<api::Done> reply) {
  const std::lock_guard lock(mutex_);
  const bool first = !waiting_;
  if (first) waiting_ = std::make_shared<Saves>(Saves{.session = storage_->session(), .project = {}, .replies = {}});
  waiting_->project = std::move(project);
  waiting_->replies.push_back(std::move(reply));
  if (first) storage_->post([this, saves = waiting_] { carryOut(saves); });
}

void ThreadedProjectService::carryOut(const std::shared_ptr<Saves>& saves) {
  {
    const std::lock_guard lock(mutex_);
    if (waiting_ == saves) waiting_.reset();  // nobody else joins
  }
  const auto outcome = outcomeOf<api::Done>([&] {
    storage_->storeOf(saves->session).save(saves->project);
    return api::Done{};
  });
  for (const auto& reply : saves->replies) answer(reply, outcome);
}

void ThreadedProjectService::close(api::Reply<api::Done> reply) {
  seal();
  storage_->post([this, reply = std::move(reply)] {
    storage_->close();
    answer<api::Done>(reply, api::Done{});
  });
}

void ThreadedProjectService::import_picture(fs::path file, int mostSide, api::Reply<api::StoredPicture> reply) {
  import([file = std::move(file)] { return read_picture(file);
}, mostSide, std::move(reply));
}  // namespace koma::app

void ThreadedProjectService::import_image(Image image, int mostSide, api::Reply<api::StoredPicture> reply) {
  import([image = std::move(image)] { return image;
}, mostSide, std::move(reply));
}

void ThreadedProjectService::import(std::function<Image()> source, int mostSide, api::Reply<api::StoredPicture> reply) {
  // First the storage thread, which knows the bundle, then the porter, then the storage thread again, for the row.
  storage_->post([this, source = std::move(source), mostSide, reply = std::move(reply)] {
    const std::uint64_t session = storage_->session();
    const auto bundle = outcomeOf<fs::path>([&] { return storage_->storeOf(session).path(); });
    if (const auto* failed = std::get_if<api::Failed>(&bundle)) return answer<api::StoredPicture>(reply, *failed);
    porter_.post([=, this, bundle = std::get<fs::path>(bundle)] {
      const auto written = outcomeOf<api::StoredPicture>([&] {
        const Image picture = shrunk(source(), mostSide);
        const auto asset = manga::write_object(bundle, encode_png(picture), "png");
        return api::StoredPicture{asset, picture.width(), picture.height()};
      });
      storage_->post([this, session, written, reply] {
        answer(reply, outcomeOf<api::StoredPicture>([&] {
                 if (const auto* failed = std::get_if<api::Failed>(&written)) throw Error(failed->code, failed->text);
                 const auto& stored = std::get<api::StoredPicture>(written);
                 storage_->storeOf(session).enter_object(stored.asset);
                 return stored;
               }));
      });
    });
  });
}

void ThreadedProjectService::set_thumbnail(manga::PageId page, Image thumbnail) {
  storage_->post([this, page, thumbnail = std::move(thumbnail), session = storage_->session()] {
    // A thumbnail is made again whenever it is wanted, so nobody needs to hear that one was not kept.
    static_cast<void>(outcomeOf<api::Done>([&] {
      storage_->storeOf(session).set_thumbnail(page, encode_png(thumbnail));
      return api::Done{};
    }));
  });
}

}  // namespace koma::app
