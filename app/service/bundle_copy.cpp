// SPDX-License-Identifier: Apache-2.0
#include "app/service/bundle_copy.h"

#include <random>
#include <set>
#include <utility>

#include "engine/base/durable_folder.h"
#include "engine/base/error.h"

namespace koma::app {

namespace fs = std::filesystem;

namespace {

[[noreturn]] void refuse(const fs::path& target, const std::error_code& why) {
  const bool full = why == std::errc::no_space_on_device;
  throw Error(full ? ErrorCode::no_space : ErrorCode::unreadable,
              "the copy cannot be made: " + why.message() +
                  (full ? "; free some space or choose another disk" : "; choose another folder"),
              target.string());
}

[[noreturn]] void refuseTaken(const fs::path& target) {
  throw Error(ErrorCode::invalid_argument, "there is something of that name already; choose another name",
              target.string());
}

}  // namespace

fs::path inFull(const fs::path& path) {
  const fs::path full = fs::absolute(path).lexically_normal();
  return full.has_filename() ? full : full.parent_path();
}

BundleCopy::BundleCopy(manga::ProjectStore& store, const fs::path& target)
    : source_(inFull(store.path())), target_(inFull(target)) {
  std::error_code error;
  if (fs::exists(fs::symlink_status(target_, error))) refuseTaken(target_);
  // Two copies that are made at once do not share it.
  const fs::path hidden = target_.parent_path() /
                          ("." + target_.filename().string() + ".copying-" + std::to_string(std::random_device{}()));
  if (!fs::create_directory(hidden, error)) refuse(target_, error);
  temporary_ = hidden;
  try {
    store.copy_database(temporary_ / "project.db");
  } catch (...) {
    fs::remove_all(temporary_, error);
    throw;
  }
}

BundleCopy::~BundleCopy() {
  std::error_code ignored;
  if (!temporary_.empty()) fs::remove_all(temporary_, ignored);
}

void BundleCopy::copyObject(const fs::path& object) {
  const fs::path copy = temporary_ / object.lexically_relative(source_);
  std::error_code error;
  fs::create_directories(copy.parent_path(), error);
  if (!error) fs::copy_file(object, copy, error);
  if (error) refuse(target_, error);
  sync_file(copy);
}

void BundleCopy::finish() {
  std::error_code error;
  fs::create_directories(temporary_ / "objects", error);
  std::set<fs::path> folders = {temporary_, temporary_ / "objects"};
  for (fs::recursive_directory_iterator entry(source_ / "objects", error), end; !error && entry != end;
       entry.increment(error)) {
    const bool unfinished = entry->path().filename().string().starts_with(".");
    if (!entry->is_regular_file() || unfinished) continue;
    copyObject(entry->path());
    folders.insert(temporary_ / entry->path().lexically_relative(source_).parent_path());
  }
  if (error) refuse(target_, error);
  for (const fs::path& folder : folders) sync_folder(folder);
  // A folder never replaces one with something in it, so this cannot destroy what came there in the meantime.
  fs::rename(temporary_, target_, error);
  if (error == std::errc::directory_not_empty || error == std::errc::not_a_directory) refuseTaken(target_);
  if (error) refuse(target_, error);
  temporary_.clear();
  sync_folder(target_.parent_path());
}

}  // namespace koma::app
