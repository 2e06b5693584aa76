// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

#include "engine/api/model_catalog.h"
#include "engine/manga/drawing_settings.h"
#include "ui/generation/memory_need.h"

class QCheckBox;
class QLabel;

namespace koma::ui {

class MemoryQuestion;
class SliderField;
class Theme;

/// Whether a model's language agent takes part, with which share, and what memory that takes, said before it is
/// switched on. Owned by the drawing form.
class AgentForm : public QWidget {
  Q_OBJECT
 public:
  explicit AgentForm(const Theme& theme, QWidget* parent = nullptr);

  /// `work` is what a panel that leaves it open takes. `model` is null when it is not there: then nothing is known to
  /// be impossible.
  void show(const manga::DrawingSettings& settings, const manga::DrawingSettings& work, const api::ModelEntry* model);
  /// What would be drawn, with or without the agent; its memory is asked for as if it took part. None: nothing is said.
  void ask(std::optional<api::GenerationRequest> request);
  [[nodiscard]] MemoryQuestion* question() const noexcept { return question_; }
  [[nodiscard]] QCheckBox* enabled() const noexcept { return enabled_; }
  [[nodiscard]] SliderField* scale() const noexcept { return scale_; }
  /// The sentence about memory; empty while it is not known.
  [[nodiscard]] QString text() const;

 signals:
  void edited(const koma::manga::DrawingSettings& settings);

 private:
  void showNeed(const MemoryNeed& need);

  manga::DrawingSettings settings_, work_;
  MemoryQuestion* question_;
  QCheckBox* enabled_;
  SliderField* scale_;
  QLabel* memory_;
};

}  // namespace koma::ui
