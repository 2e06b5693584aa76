// SPDX-License-Identifier: Apache-2.0
#include "ui/generation/job_model.h"

#include <QMimeData>
#include <algorithm>

namespace koma::ui {
namespace {

/// Enough to see what happened tonight; more is what the takes are for.
constexpr std::size_t mostEnded = 50;

}  // namespace

JobModel::JobModel(GenerationService& service, QObject* parent) : QAbstractListModel(parent), service_(service) {
  connect(&service_, &GenerationService::queueChanged, this, &JobModel::refresh);
  connect(&service_, &GenerationService::jobStarted, this, &JobModel::refresh);
  connect(&service_, &GenerationService::jobProgressed, this,
          [this](api::JobId job, manga::PanelId, int step, int steps, double secondsLeft) {
            progress(job, step, steps, secondsLeft);
          });
  connect(&service_, &GenerationService::jobEnded, this, [this](const EndedJob& ended) {
    ended_.insert(ended_.begin(), ended);
    if (ended_.size() > mostEnded) ended_.resize(mostEnded);
    refresh();
  });
  connect(&service_, &GenerationService::forgotten, this, &JobModel::forgetEnded);
  refresh();
}

int JobModel::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : int(rows_.size());
}

JobModel::State JobModel::stateAt(int row) const {
  const Row& it = rows_[std::size_t(row)];
  if (!it.ended) return it.job.state == api::JobState::running ? State::running : State::waiting;
  if (it.ended->end == JobEnd::failed) return State::failed;
  return it.ended->end == JobEnd::finished ? State::finished : State::cancelled;
}

int JobModel::activeCount() const {
  return int(std::ranges::count_if(rows_, [](const Row& row) { return !row.ended; }));
}

QString JobModel::stateText(const Row& row) const {
  const bool background = row.job.spec.lane == api::Lane::background;
  switch (stateAt(int(&row - rows_.data()))) {
    case State::running:
      if (row.job.steps == 0) return tr("Loading the model…");
      return tr("Step %1 of %2").arg(row.job.step).arg(row.job.steps);
    case State::waiting:
      return background ? tr("Waiting in the background") : tr("Waiting");
    case State::finished:
      return tr("Finished");
    case State::failed:
      return tr("Failed");
    case State::cancelled:
      return tr("Cancelled");
  }
  return {};
}

QVariant JobModel::data(const QModelIndex& index, int role) const {
  if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
  const Row& row = rows_[std::size_t(index.row())];
  const QString label = QString::fromStdString(row.job.spec.label);
  switch (role) {
    case Qt::DisplayRole:
      return label;
    case Qt::AccessibleTextRole:
      //: %1 is a place ("Page 2, panel 3"), %2 a state ("Waiting")
      return tr("%1: %2").arg(label, stateText(row));
    case Qt::ToolTipRole:
      return row.ended && !row.ended->details.isEmpty() ? row.ended->details : QVariant();
    case stateRole:
      return QVariant::fromValue(stateAt(index.row()));
    case laneRole:
      return int(row.job.spec.lane);
    case stepRole:
      return row.job.step;
    case stepsRole:
      return row.job.steps;
    case timeLeftRole:
      return row.secondsLeft < 0 ? QString() : timeLeftText(row.secondsLeft);
    case stateTextRole:
      return stateText(row);
    case detailsRole:
      return row.ended ? row.ended->details : QString();
    default:
      return {};
  }
}

bool JobModel::waits(int row) const {
  return row >= 0 && row < rowCount() && stateAt(row) == State::waiting;
}

Qt::ItemFlags JobModel::flags(const QModelIndex& index) const {
  if (!index.isValid()) return Qt::ItemIsDropEnabled;
  const Qt::ItemFlags flags = Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren;
  return waits(index.row()) ? flags | Qt::ItemIsDragEnabled : flags;
}

void JobModel::progress(api::JobId job, int step, int steps, double secondsLeft) {
  for (Row& row : rows_) {
    if (row.job.id != job || row.ended) continue;
    row.job.state = api::JobState::running;
    row.job.step = step;
    row.job.steps = steps;
    row.secondsLeft = secondsLeft;
    const QModelIndex at = index(int(&row - rows_.data()));
    emit dataChanged(at, at);
  }
}

void JobModel::refresh() {
  std::vector<Row> target;
  for (const api::Job& job : service_.queue()) {
    const bool over = std::ranges::any_of(ended_, [&](const EndedJob& ended) { return ended.job.id == job.id; });
    if (over) continue;
    Row row{job, {}, -1};
    // What was heard last is newer than the list.
    if (const auto& running = service_.running(); running && running->job == job.id) {
      row.job.state = api::JobState::running;
      row.job.step = running->step;
      row.job.steps = running->steps;
      row.secondsLeft = running->pace.seconds().value_or(-1);
    } else if (row.job.state == api::JobState::running) {
      row.job.step = row.job.steps = 0;
    }
    target.push_back(std::move(row));
  }
  for (const EndedJob& ended : ended_) target.push_back({ended.job, ended, -1});
  bring(std::move(target));
  emit countsChanged();
}

