// SPDX-License-Identifier: Apache-2.0
#include "ui/generation/take_comparison.h"

namespace koma::ui {
namespace {

/// Fast enough for the eye to see what moves, slower than what may harm (three flashes a second).
constexpr int blinkMilliseconds = 250;

}  // namespace

TakeComparison::TakeComparison(QObject* parent) : QObject(parent) {
  timer_.setInterval(blinkMilliseconds);
  connect(&timer_, &QTimer::timeout, this, [this] {
    showsCandidate_ = !showsCandidate_;
    emit requested(panel_, showsCandidate_ ? candidate_ : other_);
  });
}

void TakeComparison::show(manga::PanelId panel, const manga::AssetId& candidate) {
  timer_.stop();
  panel_ = panel;
  emit requested(panel, candidate);
}

void TakeComparison::blink(manga::PanelId panel, const manga::AssetId& candidate, const manga::AssetId& other) {
  panel_ = panel;
  candidate_ = candidate;
  other_ = other;
  showsCandidate_ = true;
  timer_.start();
  emit requested(panel, candidate);
}

void TakeComparison::end() {
  timer_.stop();
  if (!panel_) return;
  panel_ = {};
  emit ended();
}

}  // namespace koma::ui
