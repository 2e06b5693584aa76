// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QToolBar>

class QActionGroup;

namespace koma::ui {

class Theme;
class ToolBox;

/// The tools as buttons. Their keys are the tool box's, while the canvas has the focus.
class ToolStrip : public QToolBar {
  Q_OBJECT
 public:
  ToolStrip(ToolBox& tools, QWidget& canvas, const Theme& theme, QWidget* parent = nullptr);

  void retranslate();

 private:
  void showActive();

  ToolBox& tools_;
  const Theme& theme_;
  QActionGroup* group_;
};

}  // namespace koma::ui
