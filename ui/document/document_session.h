// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QImage>
#include <QObject>
#include <QTimer>
#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "engine/api/project_service.h"
#include "ui/document/change.h"

namespace koma::ui {

class Background;
class Document;
class PictureLibrary;
class RecentWorks;

/// What the status line says about the disk.
enum class SaveState { closed, saved, saving, failed };

/// When changes are saved: a while after the last one, but not later than `latest` after the first; after a failure
/// again every `retry`.
struct SavePace {
  std::chrono::milliseconds quiet{300}, latest{900}, retry{5000};
};

/// The open work between the document and the disk: opens, saves each change by itself, closes.
///
///     session.open("My Story.koma");     // then `opened`, or `openFailed` and the old work stays
///
/// Nothing here waits: the service works on a thread of its own and its replies come back as queued calls. While `busy`
/// (another work is on its way in, or this one on its way out) the window must not edit. Lives on the GUI thread; the
/// service must outlive it.
class DocumentSession : public QObject {
  Q_OBJECT
 public:
  DocumentSession(Document& document, api::ProjectService& service, PictureLibrary& pictures, RecentWorks& recent,
                  Background& background, QObject* parent = nullptr);
  void setPace(const SavePace& pace) { pace_ = pace; }

  [[nodiscard]] bool isOpen() const noexcept { return !bundle_.empty(); }
  [[nodiscard]] const std::filesystem::path& bundle() const noexcept { return bundle_; }
  /// The work's title, or its file's name when it has none.
  [[nodiscard]] QString title() const;
  /// Of the open work, for the job service; null when nothing is open.
  [[nodiscard]] const std::shared_ptr<api::JobJournal>& journal() const noexcept { return journal_; }
  /// Pictures that the work names but that were not there when it was opened.
  [[nodiscard]] const std::vector<manga::AssetId>& missing() const noexcept { return missing_; }
  [[nodiscard]] SaveState saveState() const;
  /// Why the last save failed; nothing when it did not.
  [[nodiscard]] const std::optional<api::Failed>& saveProblem() const noexcept { return problem_; }
  /// Another work is being opened, or this one closed.
  [[nodiscard]] bool busy() const noexcept { return busy_; }

  /// These save what is open first; while busy they do nothing.
  void create(const std::filesystem::path& bundle, manga::Project project);
  void open(const std::filesystem::path& bundle);
  void importWork(const std::filesystem::path& folder, const std::filesystem::path& bundle);
  /// Copies a bundle that another process holds to a name beside it and opens the copy.
  void openCopyOf(const std::filesystem::path& held);
  /// Saves, then closes; `closed` or `leaveRefused` follows. Nothing open: `closed` at once.
  void close();
  /// After `leaveRefused`: goes on without what could not be saved.
  void leaveAnyway();

  /// Everything as it is now at another place; the open work stays where it is.
  void saveCopy(const std::filesystem::path& bundle);
  /// Now, not in a moment: Ctrl+S and Retry.
  void saveNow();
  /// A page as it looks now, for overviews; the first page's also stands for the work.
  void keepThumbnail(manga::PageId page, const QImage& thumbnail);

 signals:
  void opened();
  void openFailed(const std::filesystem::path& bundle, const koma::api::Failed& problem);
  void closed();
  /// The last save before opening another work or closing failed; everything stays as it is.
  void leaveRefused(const koma::api::Failed& problem);
  void copied(const std::filesystem::path& bundle);
  void copyFailed(const std::filesystem::path& bundle, const koma::api::Failed& problem);
  /// Also when it fails again for another reason.
  void saveStateChanged(koma::ui::SaveState state);
  void busyChanged(bool busy);

 private:
  void documentChanged(const Change& change);
  [[nodiscard]] bool unsaved() const { return inFlight_ || changed_ > sent_; }
  void beginSave();
  void saveAnswered(const api::Outcome<api::Done>& outcome);
  void tellState();
  void setBusy(bool busy);
  void leave(std::function<void()> go);
  void go();
  [[nodiscard]] api::Reply<api::OpenedProject> openReply(const std::filesystem::path& bundle);
  void takeOver(api::OpenedProject opened);
  void copyNow();
  void forget();

  Document& document_;
  api::ProjectService& service_;
  PictureLibrary& pictures_;
  RecentWorks& recent_;
  Background& background_;
  SavePace pace_;
  std::filesystem::path bundle_;
  std::shared_ptr<api::JobJournal> journal_;
  std::vector<manga::AssetId> missing_;

  QTimer quiet_, latest_, retry_;
  std::uint64_t changed_ = 0, sent_ = 0;  ///< document revisions: of the last change, of the last save begun
  bool inFlight_ = false, due_ = false;   ///< a save is unanswered; the next should follow at once
  std::optional<api::Failed> problem_;
  std::optional<std::filesystem::path> copyTo_;  ///< waits for the save before it

  bool busy_ = false, away_ = false;  ///< away: the service is changing works, a save would meet the wrong one
  std::function<void()> leaving_;     ///< what follows the last save
  SaveState told_ = SaveState::closed;
};

}  // namespace koma::ui
