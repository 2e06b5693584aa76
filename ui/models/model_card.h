// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QFrame>

#include "engine/api/model_catalog.h"

namespace koma::ui {

class Theme;

/// One model that was found: its name, what it can and cannot do, or why it cannot be used. Owned by the model's dock,
/// made anew when something changes.
class ModelCard : public QFrame {
  Q_OBJECT
 public:
  ModelCard(const api::ModelEntry& model, bool loaded, const Theme& theme, QWidget* parent = nullptr);

 private:
  void addAbility(bool can, const QString& sentence);
  const Theme& theme_;
};

}  // namespace koma::ui
