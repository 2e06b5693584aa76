// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>
#include <vector>

#include "engine/api/model_catalog.h"
#include "engine/manga/project.h"

class QLabel;

namespace koma::ui {

class AdvancedForm;
class AgentForm;
class ModelCombo;
class SeedField;
class SliderField;
class Theme;

/// With which model and numbers a panel is drawn. Owned by the panel's dock.
class DrawingForm : public QWidget {
  Q_OBJECT
 public:
  explicit DrawingForm(const Theme& theme, QWidget* parent = nullptr);

  /// `work` is what the work has for panels that leave it open.
  void setModels(const std::vector<api::ModelEntry>& models, const manga::DrawingSettings& work);
  /// `size` says how large the picture will be.
  void show(const manga::Panel& panel, const QString& size);
  [[nodiscard]] ModelCombo* model() const noexcept { return model_; }
  [[nodiscard]] SliderField* size() const noexcept { return sides_; }
  [[nodiscard]] SliderField* likeness() const noexcept { return likeness_; }
  [[nodiscard]] AgentForm* agent() const noexcept { return agent_; }
  [[nodiscard]] AdvancedForm* advanced() const noexcept { return advanced_; }
  [[nodiscard]] const manga::DrawingSettings& settings() const noexcept { return settings_; }
  /// The names of its fields, to be aligned with those around it.
  [[nodiscard]] QList<QLabel*> labels() const;

 signals:
  void edited(const koma::manga::DrawingSettings& settings);

 private:
  void connectFields();
  void showModel();

  std::vector<api::ModelEntry> models_;
  manga::DrawingSettings work_, settings_;
  ModelCombo* model_;
  QLabel *modelLabel_, *abilities_, *limits_, *size_;
  SliderField *sides_, *steps_, *guidance_, *likeness_;
  AgentForm* agent_;
  SeedField* seed_;
  bool regions_ = false;  ///< the panel has some
  AdvancedForm* advanced_;
};

/// The seed that a take was drawn with.
[[nodiscard]] std::optional<std::uint64_t> seedOf(const manga::Take& take);

}  // namespace koma::ui
