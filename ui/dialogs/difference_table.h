// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QTableWidget>
#include <QTimer>
#include <vector>

#include "engine/manga/differences.h"

namespace koma::ui {

class Theme;

/// What changes, a row each: where, what, before, after; the words that change are coloured, and struck through or
/// underlined. Owned by the dialog that shows a proposal.
class DifferenceTable : public QTableWidget {
  Q_OBJECT
 public:
  explicit DifferenceTable(const Theme& theme, QWidget* parent = nullptr);

  void show(const std::vector<manga::Difference>& differences);
  using QTableWidget::show;

 protected:
  void resizeEvent(QResizeEvent* event) override;

 private:
  void addRow(const manga::Difference& difference);
  void fitRows();
  void restyle();

  const Theme& theme_;
  QTimer fit_;
  std::vector<manga::Difference> differences_;
};

}  // namespace koma::ui
