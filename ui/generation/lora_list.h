// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QFrame>
#include <optional>
#include <vector>

#include "engine/api/model_catalog.h"
#include "engine/manga/drawing_settings.h"

class QLabel;
class QMenu;
class QToolButton;
class QVBoxLayout;

namespace koma::ui {

class QuietLabel;
class SliderField;
class Theme;

/// One LoRA: its name, how strongly it works, and why it cannot when it cannot. Owned by the list.
class LoraRow : public QFrame {
  Q_OBJECT
 public:
  LoraRow(const Theme& theme, QWidget* parent = nullptr);

  void show(const manga::LoraUse& use, const QString& name, const QString& reason, bool first, bool last);
  [[nodiscard]] SliderField* weight() const noexcept { return weight_; }
  [[nodiscard]] QToolButton* removeButton() const noexcept { return remove_; }
  [[nodiscard]] const QLabel* reason() const noexcept;

 signals:
  void weightEdited(double weight);
  void removed();
  /// −1 towards the first.
  void moved(int step);

 protected:
  void keyPressEvent(QKeyEvent* event) override;

 private:
  void restyle();

  const Theme& theme_;
  QLabel* name_;
  QToolButton *up_, *down_, *remove_;
  SliderField* weight_;
  QuietLabel* reason_;
};

/// The LoRAs of a panel or of the whole work, in their order. Owned by a dock.
class LoraList : public QWidget {
  Q_OBJECT
 public:
  /// `explanation` stands where there is none yet.
  LoraList(const QString& explanation, const Theme& theme, QWidget* parent = nullptr);

  /// `model` is the checkpoint that they must fit, or null when it is not there.
  void show(const std::vector<manga::LoraUse>& uses, const std::vector<api::ModelEntry>& models,
            const api::ModelEntry* model);
  [[nodiscard]] const std::vector<LoraRow*>& rows() const noexcept { return rows_; }
  [[nodiscard]] QToolButton* addButton() const noexcept { return add_; }

 signals:
  void edited(const std::vector<koma::manga::LoraUse>& uses);
  /// Somebody wants to see where LoRAs come from.
  void managerRequested();

 private:
  LoraRow* addRow();
  void fillMenu();
  void edit(std::vector<manga::LoraUse> uses);

  const Theme& theme_;
  std::vector<manga::LoraUse> uses_;
  std::vector<api::ModelEntry> models_;
  std::optional<api::ModelEntry> model_;
  std::vector<LoraRow*> rows_;
  QLabel* none_;
  QVBoxLayout* column_;
  QToolButton* add_;
  QMenu* menu_;
};

}  // namespace koma::ui