void JobModel::bring(std::vector<Row> target) {
  // Row by row, so that views keep what is selected.
  const auto has = [](const std::vector<Row>& rows, api::JobId id) {
    return std::ranges::any_of(rows, [&](const Row& row) { return row.job.id == id; });
  };
  for (int i = rowCount() - 1; i >= 0; --i) {
    if (has(target, jobAt(i).id)) continue;
    beginRemoveRows({}, i, i);
    rows_.erase(rows_.begin() + i);
    endRemoveRows();
  }
  for (int i = 0; i < int(target.size()); ++i) {
    Row& wanted = target[std::size_t(i)];
    const auto found =
        std::find_if(rows_.begin() + i, rows_.end(), [&](const Row& row) { return row.job.id == wanted.job.id; });
    if (found == rows_.end()) {
      beginInsertRows({}, i, i);
      rows_.insert(rows_.begin() + i, std::move(wanted));
      endInsertRows();
      continue;
    }
    const int now = int(found - rows_.begin());
    if (now != i) {
      beginMoveRows({}, now, now, {}, i);
      std::rotate(rows_.begin() + i, found, found + 1);
      endMoveRows();
    }
    rows_[std::size_t(i)] = std::move(wanted);
  }
  if (!rows_.empty()) emit dataChanged(index(0), index(rowCount() - 1));
}

std::size_t JobModel::placeBefore(int row, api::Lane lane, int moved) const {
  std::size_t place = 0;
  for (int i = 0; i < row; ++i) {
    if (i != moved && waits(i) && jobAt(i).spec.lane == lane) ++place;
  }
  return place;
}

bool JobModel::moveRows(const QModelIndex& from, int row, int count, const QModelIndex& to, int before) {
  if (from.isValid() || to.isValid() || count != 1 || !waits(row)) return false;
  const api::JobId job = jobAt(row).id;
  const api::Lane oldLane = jobAt(row).spec.lane;
  api::Lane lane = oldLane;
  // Between the lanes a job stays in its own.
  int firstBackground = 0, endOfWaiting = 0;
  for (int i = 0; i < rowCount(); ++i) {
    if (!isActive(i)) break;
    endOfWaiting = i + 1;
    if (stateAt(i) == State::running || jobAt(i).spec.lane == api::Lane::interactive) firstBackground = i + 1;
  }
  if (before < firstBackground) lane = api::Lane::interactive;
  if (before > firstBackground) lane = api::Lane::background;
  const int place = std::clamp(before, 0, endOfWaiting);
  const std::size_t placeInLane = placeBefore(place, lane, row);
  if (place != row && place != row + 1) {
    beginMoveRows({}, row, row, {}, place);
    rows_[std::size_t(row)].job.spec.lane = lane;
    const auto at = rows_.begin();
    if (place > row) std::rotate(at + row, at + row + 1, at + place);
    if (place < row) std::rotate(at + place, at + row, at + row + 1);
    endMoveRows();
  }
  if (lane != oldLane) service_.setLane(job, lane);
  service_.move(job, placeInLane);
  return true;
}

void JobModel::moveBy(int row, int places) {
  if (!waits(row)) return;
  const int next = row + (places < 0 ? -1 : 1);
  if (!waits(next)) return;
  const api::JobId job = jobAt(row).id;
  const api::Lane lane = jobAt(next).spec.lane;
  if (lane == jobAt(row).spec.lane) {
    service_.move(job, placeBefore(row, lane, row) + std::size_t(places < 0 ? -1 : 1));
    return;
  }
  const std::size_t place = placeBefore(places < 0 ? row : next, lane, row);
  service_.setLane(job, lane);
  service_.move(job, place);
}

void JobModel::switchLane(int row) {
  if (!isActive(row)) return;
  const api::Job& job = jobAt(row);
  service_.setLane(job.id, job.spec.lane == api::Lane::interactive ? api::Lane::background : api::Lane::interactive);
}

void JobModel::cancel(int row) {
  if (isActive(row)) service_.cancel(jobAt(row).id);
}

void JobModel::retry(int row) {
  if (const auto ended = rows_[std::size_t(row)].ended) service_.retry(*ended);
}

void JobModel::forgetEnded() {
  ended_.clear();
  refresh();
}

}  // namespace koma::ui
