// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/canvas/page_tool.h"

namespace koma::ui {

/// Cuts one panel along a stroke and leaves a gutter: a row's for a level cut, a column's for an upright one. Owned by
/// the tool box.
class KnifeTool : public PageTool {
  Q_OBJECT
 public:
  using PageTool::PageTool;

  void paintOverlay(QPainter& painter) const override;
  [[nodiscard]] QCursor cursor() const override { return Qt::CrossCursor; }
  [[nodiscard]] QString hint() const override;

 protected:
  void drag() override;
  void finish() override;
  void abandon() override { stroke_ = {}; }
  bool insert(QKeyEvent& event) override;

 private:
  [[nodiscard]] QLineF straightened(QLineF stroke) const;
  void attract(QLineF& stroke, const manga::Panel& panel);
  [[nodiscard]] const manga::Panel* target(const QLineF& stroke) const;
  [[nodiscard]] double gutterFor(const QLineF& stroke) const;
  void cut(const manga::Panel& panel, const QLineF& stroke);

  QLineF stroke_;  ///< mm
};

}  // namespace koma::ui
