// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>
#include <QString>
#include <optional>

#include "engine/api/plan_service.h"

namespace koma::ui {

/// One plan after the other, on the GUI thread: brings what the service says here. Owned by the dialog that plans.
class PlanRun : public QObject {
  Q_OBJECT
 public:
  explicit PlanRun(api::PlanService& service, QObject* parent = nullptr);
  ~PlanRun() override;

  /// A plan that still runs is cancelled and not heard of again.
  void start(api::PlanRequest request);
  /// Ends with cancelled(), unless it has ended already.
  void cancel();
  [[nodiscard]] bool running() const noexcept { return plan_.has_value(); }

 signals:
  /// What the model writes, a piece at a time.
  void written(const QString& text, bool thinking);
  /// It is asked once more; what it wrote does not count.
  void retried(const QString& reason);
  void finished(const koma::api::PlanFinished& finished);
  void failed(const koma::api::Failed& failed);
  void cancelled();

 private:
  void hear(api::PlanId plan, const api::PlanEvent& event);

  api::PlanService& service_;
  std::optional<api::PlanId> plan_;
  api::Subscription subscription_;  ///< last: it ends before what it uses
};

}  // namespace koma::ui
