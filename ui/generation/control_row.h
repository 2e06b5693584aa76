// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QFrame>
#include <vector>

#include "engine/api/model_catalog.h"
#include "engine/manga/panel.h"

class QLabel;
class QToolButton;

namespace koma::ui {

class ModelCombo;
class PictureLibrary;
class QuietLabel;
class SliderField;
class Theme;
class WordCombo;

/// One control picture of a panel: what it shows, which ControlNet reads it, how strongly and in which part of the
/// steps. Owned by the list of control pictures.
class ControlRow : public QFrame {
  Q_OBJECT
 public:
  ControlRow(PictureLibrary& pictures, const Theme& theme, QWidget* parent = nullptr);

  /// `model` is the checkpoint that it must fit, or null when it is not there.
  void show(const manga::ControlImage& control, const std::vector<api::ModelEntry>& models,
            const api::ModelEntry* model);
  [[nodiscard]] const manga::ControlImage& control() const noexcept { return control_; }
  [[nodiscard]] ModelCombo* model() const noexcept { return model_; }
  [[nodiscard]] WordCombo* preprocessor() const noexcept { return preprocessor_; }
  [[nodiscard]] SliderField* scale() const noexcept { return scale_; }
  [[nodiscard]] SliderField* start() const noexcept { return start_; }
  [[nodiscard]] SliderField* end() const noexcept { return end_; }
  [[nodiscard]] QToolButton* removeButton() const noexcept { return remove_; }
  [[nodiscard]] const QLabel* reason() const noexcept;

 signals:
  void edited(const koma::manga::ControlImage& control);
  void removed();

 private:
  void connectFields();
  void showPicture();

  PictureLibrary& pictures_;
  manga::ControlImage control_;
  QLabel* picture_;
  ModelCombo* model_;
  WordCombo* preprocessor_;
  SliderField *scale_, *start_, *end_;
  QToolButton* remove_;
  QuietLabel* reason_;
};

}  // namespace koma::ui
