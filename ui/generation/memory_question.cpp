// SPDX-License-Identifier: Apache-2.0
#include "ui/generation/memory_question.h"

#include "ui/document/background.h"

namespace koma::ui {

MemoryQuestion::MemoryQuestion(QObject* parent) : QObject(parent) {
  constexpr int pauseMs = 250;
  pause_.setSingleShot(true);
  pause_.setInterval(pauseMs);
  connect(&pause_, &QTimer::timeout, this, &MemoryQuestion::repeat);
}

void MemoryQuestion::setForecast(ForecastMemory forecast, Background& background) {
  forecast_ = std::move(forecast);
  background_ = &background;
  if (request_) pause_.start();
}

bool MemoryQuestion::ask(std::optional<api::GenerationRequest> request) {
  if (request != request_) {
    request_ = std::move(request);
    ++asked_;
    if (request_ && forecast_) {
      pause_.start();
    } else {
      pause_.stop();
    }
  }
  return request_ && forecast_;
}

void MemoryQuestion::repeat() {
  if (!request_ || !background_) return;
  background_->run(
      this, [forecast = forecast_, request = *request_] { return forecast(request); },
      [this, question = asked_](const MemoryNeed& need) {
        if (question == asked_) emit answered(need);
      });
}

}  // namespace koma::ui
