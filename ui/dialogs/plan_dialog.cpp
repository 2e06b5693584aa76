// SPDX-License-Identifier: Apache-2.0
#include "ui/dialogs/plan_dialog.h"

#include <QComboBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QSpinBox>
#include <QSplitter>
#include <QStackedWidget>

#include "engine/base/error.h"
#include "engine/manga/apply_proposal.h"
#include "ui/dialogs/difference_table.h"
#include "ui/dialogs/endpoint_words.h"
#include "ui/dialogs/page_sketch.h"
#include "ui/dialogs/plan_run.h"
#include "ui/dialogs/plan_words.h"
#include "ui/document/document.h"
#include "ui/document/proposal_commands.h"
#include "ui/document/qt_values.h"
#include "ui/style/field_manners.h"
#include "ui/style/quiet_label.h"
#include "ui/style/theme.h"

namespace koma::ui {
namespace {

enum Stage { question, writing, result };

/// In themselves, as a model understands them.
const QStringList languages = {QStringLiteral("English"),  QStringLiteral("日本語"), QStringLiteral("简体中文"),
                               QStringLiteral("繁體中文"), QStringLiteral("한국어"), QStringLiteral("Français"),
                               QStringLiteral("Deutsch"),  QStringLiteral("Español")};

}  // namespace

PlanDialog::PlanDialog(PlanPlace place, api::PlanTask task, const QString& name, QWidget* parent)
    : QDialog(parent),
      place_(std::move(place)),
      task_(std::move(task)),
      run_(new PlanRun(place_.plans, this)),
      wish_(new QPlainTextEdit(this)),
      answer_(new QPlainTextEdit(this)),
      panels_(new QSpinBox(this)),
      language_(new QComboBox(this)),
      planner_(new QComboBox(this)),
      pages_(new QStackedWidget(this)),
      before_(new PageSketch(tr("Before"), place_.theme, this)),
      after_(new PageSketch(tr("After"), place_.theme, this)),
      differences_(new DifferenceTable(place_.theme, this)),
      busy_(new QProgressBar(this)),
      hint_(new QuietLabel(place_.theme, this)),
      message_(new QLabel(this)),
      cost_(new QuietLabel(place_.theme, this)),
      plan_(new QPushButton(tr("&Plan"), this)),
      cancel_(new QPushButton(tr("S&top"), this)),
      accept_(new QPushButton(tr("&Accept"), this)),
      close_(new QPushButton(tr("&Discard"), this)) {
  //: %1 a task such as "Plan page", %2 what it is about
  setWindowTitle(name.isEmpty() ? planTitle(task_) : tr("%1: %2").arg(planTitle(task_), name));
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(space::wide, space::wide, space::wide, space::large);
  column->setSpacing(space::medium);
  column->addWidget(makeQuestion());
  pages_->addWidget(hint_);
  answer_->setReadOnly(true);
  answer_->setAccessibleName(tr("What the model writes"));
  pages_->addWidget(answer_);
  pages_->addWidget(makeResult());
  column->addWidget(pages_, 1);
  message_->setWordWrap(true);
  message_->setTextFormat(Qt::PlainText);
  column->addWidget(message_);
  column->addLayout(makeButtons());
  connectRun();
  connect(&place_.theme, &Theme::changed, this, &PlanDialog::restyle);
  showPlanners();
  restyle();
  resize(980, 660);
}

PlanDialog::~PlanDialog() = default;

QWidget* PlanDialog::makeQuestion() {
  auto* box = new QWidget(this);
  auto* form = new QFormLayout(box);
  form->setContentsMargins(0, 0, 0, 0);
  form->setSpacing(space::small);
  form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
  const QString hint = wishHint(task_);
  wish_->setVisible(!hint.isEmpty());
  if (!hint.isEmpty()) {
    wish_->setPlaceholderText(hint);
    wish_->setAccessibleName(tr("Your words"));
    wish_->setTabChangesFocus(true);
    const bool page = std::holds_alternative<api::PageTask>(task_);
    wish_->setFixedHeight((page ? 5 : 3) * wish_->fontMetrics().lineSpacing() + space::large);
    form->addRow(wish_);
  }
  if (const auto* page = std::get_if<api::PageTask>(&task_)) {
    wish_->setPlainText(toQt(page->text));
    panels_->setRange(0, 12);
    panels_->setSpecialValueText(tr("As the planner likes"));
    panels_->setValue(page->panels);
    form->addRow(tr("Panels"), panels_);
  }
  panels_->setVisible(std::holds_alternative<api::PageTask>(task_));
  if (const auto* translation = std::get_if<api::TranslationTask>(&task_)) {
    language_->addItems(languages);
    language_->setEditable(true);
    language_->setCurrentText(toQt(translation->language));
    form->addRow(tr("Into"), language_);
  }
  language_->setVisible(std::holds_alternative<api::TranslationTask>(task_));
  for (QWidget* field : std::initializer_list<QWidget*>{planner_, language_, panels_}) wheelOnlyWhenFocused(field);
  auto* models = new QPushButton(tr("Language &models…"), box);
  models->setToolTip(tr("Which servers are asked, and their keys"));
  models->setAutoDefault(false);
  connect(models, &QPushButton::clicked, this, &PlanDialog::endpointsWanted);
  auto* row = new QHBoxLayout;
  row->setSpacing(space::small);
  row->addWidget(planner_, 1);
  row->addWidget(models);
  form->addRow(tr("Planned by"), row);
  connect(planner_, &QComboBox::currentIndexChanged, this, &PlanDialog::showState);
  return box;
}

QWidget* PlanDialog::makeResult() {
  auto* splitter = new QSplitter(Qt::Horizontal, this);
  auto* sketches = new QWidget(splitter);
  auto* pair = new QHBoxLayout(sketches);
  pair->setContentsMargins(0, 0, 0, 0);
  pair->setSpacing(space::small);
  pair->addWidget(before_);
  pair->addWidget(after_);
  splitter->addWidget(sketches);
  splitter->addWidget(differences_);
  splitter->setStretchFactor(0, 1);
  splitter->setStretchFactor(1, 2);
  splitter->setChildrenCollapsible(false);
  return splitter;
}

QLayout* PlanDialog::makeButtons() {
  busy_->setRange(0, 0);
  busy_->setTextVisible(false);
  busy_->setFixedWidth(space::thumbnail);
  auto* row = new QHBoxLayout;
  row->setSpacing(space::small);
  row->addWidget(busy_);
  row->addWidget(cost_, 1);
  for (QPushButton* button : {plan_, cancel_, close_, accept_}) {
    button->setAutoDefault(false);
    row->addWidget(button);
  }
  accept_->setToolTip(tr("Takes it over; one undo puts everything back"));
  connect(plan_, &QPushButton::clicked, this, &PlanDialog::plan);
  connect(cancel_, &QPushButton::clicked, run_, &PlanRun::cancel);
  connect(accept_, &QPushButton::clicked, this, &PlanDialog::takeOver);
  connect(close_, &QPushButton::clicked, this, &PlanDialog::reject);
  return row;
}

void PlanDialog::connectRun() {
  connect(&tick_, &QTimer::timeout, this,
          [this] { cost_->setText(tr("%1 s").arg(QLocale().toString(double(clock_.elapsed()) / 1000, 'f', 0))); });
  connect(run_, &PlanRun::written, this, [this](const QString& text, bool thinking) {
    QTextCursor cursor(answer_->document());
    cursor.movePosition(QTextCursor::End);
    QTextCharFormat format;
    format.setForeground(thinking ? place_.theme.colours().quietText : place_.theme.colours().text);
    format.setFontItalic(thinking);
    cursor.insertText(text, format);
    answer_->ensureCursorVisible();
  });
  connect(run_, &PlanRun::retried, this, [this](const QString& reason) {
    answer_->clear();
    message_->setText(tr("Asked once more: %1").arg(reason));
  });
  connect(run_, &PlanRun::finished, this, [this](const api::PlanFinished& finished) { show(finished); });
  connect(run_, &PlanRun::failed, this,
          [this](const api::Failed& failed) { fail(toQt(failed.text) + u'\n' + planRemedy(failed.code)); });
  connect(run_, &PlanRun::cancelled, this, [this] { fail(tr("Stopped. Nothing has changed.")); });
}

void PlanDialog::showPlanners() {
  endpoints_ = place_.endpoints.endpoints();
  const QString chosen = planner_->currentText();
  planner_->clear();
  for (const api::Endpoint& endpoint : endpoints_) {
    planner_->addItem(endpointText(endpoint));
    if (!isOnThisMachine(endpoint.url)) {
      planner_->setItemData(planner_->count() - 1, tr("What you write goes to a server elsewhere."), Qt::ToolTipRole);
    }
  }
  if (std::holds_alternative<api::PageTask>(task_)) planner_->addItem(tr("By rule, without a language model"));
  if (planner_->count() == 0) planner_->addItem(tr("No language model is set up"));
  planner_->setCurrentIndex(std::max(0, planner_->findText(chosen)));
  showState();
}

QString PlanDialog::missing() const {
  if (endpoints_.empty() && !std::holds_alternative<api::PageTask>(task_)) {
    return tr("This needs a language model. Set one up under Language models; local ones are found by themselves.");
  }
  return {};
}

api::PlanTask PlanDialog::task() const {
  api::PlanTask task = task_;
  const std::string words = wish_->toPlainText().toStdString();
  if (auto* page = std::get_if<api::PageTask>(&task)) {
    page->text = words;
    page->panels = panels_->value();
  } else if (auto* panel = std::get_if<api::PanelTask>(&task)) {
    panel->wish = words;
  } else if (auto* recaption = std::get_if<api::RecaptionTask>(&task)) {
    recaption->wish = words;
  } else if (auto* translation = std::get_if<api::TranslationTask>(&task)) {
    translation->language = language_->currentText().toStdString();
  }
  return task;
}

void PlanDialog::plan() {
  if (run_->running() || !missing().isEmpty()) return;
  proposal_.reset();
  answer_->clear();
  message_->clear();
  pages_->setCurrentIndex(Stage::writing);
  const int chosen = planner_->currentIndex();
  const bool byRule = chosen >= int(endpoints_.size());
  clock_.start();
  tick_.start(1000);
  run_->start({task(), place_.document.project(),
               byRule ? std::nullopt : std::optional(endpoints_[std::size_t(chosen)]), place_.pictures});
  cost_->clear();
  showState();
}

void PlanDialog::show(const api::PlanFinished& finished) {
  tick_.stop();
  proposal_ = finished.proposal;
  try {
    const manga::Project& before = place_.document.project();
    const manga::Project after = manga::applied(before, *proposal_);
    const std::vector<manga::Difference> rows = manga::differences(before, after);
    differences_->show(rows);
    showSketches(after);
    QStringList notes;
    if (rows.empty()) notes << tr("The plan changes nothing.");
    for (const auto& list : {finished.notes, manga::notes_on(before, *proposal_)}) {
      for (const std::string& note : list) notes << toQt(note);
    }
    notes.removeDuplicates();
    message_->setText(notes.join(u'\n'));
    pages_->setCurrentIndex(Stage::result);
    if (rows.empty()) proposal_.reset();
  } catch (const Error& error) {
    proposal_.reset();
    fail(tr("The plan does not fit the work: %1").arg(QString::fromUtf8(error.what())));
  }
  showCost(finished.cost);
  if (!proposal_) return showState();
  cost_->setText(originText(proposal_->origin) + QStringLiteral(" · ") + cost_->text());
  showState();
  accept_->setFocus();
}

void PlanDialog::showSketches(const manga::Project& after) {
  const manga::Project& before = place_.document.project();
  const manga::Page* changed = nullptr;
  for (const manga::Page& page : after.pages) {
    const manga::Page* old = manga::find_page(before, page.id);
    if (!changed && (!old || !(*old == page))) changed = &page;
  }
  const bool seen = changed && !std::holds_alternative<manga::RecaptionProposal>(proposal_->change);
  before_->parentWidget()->setVisible(seen);
  if (!seen) return;
  if (const manga::Page* old = manga::find_page(before, changed->id)) before_->show(*old, before);
  after_->show(*changed, after);
}

void PlanDialog::fail(const QString& sentence) {
  tick_.stop();
  cost_->clear();
  message_->setText(sentence);
  pages_->setCurrentIndex(answer_->document()->isEmpty() ? Stage::question : Stage::writing);
  showState();
}

void PlanDialog::takeOver() {
  if (!proposal_) return;
  try {
    const manga::Proposal proposal = *proposal_;
    acceptProposal(place_.document, proposal);
    emit accepted(proposal);
    QDialog::accept();
  } catch (const Error& error) {
    proposal_.reset();
    fail(tr("The work has changed, and the plan does not fit any more: %1").arg(QString::fromUtf8(error.what())));
  }
}

void PlanDialog::reject() {
  run_->cancel();
  QDialog::reject();
}

void PlanDialog::showState() {
  const bool running = run_->running();
  const QString lack = missing();
  const bool byRule = planner_->currentIndex() >= int(endpoints_.size());
  hint_->setText(lack.isEmpty() ? planHint(task_, byRule) : lack);
  for (QWidget* field : std::initializer_list<QWidget*>{wish_, panels_, language_, planner_})
    field->setEnabled(!running);
  plan_->setVisible(!running);
  plan_->setEnabled(lack.isEmpty());
  plan_->setText(proposal_ || !message_->text().isEmpty() ? tr("Plan &again") : tr("&Plan"));
  cancel_->setVisible(running);
  busy_->setVisible(running);
  accept_->setEnabled(proposal_.has_value());
  accept_->setDefault(proposal_.has_value());
  plan_->setDefault(!proposal_ && !running);
  message_->setVisible(!message_->text().isEmpty());
}

void PlanDialog::showCost(const api::PlanCost& cost) {
  cost_->setText(costText(cost));
}

void PlanDialog::restyle() {
  hint_->setAlignment(Qt::AlignLeft | Qt::AlignTop);
  hint_->setContentsMargins(0, space::small, 0, space::small);
}

}  // namespace koma::ui
