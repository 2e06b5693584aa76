// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QDialog>
#include <filesystem>
#include <optional>
#include <vector>

#include "engine/api/model_catalog.h"
#include "ui/generation/enlarged_picture.h"

class QComboBox;
class QFormLayout;
class QLabel;
class QPushButton;

namespace koma::ui {

class Background;
class ModelCombo;
class SliderField;
class Theme;

/// Which picture is to be made finer, and for which frame.
struct EnlargeSubject {
  manga::TakeId take;
  std::filesystem::path file;  ///< the take's picture; its size is read from it
  manga::Rect frame;           ///< mm
};

/// Asks how a take is made fine enough for print: resolution, network, what becomes of paper and ink, whether the
/// panel's model draws over it. Show it with open(); it deletes itself.
class EnlargeDialog : public QDialog {
  Q_OBJECT
 public:
  /// `models`: all that are known; `last`: what was wished the last time.
  EnlargeDialog(const EnlargeSubject& subject, const std::vector<api::ModelEntry>& models, const api::PrintWish& last,
                Background& background, const Theme& theme, QWidget* parent = nullptr);

  /// As the fields say now.
  [[nodiscard]] EnlargedPicture wish() const;
  /// Why it cannot be done as the fields say; empty when it can, or the picture's size is not known yet.
  [[nodiscard]] QString problem() const;
  [[nodiscard]] QComboBox* resolution() const noexcept { return dpi_; }
  [[nodiscard]] ModelCombo* upscaler() const noexcept { return upscaler_; }
  [[nodiscard]] QComboBox* finish() const noexcept { return finish_; }
  [[nodiscard]] SliderField* refine() const noexcept { return refine_; }
  [[nodiscard]] QPushButton* enlargeButton() const noexcept { return enlarge_; }

  void accept() override;

 signals:
  void enlargeRequested(const koma::ui::EnlargedPicture& wish);

 private:
  void buildFields(const std::vector<api::ModelEntry>& models, const api::PrintWish& last);
  void layOut(QFormLayout* form);
  void readSize(Background& background);
  void tell();

  EnlargeSubject subject_;
  std::optional<QSize> size_;  ///< empty size: the file cannot be read
  QComboBox* dpi_;
  ModelCombo* upscaler_;
  QComboBox* finish_;
  SliderField* refine_;
  QLabel *pixels_, *problem_;
  QPushButton* enlarge_;
};

}  // namespace koma::ui
