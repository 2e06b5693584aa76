// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>
#include <vector>

#include "engine/api/model_catalog.h"
#include "engine/manga/panel.h"

class QLabel;
class QLineEdit;
class QPushButton;

namespace koma::ui {

class SeamForm;
class SliderField;
class Theme;
class WordCombo;

/// How the masked part of a panel is drawn anew; and, while nothing is masked, how to mask it. Owned by the panel's
/// dock.
class RepaintForm : public QWidget {
  Q_OBJECT
 public:
  explicit RepaintForm(const Theme& theme, QWidget* parent = nullptr);

  /// `model` is null when it is not there; `grown`: the frame is longer than the picture in it. `models` are all that
  /// may take part.
  void show(const manga::Panel& panel, const api::ModelEntry* model, bool grown,
            const std::vector<api::ModelEntry>& models = {});
  [[nodiscard]] SliderField* strength() const noexcept { return strength_; }
  [[nodiscard]] SliderField* context() const noexcept { return context_; }
  [[nodiscard]] SliderField* feather() const noexcept { return feather_; }
  [[nodiscard]] WordCombo* prefill() const noexcept { return prefill_; }
  [[nodiscard]] WordCombo* seam() const noexcept { return seam_; }
  [[nodiscard]] SeamForm* seamForm() const noexcept { return seamForm_; }
  [[nodiscard]] QPushButton* brushButton() const noexcept { return brush_; }
  [[nodiscard]] QPushButton* invertButton() const noexcept { return invert_; }
  [[nodiscard]] QPushButton* clearButton() const noexcept { return clear_; }
  [[nodiscard]] QPushButton* extendButton() const noexcept { return extend_; }
  [[nodiscard]] QLineEdit* wordsField() const noexcept { return words_; }
  [[nodiscard]] QPushButton* findButton() const noexcept { return find_; }

 signals:
  void edited(const koma::manga::RepaintSettings& repaint);
  void brushRequested();
  void invertRequested();
  void clearRequested();
  void extendRequested();
  void findRequested(const QString& words);

 private:
  [[nodiscard]] QWidget* makeFields(const Theme& theme);
  [[nodiscard]] QLayout* makeSearch();
  void connectFields();

  manga::RepaintSettings repaint_;
  SliderField *strength_, *context_, *feather_;
  WordCombo *prefill_, *seam_;
  SeamForm* seamForm_;
  QPushButton *brush_, *invert_, *clear_, *extend_;
  QLineEdit* words_;
  QPushButton* find_;
  QLabel *sentence_, *grown_;
  QWidget* fields_;
};

}  // namespace koma::ui
