// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QDialog>
#include <QElapsedTimer>
#include <QTimer>

#include "engine/api/endpoint_service.h"
#include "engine/api/plan_service.h"
#include "engine/manga/proposal.h"

class QComboBox;
class QLabel;
class QPlainTextEdit;
class QProgressBar;
class QPushButton;
class QSpinBox;
class QStackedWidget;

namespace koma::ui {

class DifferenceTable;
class Document;
class PageSketch;
class PlanRun;
class Theme;

/// What the dialog works with; everything outlives it.
struct PlanPlace {
  Document& document;
  api::PlanService& plans;
  api::EndpointService& endpoints;
  api::PictureLoader pictures;
  const Theme& theme;
};

/// Asks a language model, or the rules, for a plan; shows the answer while it comes, then what it would change; the
/// author takes it, as one undo step, or not. Stands beside the work: nothing waits for it.
class PlanDialog : public QDialog {
  Q_OBJECT
 public:
  /// What the task says is where the fields begin; `name` is what it is about, for the title.
  PlanDialog(PlanPlace place, api::PlanTask task, const QString& name, QWidget* parent = nullptr);
  ~PlanDialog() override;

  [[nodiscard]] QPlainTextEdit* wish() const noexcept { return wish_; }
  [[nodiscard]] QComboBox* planner() const noexcept { return planner_; }
  [[nodiscard]] QComboBox* language() const noexcept { return language_; }
  [[nodiscard]] QPlainTextEdit* answer() const noexcept { return answer_; }
  [[nodiscard]] DifferenceTable* differences() const noexcept { return differences_; }
  [[nodiscard]] QLabel* cost() const noexcept { return cost_; }
  [[nodiscard]] QLabel* message() const noexcept { return message_; }
  [[nodiscard]] QPushButton* planButton() const noexcept { return plan_; }
  [[nodiscard]] QPushButton* acceptButton() const noexcept { return accept_; }

 public slots:
  /// The list of endpoints has changed.
  void showPlanners();
  void plan();
  void takeOver();
  void reject() override;

 signals:
  void endpointsWanted();
  /// The proposal is in the document.
  void accepted(const koma::manga::Proposal& proposal);

 private:
  [[nodiscard]] QWidget* makeQuestion();
  [[nodiscard]] QWidget* makeResult();
  [[nodiscard]] QLayout* makeButtons();
  void connectRun();
  [[nodiscard]] api::PlanTask task() const;
  [[nodiscard]] QString missing() const;
  void show(const api::PlanFinished& finished);
  using QDialog::show;
  void showSketches(const manga::Project& after);
  void fail(const QString& sentence);
  void showState();
  void showCost(const api::PlanCost& cost);
  void restyle();

  PlanPlace place_;
  api::PlanTask task_;
  PlanRun* run_;
  std::optional<manga::Proposal> proposal_;
  std::vector<api::Endpoint> endpoints_;
  QElapsedTimer clock_;
  QTimer tick_;
  QPlainTextEdit *wish_, *answer_;
  QSpinBox* panels_;
  QComboBox *language_, *planner_;
  QStackedWidget* pages_;
  PageSketch *before_, *after_;
  DifferenceTable* differences_;
  QProgressBar* busy_;
  QLabel *hint_, *message_, *cost_;
  QPushButton *plan_, *cancel_, *accept_, *close_;
};

}  // namespace koma::ui
