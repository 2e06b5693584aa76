// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QDialog>
#include <QTimer>
#include <memory>

#include "ui/dialogs/export_work.h"

class QLabel;
class QListView;
class QProgressBar;
class QPushButton;
class QStandardItemModel;

namespace koma::ui {

class Background;
class ExportForm;
class ExportPreview;
class SignLabel;
class Theme;

/// Writes pages as PNG or PDF, away from the GUI thread: shows them beforehand, says what a printer would be sorry
/// about, counts while it writes, and can be stopped. Works on a copy of the project: editing may go on.
class ExportDialog : public QDialog {
  Q_OBJECT
 public:
  /// `page` is shown first; targets begin in `folder`.
  ExportDialog(ExportSource source, std::size_t page, const QString& folder, Background& background, const Theme& theme,
               QWidget* parent = nullptr);
  ~ExportDialog() override;

  [[nodiscard]] bool isWriting() const noexcept { return writing_; }

 public slots:
  /// Stops the writing first; closes when nothing is written.
  void reject() override;

 signals:
  /// Pages are written; `folder` is where, to be remembered.
  void exported(const QString& folder);

 private:
  QWidget* buildSide();
  QLayout* buildButtons();
  void planChanged();
  void renderPage();
  void examine();
  void showFindings(const std::vector<Finding>& findings);
  void write();
  void showProgress();
  void finish(const ExportPlan& plan, const ExportOutcome& outcome);
  void say(const QString& sign, const QString& text);

  std::shared_ptr<const ExportSource> source_;
  Background& background_;
  const Theme& theme_;
  ExportForm* form_;
  ExportPreview* preview_;
  QListView* findings_;
  QStandardItemModel* findingModel_;
  QLabel *findingTitle_, *outcome_;
  SignLabel* outcomeSign_;
  QProgressBar* progress_;
  QPushButton *write_, *close_, *show_;
  QTimer ticker_;
  std::shared_ptr<std::atomic<std::size_t>> done_;
  std::stop_source stop_;
  std::vector<std::size_t> examined_;
  QString shownFolder_;
  bool rendering_ = false, renderAgain_ = false, examining_ = false, writing_ = false;
};

}  // namespace koma::ui
