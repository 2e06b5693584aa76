// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>
#include <vector>

#include "ui/document/region_commands.h"

class QCheckBox;
class QLabel;
class QPushButton;
class QVBoxLayout;

namespace koma::ui {

class PromptEdit;
class RegionRow;
class SliderField;
class Theme;

/// The regions of a panel with their prompts, what they share, and how it is divided. Owned by the panel's dock.
class RegionList : public QWidget {
  Q_OBJECT
 public:
  RegionList(Document& document, Selection& selection, const Theme& theme, QWidget* parent = nullptr);

  void show(const manga::Panel& panel);
  /// Puts the cursor into a region's prompt.
  void editPrompt(std::size_t region);
  [[nodiscard]] const std::vector<RegionRow*>& rows() const noexcept { return rows_; }
  [[nodiscard]] PromptEdit* basePrompt() const noexcept { return basePrompt_; }
  [[nodiscard]] SliderField* baseShare() const noexcept { return baseShare_; }
  [[nodiscard]] QPushButton* columnsButton() const noexcept { return columns_; }
  [[nodiscard]] QPushButton* rowsButton() const noexcept { return rowsButton_; }
  [[nodiscard]] QPushButton* removeButton() const noexcept { return removeAll_; }

 signals:
  void drawRequested(bool first);

 private:
  [[nodiscard]] QWidget* makeShared();
  RegionRow* addRow();
  void connectShared();
  void divide(manga::DivideInto direction);
  /// Changes what the regions share.
  template <class Change>
  void share(Change change);

  Document& document_;
  Selection& selection_;
  const Theme& theme_;
  manga::PanelId panel_;
  QLabel* none_;
  QVBoxLayout* column_;
  std::vector<RegionRow*> rows_;
  QPushButton *columns_, *rowsButton_, *removeAll_;
  QWidget* shared_ = nullptr;
  PromptEdit* basePrompt_;
  SliderField* baseShare_;
  QCheckBox *inControls_, *pooled_;
};

}  // namespace koma::ui
