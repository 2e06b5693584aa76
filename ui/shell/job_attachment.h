// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>
#include <memory>

#include "engine/api/job_service.h"

namespace koma::ui {

class Background;

/// Gives the job service the journal of the work that is open. That waits for the disk, and on leaving a work for the
/// end of a running step, so it is done in the background, one change after the other; the last wish wins.
class JobAttachment : public QObject {
  Q_OBJECT
 public:
  JobAttachment(api::JobService& jobs, Background& background, QObject* parent = nullptr);

  /// Null: no work is open.
  void want(std::shared_ptr<api::JobJournal> journal);

 signals:
  /// The queue of the work that is open has been taken up; jobs may be submitted.
  void attached();

 private:
  void next();

  api::JobService& jobs_;
  Background& background_;
  std::shared_ptr<api::JobJournal> wanted_;
  bool busy_ = false, due_ = false;
};

}  // namespace koma::ui
