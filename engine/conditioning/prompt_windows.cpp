// SPDX-License-Identifier: Apache-2.0
#include "engine/conditioning/prompt_windows.h"

#include <algorithm>
#include <optional>

#include "engine/base/error.h"

namespace koma::conditioning {
namespace {

constexpr std::size_t comma_reach = 20;

/// Collects tokens and closes windows.
class Layout {
 public:
  explicit Layout(const WindowFrame& frame) : frame_(frame), room_(frame.length - 2) {}

  void add(const PromptUnit& unit) {
    if (unit.starts_window) close();
    if (unit.ids.empty()) return;
    if (unit.comma) {
      last_comma_ = ids_.size();
    } else if (ids_.size() == room_) {
      back_up();
    }
    if (ids_.size() + unit.ids.size() > room_) close();
    ids_.insert(ids_.end(), unit.ids.begin(), unit.ids.end());
    weights_.resize(ids_.size(), unit.weight);
  }

  PromptWindows finish() {
    if (!ids_.empty() || windows_.ids.empty()) close();
    return std::move(windows_);
  }

 private:
  void close() {
    ids_.insert(ids_.begin(), frame_.start);
    weights_.insert(weights_.begin(), 1);
    ids_.push_back(frame_.end);
    ids_.resize(frame_.length, frame_.padding);
    weights_.resize(frame_.length, 1);
    windows_.ids.push_back(std::move(ids_));
    windows_.weights.push_back(std::move(weights_));
    ids_.clear();
    weights_.clear();
    last_comma_.reset();
  }

  /// Moves what follows the last comma into a window of its own.
  void back_up() {
    if (!last_comma_ || ids_.size() - *last_comma_ > comma_reach) return;
    const auto kept = static_cast<std::ptrdiff_t>(*last_comma_) + 1;
    std::vector<std::int64_t> ids(ids_.begin() + kept, ids_.end());
    std::vector<double> weights(weights_.begin() + kept, weights_.end());
    ids_.resize(static_cast<std::size_t>(kept));
    weights_.resize(static_cast<std::size_t>(kept));
    close();
    ids_ = std::move(ids);
    weights_ = std::move(weights);
  }

  WindowFrame frame_;
  std::size_t room_;
  PromptWindows windows_;
  std::vector<std::int64_t> ids_;
  std::vector<double> weights_;
  std::optional<std::size_t> last_comma_;  ///< place in ids_
};

}  // namespace

bool PromptWindows::weighted() const {
  return std::any_of(weights.begin(), weights.end(), [](const std::vector<double>& row) {
    return std::any_of(row.begin(), row.end(), [](double weight) { return weight != 1; });
  });
}

PromptWindows lay_out(const std::vector<PromptUnit>& units, const WindowFrame& frame) {
  Layout layout(frame);
  for (const PromptUnit& unit : units) layout.add(unit);
  return layout.finish();
}

PromptWindows cut_off(const std::vector<PromptUnit>& units, const WindowFrame& frame) {
  PromptWindows windows = lay_out({}, frame);
  std::size_t count = 0;
  for (const PromptUnit& unit : units) {
    for (const std::int64_t id : unit.ids) {
      if (count == frame.length - 2) return windows;
      ++count;
      windows.ids[0][count] = id;
      windows.weights[0][count] = unit.weight;
      windows.ids[0][count + 1] = frame.end;
    }
  }
  return windows;
}

PromptWindows evenly_cut(const std::vector<PromptUnit>& units, const WindowFrame& frame) {
  std::vector<std::int64_t> ids;
  std::vector<double> weights;
  for (const PromptUnit& unit : units) {
    ids.insert(ids.end(), unit.ids.begin(), unit.ids.end());
    weights.resize(ids.size(), unit.weight);
  }
  const std::size_t room = frame.length - 2;
  const std::size_t count = std::clamp((ids.size() + room - 1) / room, std::size_t{1}, most_even_windows);
  ids.resize(count * room, frame.padding);
  weights.resize(count * room, 1);
  PromptWindows windows;
  for (std::size_t i = 0; i < count; ++i) {
    const auto first = std::ptrdiff_t(i * room), last = std::ptrdiff_t((i + 1) * room);
    std::vector<std::int64_t>& row = windows.ids.emplace_back(ids.begin() + first, ids.begin() + last);
    row.insert(row.begin(), frame.start);
    row.push_back(frame.end);
    std::vector<double>& shares = windows.weights.emplace_back(weights.begin() + first, weights.begin() + last);
    shares.insert(shares.begin(), 1);
    shares.push_back(1);
  }
  return windows;
}

PromptWindows windows_of(const std::vector<PromptUnit>& units, const WindowFrame& frame, api::LongPrompts rule) {
  switch (rule) {
    case api::LongPrompts::cut:
      return cut_off(units, frame);
    case api::LongPrompts::windows:
      return lay_out(units, frame);
    case api::LongPrompts::llmga:
      return evenly_cut(units, frame);
  }
  throw Error(ErrorCode::internal, "a rule for long prompts without windows");
}

void fill_up(PromptWindows& windows, std::size_t count, const WindowFrame& frame, api::LongPrompts rule) {
  const PromptWindows empty = windows_of({}, frame, rule);
  while (windows.size() < count) {
    windows.ids.push_back(empty.ids.front());
    windows.weights.push_back(empty.weights.front());
  }
}

}  // namespace koma::conditioning
