// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

#include "engine/api/model_catalog.h"
#include "engine/manga/drawing_settings.h"

class QCheckBox;
class QLabel;
class QPushButton;

namespace koma::ui {

class SliderField;
class Theme;

/// MS-Diffusion: which adapter puts subjects into an SDXL model's pictures, and whether their boxes hold or are found
/// from their phrases. Owned by the advanced form.
class SubjectForm : public QWidget {
  Q_OBJECT
 public:
  explicit SubjectForm(const Theme& theme, QWidget* parent = nullptr);

  /// `work` is what a panel that leaves it open takes. `model` is null when it is not there: then nothing is known to
  /// be impossible. With `regions` places cannot be found.
  void show(const manga::DrawingSettings& settings, const manga::DrawingSettings& work, const api::ModelEntry* model,
            bool regions);
  [[nodiscard]] QPushButton* chooseButton() const noexcept { return choose_; }
  [[nodiscard]] QPushButton* removeButton() const noexcept { return remove_; }
  [[nodiscard]] QLabel* adapter() const noexcept { return file_; }
  [[nodiscard]] QCheckBox* found() const noexcept { return found_; }
  [[nodiscard]] SliderField* threshold() const noexcept { return threshold_; }
  [[nodiscard]] SliderField* start() const noexcept { return start_; }
  [[nodiscard]] QString reason() const;
  /// As if the author had chosen this file.
  void setAdapter(const QString& file);

 signals:
  void edited(const koma::manga::DrawingSettings& settings);

 private:
  void connectFields();
  void ask();
  void removeAdapter();
  void showLayout(bool can, bool regions);

  manga::DrawingSettings settings_, work_;
  QLabel *title_, *file_;
  QPushButton *choose_, *remove_;
  QCheckBox* found_;
  SliderField *threshold_, *start_;
  QLabel* reason_;
};

}  // namespace koma::ui
