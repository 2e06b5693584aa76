// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>
#include <vector>

#include "engine/api/model_catalog.h"
#include "engine/manga/project.h"

class QComboBox;
class QLabel;

namespace koma::ui {

class SeedField;
class SliderField;
class Theme;

/// With which model and numbers a panel is drawn. Owned by the panel's dock.
class DrawingForm : public QWidget {
  Q_OBJECT
 public:
  explicit DrawingForm(const Theme& theme, QWidget* parent = nullptr);

  void setModels(const std::vector<api::ModelEntry>& models);
  /// `size` says how large the picture will be.
  void show(const manga::Panel& panel, const QString& size);
  [[nodiscard]] const manga::DrawingSettings& settings() const noexcept { return settings_; }
  /// The names of its fields, to be aligned with those around it.
  [[nodiscard]] QList<QLabel*> labels() const;

 signals:
  void edited(const koma::manga::DrawingSettings& settings);

 private:
  void showModel();

  std::vector<api::ModelEntry> models_;
  manga::DrawingSettings settings_;
  QComboBox* model_;
  QLabel *modelLabel_, *limits_, *size_;
  SliderField *steps_, *guidance_;
  SeedField* seed_;
};

/// What a model cannot do, a sentence each; and what is wrong with it, if it cannot be used.
[[nodiscard]] QStringList limitsOf(const api::ModelEntry& model);
/// The seed that a take was drawn with.
[[nodiscard]] std::optional<std::uint64_t> seedOf(const manga::Take& take);

}  // namespace koma::ui
