// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QToolBar>

class QActionGroup;

namespace koma::ui {

class Theme;
class ToolBox;

/// The tools as buttons.
class ToolStrip : public QToolBar {
  Q_OBJECT
 public:
  ToolStrip(ToolBox& tools, const Theme& theme, QWidget* parent = nullptr);

  void retranslate();

 private:
  void showActive();

  ToolBox& tools_;
  const Theme& theme_;
  QActionGroup* group_;
};

}  // namespace koma::ui
