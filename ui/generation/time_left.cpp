// SPDX-License-Identifier: Apache-2.0
#include "ui/generation/time_left.h"

#include <QCoreApplication>
#include <cmath>

namespace koma::ui {

void TimeLeft::progress(int step, int steps, double seconds) {
  if (firstStep_ == 0 || step < step_) {
    firstStep_ = step;
    firstSeconds_ = seconds;
  }
  step_ = step;
  steps_ = steps;
  seconds_ = seconds;
}

std::optional<double> TimeLeft::seconds() const {
  if (step_ <= firstStep_) return {};
  return (seconds_ - firstSeconds_) / (step_ - firstStep_) * (steps_ - step_);
}

QString timeLeftText(std::optional<double> seconds) {
  if (!seconds) return {};
  const int whole = int(std::ceil(*seconds));
  if (whole < 100) return QCoreApplication::translate("koma::ui::TimeLeft", "%1 s left").arg(whole);
  return QCoreApplication::translate("koma::ui::TimeLeft", "%1 min left").arg(int(std::lround(*seconds / 60)));
}

}  // namespace koma::ui
