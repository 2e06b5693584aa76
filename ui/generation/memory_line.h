// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>
#include <optional>

#include "ui/generation/memory_need.h"

class QHBoxLayout;
class QLabel;
class QVBoxLayout;

namespace koma::ui {

class FlowLayout;
class MemoryQuestion;
class SignLabel;
class Theme;

/// Says before drawing how much memory a picture takes, and what helps when it will not fit. Owned by the draw bar.
class MemoryLine : public QWidget {
  Q_OBJECT
 public:
  explicit MemoryLine(const Theme& theme, QWidget* parent = nullptr);

  [[nodiscard]] MemoryQuestion* question() const noexcept { return question_; }
  /// Without it only smaller pictures are offered.
  void setSaver(SaveMemory save) { save_ = std::move(save); }
  /// Asks a moment later, for the last of quickly changing requests only; none: says nothing.
  void ask(std::optional<api::GenerationRequest> request);
  [[nodiscard]] const std::optional<MemoryNeed>& need() const noexcept { return need_; }
  [[nodiscard]] QString text() const;

 signals:
  /// The picture's sides are to be `factor` of what they are.
  void sizeRequested(double factor);

 private:
  void show(const MemoryNeed& need);
  void addRemedy(const MemoryRemedy& remedy);

  const Theme& theme_;
  MemoryQuestion* question_;
  SaveMemory save_;
  std::optional<MemoryNeed> need_;
  SignLabel* sign_;
  QLabel* sentence_;
  QWidget* remedies_ = nullptr;
  QVBoxLayout* column_;
};

}  // namespace koma::ui
