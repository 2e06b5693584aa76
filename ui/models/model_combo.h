// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QComboBox>
#include <string>
#include <vector>

#include "engine/api/model_catalog.h"

namespace koma::ui {

/// A choice among the models of one kind. Those that cannot be used are listed too, disabled, with the reason.
class ModelCombo : public QComboBox {
  Q_OBJECT
 public:
  ModelCombo(const QString& name, api::ModelKind kind, QWidget* parent = nullptr);

  /// `base` is the checkpoint that parts must fit; null for checkpoints themselves. `inherited` stands for none, in
  /// front ("As the work: mini"); empty leaves it out.
  void setChoices(const std::vector<api::ModelEntry>& models, const api::ModelEntry* base = nullptr,
                  const QString& inherited = {});
  /// By id or path; that is no edit. What is not there keeps its name: the work may come from another machine.
  void setModel(const std::string& idOrPath);
  [[nodiscard]] const std::string& chosen() const noexcept { return model_; }

 signals:
  void modelEdited(const std::string& id);

 private:
  void showChosen();

  api::ModelKind kind_;
  std::vector<api::ModelEntry> shown_;
  std::string model_;
};

}  // namespace koma::ui
