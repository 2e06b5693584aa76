// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>
#include <QTimer>
#include <optional>

#include "ui/generation/memory_need.h"

namespace koma::ui {

class Background;

/// Asks how much memory a request takes, a moment after it was last changed and away from the GUI thread. Owned by
/// whoever shows the answer.
class MemoryQuestion : public QObject {
  Q_OBJECT
 public:
  explicit MemoryQuestion(QObject* parent);

  /// Who knows; the background outlives the question. Until then nothing is answered.
  void setForecast(ForecastMemory forecast, Background& background);
  /// Only the last of quickly changing requests is asked for; none: nothing is to be known. Returns whether an answer
  /// will come or has come.
  bool ask(std::optional<api::GenerationRequest> request);
  /// The same once more: the engine works in another way now.
  void repeat();

 signals:
  void answered(const koma::ui::MemoryNeed& need);

 private:
  ForecastMemory forecast_;
  Background* background_ = nullptr;
  std::optional<api::GenerationRequest> request_;
  QTimer pause_;
  int asked_ = 0;  ///< answers to earlier questions are late
};

}  // namespace koma::ui
