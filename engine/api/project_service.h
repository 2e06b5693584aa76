// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <vector>

#include "engine/api/job_service.h"
#include "engine/api/outcome.h"
#include "engine/manga/project.h"

namespace koma::api {

/// A project as it was found on disk. Pictures that were finished after the last save are already in their panels, and
/// `next_id` is beyond every id that a journalled job has reserved.
struct OpenedProject {
  std::filesystem::path bundle;
  manga::Project project;
  std::vector<manga::AssetId> missing;  ///< pictures that it names but that are not there, sorted
  std::shared_ptr<JobJournal> journal;  ///< of this project, until it is closed
};

/// A picture that came into the project from outside.
struct StoredPicture {
  manga::AssetId asset;
  int width = 0, height = 0;
};

/// The disk, from threads of its own: one project at a time, calls are carried out in their order, every one is
/// answered, and all replies come on one thread. Pictures are decoded and bundles copied beside it, so that a save
/// never waits for them. Everything may be called from any thread and returns at once.
///
/// A save belongs to the project that is open when it is called. Between calling `open`, `create` or `import_work` and
/// handling its reply, the caller does not know which that is and should not save.
class ProjectService {
 public:
  virtual ~ProjectService() = default;

  /// Makes a bundle and opens it; a project that was open is closed first. When it fails, the old one stays open.
  virtual void create(std::filesystem::path bundle, manga::Project project, Reply<OpenedProject> reply) = 0;
  /// The same for a bundle that exists: Failed(busy) names the process that holds it.
  virtual void open(std::filesystem::path bundle, Reply<OpenedProject> reply) = 0;
  /// A new bundle from a folder with project.json and its pictures (such as resources/samples/first-day), opened.
  virtual void import_work(std::filesystem::path folder, std::filesystem::path bundle, Reply<OpenedProject> reply) = 0;
  /// The bundle as it was last saved, with its pictures but without its queue, at another place; the open project stays
  /// where it is. Until it is whole it has a hidden name. Failed(invalid_argument) when something is there already.
  virtual void copy_to(std::filesystem::path bundle, Reply<Done> reply) = 0;
  /// Durable when it replies; when it fails, what was saved before is as it was. Of saves that wait, only the last is
  /// carried out; all are answered. Failed(not_found) when another project was opened, or this one closed, meanwhile.
  virtual void save(manga::Project project, Reply<Done> reply) = 0;
  virtual void close(Reply<Done> reply) = 0;

  /// Reads, checks and keeps a picture file (PNG, JPEG) as a PNG; one that is larger is scaled down to `most_side`
  /// pixels, one beyond the decoder's limit is refused.
  /// Failed(not_found | unreadable | invalid_file | unsupported) says what is wrong with it.
  virtual void import_picture(std::filesystem::path file, int most_side, Reply<StoredPicture> reply) = 0;
  /// The same for pixels, from the clipboard or a brush.
  virtual void import_image(Image image, int most_side, Reply<StoredPicture> reply) = 0;
  /// A small PNG of a page for overviews and the list of recent works.
  virtual void set_thumbnail(manga::PageId page, Image thumbnail) = 0;
};

}  // namespace koma::api
