// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QAbstractListModel>
#include <optional>
#include <vector>

#include "ui/generation/generation_service.h"

namespace koma::ui {

/// The queue as rows: the running job, the waiting ones in their order, and below them what ended lately, the newest
/// first. Rows that wait can be dragged. Reads and moves jobs through the service; owned by the queue's dock.
class JobModel : public QAbstractListModel {
  Q_OBJECT
 public:
  enum class State { waiting, running, finished, failed, cancelled };
  Q_ENUM(State)
  enum Role { stateRole = Qt::UserRole, laneRole, stepRole, stepsRole, timeLeftRole, stateTextRole, detailsRole };

  explicit JobModel(GenerationService& service, QObject* parent = nullptr);

  [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
  [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;
  [[nodiscard]] Qt::DropActions supportedDropActions() const override { return Qt::MoveAction; }
  /// A drag within the list: waiting jobs change places, and lanes when they are let go among the others.
  bool moveRows(const QModelIndex& from, int row, int count, const QModelIndex& to, int before) override;

  [[nodiscard]] State stateAt(int row) const;
  [[nodiscard]] const api::Job& jobAt(int row) const { return rows_[std::size_t(row)].job; }
  [[nodiscard]] bool isActive(int row) const { return !rows_[std::size_t(row)].ended; }
  /// How many run or wait.
  [[nodiscard]] int activeCount() const;
  [[nodiscard]] int endedCount() const { return rowCount() - activeCount(); }

  /// One place up (−1) or down (1); beyond the end of its lane a job goes over into the other.
  void moveBy(int row, int places);
  void switchLane(int row);
  void cancel(int row);
  void retry(int row);
  void forgetEnded();

 signals:
  void countsChanged();

 private:
  struct Row {
    api::Job job;
    std::optional<EndedJob> ended;
    double secondsLeft = -1;
  };
  void refresh();
  void bring(std::vector<Row> target);
  void progress(api::JobId job, int step, int steps, double secondsLeft);
  [[nodiscard]] bool waits(int row) const;
  /// Place among the waiting jobs of a lane of what stands before `row`, `moved` left out.
  [[nodiscard]] std::size_t placeBefore(int row, api::Lane lane, int moved) const;
  [[nodiscard]] QString stateText(const Row& row) const;

  GenerationService& service_;
  std::vector<Row> rows_;
  std::vector<EndedJob> ended_;  ///< the newest first
};

}  // namespace koma::ui
