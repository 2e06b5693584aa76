// SPDX-License-Identifier: Apache-2.0
#include "ui/dialogs/plan_run.h"

namespace koma::ui {

PlanRun::PlanRun(api::PlanService& service, QObject* parent)
    : QObject(parent), service_(service), subscription_(service.subscribe([this](api::PlanId plan, const auto& event) {
        // The one hop from the planner's thread.
        QMetaObject::invokeMethod(
            this, [this, plan, event] { hear(plan, event); }, Qt::QueuedConnection);
      })) {}

PlanRun::~PlanRun() {
  if (plan_) service_.cancel(*plan_);
}

void PlanRun::start(api::PlanRequest request) {
  if (plan_) service_.cancel(*plan_);
  plan_ = service_.submit(std::move(request));
}

void PlanRun::cancel() {
  if (plan_) service_.cancel(*plan_);
}

void PlanRun::hear(api::PlanId plan, const api::PlanEvent& event) {
  if (plan_ != plan) return;
  if (const auto* text = std::get_if<api::PlanText>(&event)) {
    emit written(QString::fromStdString(text->text), text->thinking);
  } else if (const auto* retry = std::get_if<api::PlanRetry>(&event)) {
    emit retried(QString::fromStdString(retry->reason));
  } else if (const auto* done = std::get_if<api::PlanFinished>(&event)) {
    plan_.reset();
    emit finished(*done);
  } else if (const auto* failure = std::get_if<api::Failed>(&event)) {
    plan_.reset();
    emit failed(*failure);
  } else if (std::holds_alternative<api::Cancelled>(event)) {
    plan_.reset();
    emit cancelled();
  }
}

}  // namespace koma::ui
