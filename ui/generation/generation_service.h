// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QImage>
#include <QObject>
#include <atomic>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>

#include "engine/api/job_service.h"
#include "engine/api/panel_review.h"
#include "ui/document/document.h"
#include "ui/generation/time_left.h"

namespace koma::ui {

class Notices;
class PictureLibrary;
struct EnlargedPicture;
struct SimilarPicture;

enum class JobEnd { finished, failed, cancelled };

/// What the queue remembers of a job that is over.
struct EndedJob {
  api::Job job;
  JobEnd end = JobEnd::finished;
  QString details;  ///< the engine's own words: why it failed, or what it adjusted; may be empty
};

/// What is known about the model that drew last, from the recipe of its picture.
struct EngineFacts {
  QString model, device, dtype;
  int threads = 0;  ///< 0: not known yet
  friend bool operator==(const EngineFacts&, const EngineFacts&) = default;
};

/// Asks for pictures and brings them home: the one place where the window meets the drawing thread.
///
/// Down: a panel becomes a request (engine/api/request_builder), with paths instead of pixels, and a job in the queue.
/// Up: what the job service says on its own thread is queued to this one; previews are paint (`previewReady`), finished
/// pictures go into the library and the document, and the newest is accepted by a step that can be undone.
///
/// Nothing here waits. One per window, on the GUI thread; borrows everything it is given.
class GenerationService : public QObject {
  Q_OBJECT
 public:
  GenerationService(api::JobService& jobs, Document& document, PictureLibrary& pictures, Notices& notices,
                    QObject* parent = nullptr);
  ~GenerationService() override;

  void setModels(std::vector<api::ModelEntry> models);
  [[nodiscard]] const std::vector<api::ModelEntry>& models() const noexcept { return models_; }
  /// The checkpoint of that id or path, or nullptr.
  [[nodiscard]] const api::ModelEntry* model(const std::string& idOrPath) const noexcept;
  /// What a panel is drawn with, or nullptr when that is not there.
  [[nodiscard]] const api::ModelEntry* modelOf(const manga::Panel& panel) const;
  /// Folders that the engine looks into by itself: what lies elsewhere is told to it by its path.
  void setEngineFolders(std::vector<std::filesystem::path> folders) { engineFolders_ = std::move(folders); }
  /// Why a panel cannot be drawn as it is now; empty when it can, as far as the window knows.
  [[nodiscard]] QString obstacle(const manga::Panel& panel) const;
  /// What of a panel will not be drawn as it stands, as far as the window knows: whether a reference can be read is
  /// known when the library has tried.
  [[nodiscard]] std::vector<api::PanelWarning> review(const manga::Panel& panel) const;
  /// The engine's sentence about the panel's last drawing, when that failed; empty when it did not.
  [[nodiscard]] QString failure(manga::PanelId panel) const;
  /// What the engine is asked for when a panel is drawn. Throws what api::build_request throws.
  [[nodiscard]] api::GenerationRequest requestFor(const manga::Panel& panel, const std::string& maskWords = {}) const;
  /// Over which share (0…1) of the picture's longer side a mask of the panel is softened, about.
  [[nodiscard]] double featherShare(const manga::Panel& panel) const;
  /// Whether a new picture replaces the one that the page shows; a panel without one always takes it.
  void setAcceptNew(bool accept) noexcept { acceptNew_ = accept; }
  /// From the next preview on.
  void setPreviewQuality(api::PreviewQuality quality);

  /// One job for each of `count` pictures, so that each is kept as soon as it is done. A locked seed counts up. Returns
  /// the number of jobs; why there is none is said in the notices.
  int generatePanel(manga::PanelId panel, int count = 1, api::Placement placement = api::Placement::replace,
                    api::Lane lane = api::Lane::interactive);
  /// One job that finds the part of the panel's picture that words mean; `maskFound` brings it. False when there is
  /// none: why is said in the notices.
  bool findMask(manga::PanelId panel, const QString& words);
  /// Another take of the panel, like the one that it shows. Returns as generatePanel does.
  int generateSimilar(manga::PanelId panel, const SimilarPicture& wish);
  /// Another take of the panel: one of its pictures, finer, for print. Returns as generatePanel does.
  int enlarge(manga::PanelId panel, const EnlargedPicture& wish);
  /// Every panel of a page in reading order, in the background lane. Undrawn ones show no picture and wait for none.
  int generatePage(manga::PageId page, bool onlyUndrawn = false);
  int generateAllUndrawn();
  void cancel(api::JobId job) { jobs_.cancel(job); }
  /// What runs and waits for a panel.
  void cancelPanel(manga::PanelId panel);
  void cancelAll() { jobs_.cancel_all(); }
  /// The same panel once more, as it is now; what enlarges or finds a mask, the same again.
  void retry(const EndedJob& ended) { again(ended.job.spec); }
  void move(api::JobId job, std::size_t place) { jobs_.move(job, place); }
  void setLane(api::JobId job, api::Lane lane) { jobs_.set_lane(job, lane); }

