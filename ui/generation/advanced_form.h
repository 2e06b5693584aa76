// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

#include "engine/api/model_catalog.h"
#include "engine/manga/drawing_settings.h"

class QCheckBox;
class QLabel;

namespace koma::ui {

class SliderField;
class SubjectForm;
class Theme;
class WordCombo;

/// How the steps are taken: sampler, noise, guidance in detail. Few need it; folded away in the panel's dock.
class AdvancedForm : public QWidget {
  Q_OBJECT
 public:
  explicit AdvancedForm(const Theme& theme, QWidget* parent = nullptr);

  /// `work` is what a panel that leaves it open takes. `model` is null when it is not there: then nothing is known to
  /// be impossible. `regions`: the panel has some.
  void show(const manga::DrawingSettings& settings, const manga::DrawingSettings& work, const api::ModelEntry* model,
            bool regions);
  [[nodiscard]] WordCombo* sampler() const noexcept { return sampler_; }
  [[nodiscard]] WordCombo* sigmas() const noexcept { return sigmas_; }
  [[nodiscard]] WordCombo* spacing() const noexcept { return spacing_; }
  [[nodiscard]] SliderField* clipSkip() const noexcept { return clipSkip_; }
  [[nodiscard]] SliderField* rescale() const noexcept { return rescale_; }
  [[nodiscard]] QCheckBox* weighting() const noexcept { return weighting_; }
  [[nodiscard]] SubjectForm* subjects() const noexcept { return subjects_; }

 signals:
  void edited(const koma::manga::DrawingSettings& settings);

 private:
  void connectFields();

  manga::DrawingSettings settings_;
  WordCombo *sampler_, *sigmas_, *spacing_;
  SliderField *clipSkip_, *rescale_;
  QCheckBox* weighting_;
  QLabel* reason_;
  SubjectForm* subjects_;
};

}  // namespace koma::ui
