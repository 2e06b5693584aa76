// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>
#include <vector>

#include "engine/api/panel_review.h"

class QVBoxLayout;

namespace koma::ui {

class Theme;

/// What of a panel will not be drawn as it stands, and why the last drawing failed: a sentence each, with a button that
/// mends it. Owned by the panel's dock; decides nothing.
class WarningList : public QWidget {
  Q_OBJECT
 public:
  explicit WarningList(const Theme& theme, QWidget* parent = nullptr);

  /// `failure` is the engine's sentence about the last drawing; empty when there was none.
  void show(const std::vector<api::PanelWarning>& warnings, const QString& failure);
  /// All that is said, in order.
  [[nodiscard]] const QStringList& sentences() const noexcept { return sentences_; }

 signals:
  /// The button beside a warning.
  void remedyWanted(const koma::api::PanelWarning& warning);

 private:
  struct Row {
    QString sentence, remedy;
    api::PanelWarning warning;
  };
  void addRow(const Row& row);

  const Theme& theme_;
  std::vector<api::PanelWarning> warnings_;
  QString failure_;
  QStringList sentences_;
  QVBoxLayout* column_;
};

}  // namespace koma::ui
