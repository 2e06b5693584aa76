// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <deque>
#include <fstream>
#include <functional>
#include <optional>
#include <utility>
#include <vector>

#include "engine/api/project_service.h"
#include "engine/base/error.h"
#include "engine/base/picture_file.h"
#include "engine/base/sha256.h"
#include "engine/manga/object_file.h"

namespace koma::test {

/// A project service without a disk for projects: it notes what it was asked and answers at once, or when the test
/// says so. Pictures do go into the bundle's folder when there is one, so that they can be shown.
class FakeProjectService : public api::ProjectService {
 public:
  bool answersAtOnce = true;
  std::optional<api::Failed> saveProblem, openProblem, copyProblem;
  std::optional<api::OpenedProject> toOpen;  ///< what `open` and `import_work` find
  std::filesystem::path bundle;              ///< of the open work
  std::vector<manga::Project> saves;         ///< in their order
  std::vector<std::filesystem::path> copies, opens;
  std::vector<std::pair<manga::PageId, Image>> thumbnails;
  int closes = 0, savesInFlight = 0, mostSavesInFlight = 0;

  void create(std::filesystem::path at, manga::Project project, api::Reply<api::OpenedProject> reply) override {
    answer([this, at, project, reply] { openAs({at, project, {}, nullptr}, reply); });
  }
  void open(std::filesystem::path at, api::Reply<api::OpenedProject> reply) override {
    opens.push_back(at);
    answer([this, at, reply] { openAs(toOpen.value_or(api::OpenedProject{at, {}, {}, nullptr}), reply); });
  }
  void import_work(std::filesystem::path, std::filesystem::path at, api::Reply<api::OpenedProject> reply) override {
    open(std::move(at), std::move(reply));
  }
  void copy_to(std::filesystem::path at, api::Reply<api::Done> reply) override {
    copies.push_back(std::move(at));
    answer([this, reply] { reply(outcomeOf<api::Done>(copyProblem)); });
  }
  void save(manga::Project project, api::Reply<api::Done> reply) override {
    mostSavesInFlight = std::max(mostSavesInFlight, ++savesInFlight);
    answer([this, project, reply] {
      --savesInFlight;
      if (!saveProblem) saves.push_back(project);
      reply(outcomeOf<api::Done>(saveProblem));
    });
  }
  void close(api::Reply<api::Done> reply) override {
    answer([this, reply] {
      ++closes;
      reply(api::Done{});
    });
  }
  void import_picture(std::filesystem::path file, int, api::Reply<api::StoredPicture> reply) override {
    answer([this, file, reply] {
      try {
        reply(keep(read_picture(file)));
      } catch (const Error& error) {
        reply(api::Failed{error.code(), error.what()});
      }
    });
  }
  void import_image(Image image, int, api::Reply<api::StoredPicture> reply) override {
    answer([this, image, reply] { reply(keep(image)); });
  }
  void set_thumbnail(manga::PageId page, Image thumbnail) override { thumbnails.emplace_back(page, thumbnail); }

  /// Carries out the oldest call that waits.
  void answerNext() {
    auto call = std::move(waiting_.front());
    waiting_.pop_front();
    call();
  }
  [[nodiscard]] std::size_t waiting() const { return waiting_.size(); }

 private:
  template <class T>
  static api::Outcome<T> outcomeOf(const std::optional<api::Failed>& problem) {
    if (problem) return *problem;
    return T{};
  }
  void answer(std::function<void()> call) {
    if (answersAtOnce) {
      call();
    } else {
      waiting_.push_back(std::move(call));
    }
  }
  void openAs(const api::OpenedProject& opened, const api::Reply<api::OpenedProject>& reply) {
    if (openProblem) {
      reply(*openProblem);
      return;
    }
    bundle = opened.bundle;
    reply(opened);
  }
  api::StoredPicture keep(const Image& image) {
    const auto bytes = encode_png(image);
    const api::StoredPicture stored{sha256(bytes) + ".png", image.width(), image.height()};
    if (std::filesystem::exists(bundle)) {
      const auto file = manga::object_path(bundle, stored.asset);
      std::filesystem::create_directories(file.parent_path());
      std::ofstream(file, std::ios::binary)
          .write(reinterpret_cast<const char*>(bytes.data()), std::streamsize(bytes.size()));
    }
    return stored;
  }

  std::deque<std::function<void()>> waiting_;
};

}  // namespace koma::test
