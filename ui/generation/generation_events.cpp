// SPDX-License-Identifier: Apache-2.0
// The way up: from the job service's thread to the window's.
#include <QStringList>
#include <algorithm>
#include <utility>

#include "engine/base/error.h"
#include "ui/document/picture_library.h"
#include "ui/document/qt_values.h"
#include "ui/generation/generation_service.h"
#include "ui/generation/panel_label.h"
#include "ui/style/notices.h"

namespace koma::ui {

/// An event on its way between the threads, with its pictures as the window wants them.
struct GenerationService::Heard {
  api::JobEvent event;
  std::vector<QImage> pictures;
};

void GenerationService::listen() {
  // These run on the service's thread: nothing but copying and queueing. Calls that are queued to this object die with
  // it, and the subscription ends before it does.
  subscription_ = jobs_.subscribe({
      .event =
          [this](const api::JobEvent& event) {
            Heard heard{event, {}};
            if (auto* finished = std::get_if<api::Finished>(&heard.event.event)) {
              for (api::FinishedPicture& picture : finished->pictures) {
                // Converted where it holds up nobody.
                heard.pictures.push_back(toQt(picture.image).convertToFormat(QImage::Format_RGB32));
                if (!event.takes.empty()) picture.image = {};  // else it is a mask, wanted as it is
              }
            }
            QMetaObject::invokeMethod(
                this, [this, heard = std::move(heard)] { hear(heard); }, Qt::QueuedConnection);
          },
      .queue_changed =
          [this] {
            if (refreshing_.exchange(true)) return;
            QMetaObject::invokeMethod(this, &GenerationService::refreshQueue, Qt::QueuedConnection);
          },
      .preview_arrived =
          [this](api::JobId job) {
            QMetaObject::invokeMethod(
                this, [this, job] { takePreview(job); }, Qt::QueuedConnection);
          },
  });
}

void GenerationService::refreshQueue() {
  refreshing_ = false;
  queue_ = jobs_.jobs();
  // A listed job whose end has been heard is a matter of time.
  std::erase_if(over_, [&](api::JobId id) { return std::ranges::find(queue_, id, &api::Job::id) == queue_.end(); });
  std::erase_if(queue_, [&](const api::Job& job) { return over_.contains(job.id) || isForeign(job.id); });
  for (const api::Job& job : queue_) {
    known_[job.id] = job;
    newest_ = std::max(newest_, job.id.value);
  }
  emit queueChanged();
}

void GenerationService::forgetProject() {
  // The service lets go of the old project's jobs only after this; until then they may still say something.
  refreshQueue();
  lastForeign_ = newest_;
  stopRunning();
  known_.clear();
  failures_.clear();
  quiet_.clear();
  over_.clear();
  refreshQueue();
  emit forgotten();
}

void GenerationService::hear(const Heard& heard) {
  const api::JobEvent& event = heard.event;
  if (isForeign(event.job)) return;
  if (std::holds_alternative<api::Started>(event.event)) hearStarted(event);
  if (const auto* progress = std::get_if<api::Progress>(&event.event)) hearProgress(event, *progress);
  if (const auto* finished = std::get_if<api::Finished>(&event.event)) hearFinished(heard, *finished);
  if (const auto* failed = std::get_if<api::Failed>(&event.event)) hearFailed(event, *failed);
  if (std::holds_alternative<api::Cancelled>(event.event)) end(event, JobEnd::cancelled, {});
}

void GenerationService::hearStarted(const api::JobEvent& event) {
  stopRunning();  // the one that ran has stepped back
  running_ = Running{.job = event.job, .panel = event.panel};
  wantPreview();
  emit jobStarted(event.job, event.panel);
}

void GenerationService::hearProgress(const api::JobEvent& event, const api::Progress& progress) {
  if (!running_ || running_->job != event.job) return;
  running_->step = progress.step;
  running_->steps = progress.steps;
  running_->pace.progress(progress.step, progress.steps, progress.seconds);
  emit jobProgressed(event.job, event.panel, progress.step, progress.steps, running_->pace.seconds().value_or(-1));
}

void GenerationService::takePreview(api::JobId job) {
  const auto picture = jobs_.take_preview(job);
  if (!picture || !running_ || running_->job != job) return;
  running_->preview = toQt(*picture).convertToFormat(QImage::Format_RGB32);
  emit previewReady(running_->panel, running_->preview, running_->step, running_->steps,
                    running_->pace.seconds().value_or(-1));
}

void GenerationService::hearFinished(const Heard& heard, const api::Finished& finished) {
  const api::JobEvent& event = heard.event;
  const auto job = known_.find(event.job);
  const bool found = job != known_.end() && job->second.spec.request.repaint &&
                     job->second.spec.request.repaint->mask_only && !finished.pictures.empty();
  if (found) emit maskFound(event.panel, finished.pictures.front().image);
  for (std::size_t i = 0; i < std::min(event.takes.size(), heard.pictures.size()); ++i) {
    pictures_.put(event.takes[i].picture, heard.pictures[i]);
  }
  document_.addTakes(event.panel, event.takes);
  if (!event.takes.empty()) accept(event.panel, event.takes.front().id, acceptNew_ && !quiet_.contains(event.job));
  if (!finished.pictures.empty()) {
    const api::Recipe& recipe = finished.pictures.front().recipe;
    const EngineFacts facts{toQt(recipe.model_name), toQt(recipe.device), toQt(recipe.dtype), recipe.threads};
    if (facts != facts_) {
      facts_ = facts;
      emit engineFactsChanged(facts_);
    }
  }
  QStringList notes;
  for (const std::string& note : finished.notes) notes << toQt(note);
  end(event, JobEnd::finished, notes.join(u'\n'));
  emit takesArrived(event.panel);
}

void GenerationService::hearFailed(const api::JobEvent& event, const api::Failed& failed) {
  const auto job = known_.find(event.job);
  const api::JobSpec spec = job == known_.end() ? api::JobSpec{.panel = event.panel} : job->second.spec;
  // A panel that was deleted meanwhile has nothing left to mend.
  if (!panelLabel(document_.project(), event.panel).isEmpty()) {
    sayFailed(Error(failed.code, failed.text), spec);
    failures_[event.panel] = toQt(failed.text);
  }
  end(event, JobEnd::failed, toQt(failed.text));
}

void GenerationService::end(const api::JobEvent& event, JobEnd how, const QString& details) {
  if (running_ && running_->job == event.job) stopRunning();
  EndedJob ended{{.id = event.job}, how, details};
  ended.job.spec.panel = event.panel;
  ended.job.spec.label = panelLabel(document_.project(), event.panel).toStdString();
  if (const auto job = known_.find(event.job); job != known_.end()) {
    ended.job = std::move(job->second);
    known_.erase(job);
  }
  quiet_.erase(event.job);
  over_.insert(event.job);
  emit jobEnded(ended);
}

void GenerationService::stopRunning() {
  if (!running_) return;
  const Running stopped = *std::exchange(running_, std::nullopt);
  emit jobStopped(stopped.job, stopped.panel);
}

}  // namespace koma::ui
