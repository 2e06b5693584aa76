// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QScrollArea>
#include <filesystem>

#include "engine/api/model_catalog.h"

class QLabel;
class QProgressBar;
class QPushButton;
class QVBoxLayout;

namespace koma::ui {

class ModelHashing;
class Theme;

/// What is known about one model: what it can do, or why it cannot be used and what helps; where it lies; its hash when
/// asked. Part of the model manager.
class ModelDetails : public QScrollArea {
  Q_OBJECT
 public:
  ModelDetails(ModelHashing& hashing, const Theme& theme, QWidget* parent = nullptr);

  /// `hash` is empty while it is not known.
  void show(const api::ModelEntry& model, const QString& hash);
  void showNothing();
  [[nodiscard]] QPushButton* hashButton() const noexcept { return start_; }
  [[nodiscard]] QPushButton* cancelButton() const noexcept { return stop_; }
  [[nodiscard]] QProgressBar* progress() const noexcept { return progress_; }
  /// All that it says.
  [[nodiscard]] QString text() const;

 signals:
  void openRequested(const QString& folder);

 private:
  void build();
  void showHashing();

  ModelHashing& hashing_;
  const Theme& theme_;
  api::ModelEntry model_;
  QString hash_, problem_;
  bool empty_ = true;
  QWidget* card_ = nullptr;
  QLabel *remedy_, *facts_, *hashText_;
  QProgressBar* progress_;
  QPushButton *start_, *stop_, *open_;
  QVBoxLayout* column_;
};

}  // namespace koma::ui
