// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>
#include <vector>

#include "engine/api/model_catalog.h"
#include "engine/manga/drawing_settings.h"

class QLabel;

namespace koma::ui {

class ModelCombo;
class SliderField;
class Theme;

/// Who repairs the seam of a repaint, and how much of the repair is taken; shown only while it is to be repaired.
/// Owned by the repaint form.
class SeamForm : public QWidget {
  Q_OBJECT
 public:
  explicit SeamForm(const Theme& theme, QWidget* parent = nullptr);

  void show(const manga::RepaintSettings& repaint, const std::vector<api::ModelEntry>& models);
  [[nodiscard]] ModelCombo* restorer() const noexcept { return restorer_; }
  [[nodiscard]] SliderField* blend() const noexcept { return blend_; }
  /// What is missing, one sentence; empty when nothing is.
  [[nodiscard]] QString reason() const;

 signals:
  void edited(const koma::manga::RepaintSettings& repaint);

 private:
  manga::RepaintSettings repaint_;
  ModelCombo* restorer_;
  SliderField* blend_;
  QLabel* reason_;
};

}  // namespace koma::ui