  /// The last preview is on the screen: the next may come.
  void previewPainted() { wantPreview(); }

  /// Running first, then interactive, then background.
  [[nodiscard]] const std::vector<api::Job>& queue() const noexcept { return queue_; }
  /// The job that runs, with its newest preview.
  struct Running {
    api::JobId job;
    manga::PanelId panel;
    int step = 0, steps = 0;
    TimeLeft pace;
    QImage preview;
  };
  [[nodiscard]] const std::optional<Running>& running() const noexcept { return running_; }
  [[nodiscard]] int waitingFor(manga::PanelId panel) const;
  [[nodiscard]] const EngineFacts& engineFacts() const noexcept { return facts_; }

 signals:
  /// A job goes to the queue next: what it draws for should be on the disk before it.
  void aboutToSubmit();
  void queueChanged();
  void modelsChanged();
  void jobStarted(koma::api::JobId job, koma::manga::PanelId panel);
  /// `secondsLeft` is negative while it is not known.
  void jobProgressed(koma::api::JobId job, koma::manga::PanelId panel, int step, int steps, double secondsLeft);
  /// Paint it, then call previewPainted().
  void previewReady(koma::manga::PanelId panel, const QImage& picture, int step, int steps, double secondsLeft);
  /// It runs no more, because it ended or stepped back: its preview is over. A finished picture is in the document.
  void jobStopped(koma::api::JobId job, koma::manga::PanelId panel);
  void jobEnded(const koma::ui::EndedJob& ended);
  void takesArrived(koma::manga::PanelId panel);
  /// Grey, white is what was looked for; of the part of the picture that the panel shows.
  void maskFound(koma::manga::PanelId panel, const koma::Image& mask);
  /// Another project: what was known of jobs is forgotten.
  void forgotten();
  void engineFactsChanged(const koma::ui::EngineFacts& facts);
  /// Somebody wants to see where something went wrong.
  void panelRequested(koma::manga::PanelId panel);

 private:
  struct Heard;
  void listen();
  void hear(const Heard& heard);
  void hearStarted(const api::JobEvent& event);
  void hearProgress(const api::JobEvent& event, const api::Progress& progress);
  void hearFinished(const Heard& heard, const api::Finished& finished);
  void hearFailed(const api::JobEvent& event, const api::Failed& failed);
  void end(const api::JobEvent& event, JobEnd how, const QString& details);
  void takePreview(api::JobId job);
  void refreshQueue();
  void forgetProject();
  void stopRunning();
  [[nodiscard]] bool isForeign(api::JobId job) const noexcept { return job.value <= lastForeign_; }
  void accept(manga::PanelId panel, manga::TakeId take, bool asked);
  [[nodiscard]] bool modelReady(manga::PanelId panel);
  [[nodiscard]] std::string located(api::ModelKind kind, const std::string& name) const;
  void wantPreview();
  /// What is asked of the engine for a panel, and how it joins the queue.
  struct Order {
    int count = 1;
    api::Placement placement = api::Placement::back;
    api::Lane lane = api::Lane::interactive;
    bool usesModel = true;  ///< the panel's, which must be there
    bool makesTakes = true;
    std::function<api::GenerationRequest(const manga::Panel&)> request = {};  ///< none: requestFor
  };
  int submit(manga::PanelId panel, const Order& order);
  [[nodiscard]] std::optional<api::JobSpec> specFor(const manga::Panel& panel, const Order& order);
  void send(const api::JobSpec& spec, api::Placement placement, bool quiet);
  int submitPage(const manga::Page& page, bool onlyUndrawn);
  void again(const api::JobSpec& spec);
  void sayFailed(const Error& error, const api::JobSpec& spec);

  api::JobService& jobs_;
  Document& document_;
  PictureLibrary& pictures_;
  Notices& notices_;
  std::vector<api::ModelEntry> models_;
  std::vector<std::filesystem::path> engineFolders_;
  bool acceptNew_ = true;
  api::PreviewQuality previewQuality_ = api::PreviewQuality::fast;
  std::vector<api::Job> queue_;
  std::map<api::JobId, api::Job> known_;  ///< that have not ended
  std::set<api::JobId> over_;             ///< have ended, though the service may still list them
  std::set<api::JobId> quiet_;            ///< further pictures of one wish: kept, but the page stays as it is
  std::optional<Running> running_;
  std::map<manga::PanelId, QString> failures_;  ///< of panels whose last drawing failed
  EngineFacts facts_;
  /// Job ids rise, also from project to project: up to this one they were the last project's, whose end may come late.
  std::uint64_t newest_ = 0, lastForeign_ = 0;
  std::atomic<bool> refreshing_ = false;
  api::Subscription subscription_;  ///< last: it ends first
};

}  // namespace koma::ui
