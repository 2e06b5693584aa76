// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/job_attachment.h"

#include <utility>

#include "ui/document/background.h"

namespace koma::ui {

JobAttachment::JobAttachment(api::JobService& jobs, Background& background, QObject* parent)
    : QObject(parent), jobs_(jobs), background_(background) {}

void JobAttachment::want(std::shared_ptr<api::JobJournal> journal) {
  wanted_ = std::move(journal);
  due_ = true;
  if (!busy_) next();
}

void JobAttachment::next() {
  busy_ = true;
  due_ = false;
  background_.run(
      this,
      [jobs = &jobs_, journal = wanted_]() -> bool {
        try {
          jobs->attach(journal);
        } catch (const std::exception&) {
          return false;  // its work was closed meanwhile; closing asks for null next
        }
        return journal != nullptr;
      },
      [this](bool open) {
        busy_ = false;
        if (due_)
          next();
        else if (open)
          emit attached();
      });
}

}  // namespace koma::ui
