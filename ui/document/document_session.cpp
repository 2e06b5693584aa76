// SPDX-License-Identifier: Apache-2.0
#include "ui/document/document_session.h"

#include "ui/document/background.h"
#include "ui/document/bundle_copy.h"
#include "ui/document/document.h"
#include "ui/document/picture_library.h"
#include "ui/document/recent_works.h"
#include "ui/document/reply.h"
#include "ui/lettering/qt_image.h"

namespace koma::ui {

namespace fs = std::filesystem;

DocumentSession::DocumentSession(Document& document, api::ProjectService& service, PictureLibrary& pictures,
                                 RecentWorks& recent, Background& background, QObject* parent)
    : QObject(parent),
      document_(document),
      service_(service),
      pictures_(pictures),
      recent_(recent),
      background_(background) {
  for (QTimer* timer : {&quiet_, &latest_, &retry_}) {
    timer->setSingleShot(true);
    timer->setTimerType(Qt::PreciseTimer);
    connect(timer, &QTimer::timeout, this, &DocumentSession::beginSave);
  }
  connect(&document_, &Document::changed, this, &DocumentSession::documentChanged);
}

QString DocumentSession::title() const {
  const std::string& title = document_.project().title;
  return title.empty() ? QString::fromStdString(bundle_.stem().string()) : QString::fromStdString(title);
}

SaveState DocumentSession::saveState() const {
  if (!isOpen()) return SaveState::closed;
  if (problem_) return SaveState::failed;
  return unsaved() ? SaveState::saving : SaveState::saved;
}

void DocumentSession::documentChanged(const Change& change) {
  if (!isOpen() || std::holds_alternative<ProjectReset>(change)) return;
  changed_ = document_.revision();
  quiet_.start(pace_.quiet);
  if (!latest_.isActive()) latest_.start(pace_.latest);
  tellState();
}

void DocumentSession::beginSave() {
  for (QTimer* timer : {&quiet_, &latest_, &retry_}) timer->stop();
  if (!isOpen() || away_) return;
  if (inFlight_) {
    due_ = true;
    return;
  }
  inFlight_ = true;
  due_ = false;
  sent_ = document_.revision();
  service_.save(document_.project(), onGuiThread<api::Done>(this, [this](const api::Outcome<api::Done>& outcome) {
                  saveAnswered(outcome);
                }));
  tellState();
}

void DocumentSession::saveAnswered(const api::Outcome<api::Done>& outcome) {
  inFlight_ = false;
  if (const auto* problem = std::get_if<api::Failed>(&outcome)) {
    problem_ = *problem;
    sent_ = 0;  // Everything is unsaved again.
    changed_ = std::max<std::uint64_t>(changed_, 1);
    if (!quiet_.isActive()) retry_.start(pace_.retry);
    emit saveStateChanged(told_ = SaveState::failed);
    if (const auto copy = std::exchange(copyTo_, std::nullopt)) emit copyFailed(*copy, *problem);
    if (busy_ && leaving_) {
      setBusy(false);
      emit leaveRefused(*problem);
    }
    return;
  }
  problem_.reset();
  if (unsaved() && (due_ || busy_ || copyTo_)) {
    beginSave();
    return;
  }
  tellState();
  if (copyTo_) copyNow();
  if (busy_ && leaving_) go();
}

void DocumentSession::tellState() {
  const SaveState state = saveState();
  if (state == told_) return;
  told_ = state;
  emit saveStateChanged(state);
}

void DocumentSession::setBusy(bool busy) {
  if (busy == busy_) return;
  busy_ = busy;
  emit busyChanged(busy);
}

void DocumentSession::saveNow() {
  if (isOpen() && (unsaved() || problem_)) beginSave();
}

void DocumentSession::saveCopy(const fs::path& bundle) {
  if (!isOpen() || away_) return;
  copyTo_ = bundle;
  if (unsaved()) {
    beginSave();
  } else {
    copyNow();
  }
}

void DocumentSession::copyNow() {
  const fs::path bundle = *std::exchange(copyTo_, std::nullopt);
  service_.copy_to(bundle, onGuiThread<api::Done>(this, [this, bundle](const api::Outcome<api::Done>& outcome) {
                     if (const auto* problem = std::get_if<api::Failed>(&outcome)) {
                       emit copyFailed(bundle, *problem);
                     } else {
                       emit copied(bundle);
                     }
                   }));
}

// --- from one work to another ----------------------------------------------------------------------------------------

void DocumentSession::leave(std::function<void()> go) {
  if (busy_) return;
  leaving_ = std::move(go);
  setBusy(true);
  if (isOpen() && unsaved()) {
    beginSave();
  } else {
    this->go();
  }
}

void DocumentSession::leaveAnyway() {
  if (busy_ || !leaving_) return;
  setBusy(true);
  go();
}

void DocumentSession::go() {
  for (QTimer* timer : {&quiet_, &latest_, &retry_}) timer->stop();
  away_ = true;
  if (isOpen()) recent_.add(title(), bundle_);  // under the title that it has now
  std::exchange(leaving_, nullptr)();
}

api::Reply<api::OpenedProject> DocumentSession::openReply(const fs::path& bundle) {
  return onGuiThread<api::OpenedProject>(this, [this, bundle](api::Outcome<api::OpenedProject> outcome) {
    away_ = false;
    if (auto* opened = std::get_if<api::OpenedProject>(&outcome)) {
      takeOver(std::move(*opened));
      setBusy(false);
      emit this->opened();
      return;
    }
    setBusy(false);
    if (isOpen() && unsaved()) quiet_.start(pace_.quiet);  // what leaveAnyway() was ready to lose
    emit openFailed(bundle, std::get<api::Failed>(outcome));
  });
}

void DocumentSession::takeOver(api::OpenedProject opened) {
  forget();
  bundle_ = std::move(opened.bundle);
  journal_ = std::move(opened.journal);
  missing_ = std::move(opened.missing);
  pictures_.setBundle(bundle_);
  document_.reset(std::move(opened.project));
  changed_ = sent_ = document_.revision();
  recent_.add(title(), bundle_);
  tellState();
}

void DocumentSession::forget() {
  inFlight_ = due_ = false;
  problem_.reset();
  copyTo_.reset();
  journal_.reset();
  missing_.clear();
  bundle_.clear();
  changed_ = sent_ = 0;
}

void DocumentSession::create(const fs::path& bundle, manga::Project project) {
  leave([this, bundle, project = std::move(project)] { service_.create(bundle, project, openReply(bundle)); });
}

void DocumentSession::open(const fs::path& bundle) {
  leave([this, bundle] { service_.open(bundle, openReply(bundle)); });
}

void DocumentSession::importWork(const fs::path& folder, const fs::path& bundle) {
  leave([this, folder, bundle] { service_.import_work(folder, bundle, openReply(bundle)); });
}

void DocumentSession::openCopyOf(const fs::path& held) {
  leave([this, held] {
    background_.run(
        this, [held] { return copyHeldBundle(held); },
        [this, held](const api::Outcome<fs::path>& copy) {
          if (const auto* bundle = std::get_if<fs::path>(&copy)) {
            service_.open(*bundle, openReply(*bundle));
          } else {
            openReply(held)(std::get<api::Failed>(copy));
          }
        });
  });
}

void DocumentSession::close() {
  if (!isOpen() && !busy_) {
    emit closed();
    return;
  }
  leave([this] {
    service_.close(onGuiThread<api::Done>(this, [this](const api::Outcome<api::Done>&) {
      // A failed close loses nothing: everything was saved before it.
      away_ = false;
      forget();
      pictures_.setBundle({});
      document_.reset({});
      tellState();
      setBusy(false);
      emit closed();
    }));
  });
}

void DocumentSession::keepThumbnail(manga::PageId page, const QImage& thumbnail) {
  if (!isOpen() || away_ || thumbnail.isNull()) return;
  service_.set_thumbnail(page, lettering::toImage(thumbnail));
  const auto& pages = document_.project().pages;
  if (!pages.empty() && pages.front().id == page) recent_.setThumbnail(bundle_, thumbnail);
}

}  // namespace koma::ui
