// SPDX-License-Identifier: Apache-2.0
#include "ui/models/model_hashing.h"

#include <QPointer>

#include "engine/base/error.h"
#include "ui/document/background.h"

namespace koma::ui {
namespace {

struct Result {
  QString hash, problem;
};

}  // namespace

ModelHashing::ModelHashing(HashModel hash, Background& background, QObject* parent)
    : QObject(parent), hash_(std::move(hash)), background_(background) {}

ModelHashing::~ModelHashing() {
  stop_.request_stop();
}

void ModelHashing::start(const std::filesystem::path& file) {
  if (!hash_) return;
  stop();
  file_ = file;
  stop_ = {};
  const int run = ++run_;
  const auto tell = [self = QPointer<ModelHashing>(this), run](double share) {
    // The pointer is looked at on the GUI thread only.
    QMetaObject::invokeMethod(
        qApp,
        [self, run, share] {
          if (self && self->run_ == run && !self->file_.empty()) emit self->progressed(share);
        },
        Qt::QueuedConnection);
  };
  const auto work = [hash = hash_, file, tell, stop = stop_.get_token()] {
    try {
      return Result{QString::fromStdString(hash(file, tell, stop)), {}};
    } catch (const Error& error) {
      return Result{{}, QString::fromUtf8(error.what())};
    }
  };
  background_.run(this, work, [this, run](const Result& result) {
    if (run != run_ || file_.empty()) return;
    const QString done = QString::fromStdString(std::exchange(file_, {}).string());
    if (result.hash.isEmpty()) {
      emit failed(done, result.problem);
    } else {
      emit finished(done, result.hash);
    }
  });
}

void ModelHashing::stop() {
  stop_.request_stop();
  if (file_.empty()) return;
  const QString stopped = QString::fromStdString(std::exchange(file_, {}).string());
  emit failed(stopped, {});
}

}  // namespace koma::ui
