// SPDX-License-Identifier: Apache-2.0
#include "ui/dialogs/export_dialog.h"

#include <QDesktopServices>
#include <QDir>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QListView>
#include <QProgressBar>
#include <QPushButton>
#include <QStandardItemModel>
#include <QUrl>
#include <map>

#include "ui/dialogs/export_form.h"
#include "ui/dialogs/export_preview.h"
#include "ui/document/background.h"
#include "ui/style/icons.h"
#include "ui/style/sign_label.h"
#include "ui/style/theme.h"

namespace koma::ui {
namespace {

/// What `count` findings of one kind on one page say.
QString textOf(Finding::Kind kind, std::size_t page, int count) {
  QString text;
  switch (kind) {
    case Finding::Kind::emptyPanel:
      text = ExportDialog::tr("Page %1: %n panel(s) are not drawn yet", nullptr, count);
      break;
    case Finding::Kind::lostPicture:
      text = ExportDialog::tr("Page %1: %n picture(s) are missing; draw the panels again", nullptr, count);
      break;
    case Finding::Kind::textTooLong:
      text = ExportDialog::tr("Page %1: %n text(s) do not fit their balloons", nullptr, count);
      break;
    case Finding::Kind::missingCharacters:
      text = ExportDialog::tr("Page %1: %n text(s) have characters that no font has", nullptr, count);
      break;
  }
  return text.arg(page + 1);
}

}  // namespace

ExportDialog::ExportDialog(ExportSource source, std::size_t page, const QString& folder, Background& background,
                           const Theme& theme, QWidget* parent)
    : QDialog(parent),
      source_(std::make_shared<const ExportSource>(std::move(source))),
      background_(background),
      theme_(theme),
      form_(new ExportForm(source_->project, folder, background, theme, this)),
      preview_(new ExportPreview(int(source_->project.pages.size()), theme, this)),
      findingModel_(new QStandardItemModel(this)) {
  setWindowTitle(tr("Export"));
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(space::large, space::large, space::large, space::large);
  row->setSpacing(space::wide);
  row->addWidget(preview_, 1);
  row->addWidget(buildSide(), 1);
  preview_->setPage(int(page));
  ticker_.setInterval(60);
  connect(&ticker_, &QTimer::timeout, this, &ExportDialog::showProgress);
  connect(form_, &ExportForm::changed, this, &ExportDialog::planChanged);
  connect(preview_, &ExportPreview::pageChanged, this, &ExportDialog::renderPage);
  connect(preview_, &ExportPreview::resized, this, &ExportDialog::renderPage);
  resize(940, 640);
  planChanged();
}

ExportDialog::~ExportDialog() {
  stop_.request_stop();
}

QWidget* ExportDialog::buildSide() {
  auto* side = new QWidget(this);
  auto* column = new QVBoxLayout(side);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(space::medium);
  column->addWidget(form_);
  findingTitle_ = new QLabel(side);
  findingTitle_->setFont(theme_.font(TextRole::strong));
  findings_ = new QListView(side);
  findings_->setModel(findingModel_);
  findings_->setWordWrap(true);
  findings_->setIconSize({space::icon, space::icon});
  findings_->setEditTriggers(QAbstractItemView::NoEditTriggers);
  findings_->setAccessibleName(tr("To look at before printing"));
  findings_->setToolTip(tr("Click to see the page"));
  const auto show = [this](const QModelIndex& index) { preview_->setPage(index.data(Qt::UserRole).toInt()); };
  connect(findings_, &QListView::clicked, this, show);
  connect(findings_, &QListView::activated, this, show);
  column->addWidget(findingTitle_);
  column->addWidget(findings_, 1);
  column->addStretch(0);
  auto* said = new QHBoxLayout;
  outcomeSign_ = new SignLabel(QStringLiteral("success"), theme_, side);
  outcome_ = new QLabel(side);
  outcome_->setWordWrap(true);
  outcome_->setTextFormat(Qt::PlainText);
  show_ = new QPushButton(tr("&Show folder"), side);
  show_->setAutoDefault(false);
  connect(show_, &QPushButton::clicked, this, [this] { QDesktopServices::openUrl(QUrl::fromLocalFile(shownFolder_)); });
  said->addWidget(outcomeSign_);
  said->addWidget(outcome_, 1);
  said->addWidget(show_);
  column->addLayout(said);
  progress_ = new QProgressBar(side);
  progress_->setTextVisible(false);
  progress_->setAccessibleName(tr("Pages written"));
  column->addWidget(progress_);
  column->addLayout(buildButtons());
  for (QWidget* later : {static_cast<QWidget*>(outcomeSign_), static_cast<QWidget*>(outcome_),
                         static_cast<QWidget*>(show_), static_cast<QWidget*>(progress_)})
    later->hide();
  return side;
}

QLayout* ExportDialog::buildButtons() {
  auto* buttons = new QHBoxLayout;
  write_ = new QPushButton(tr("&Export"), this);
  write_->setDefault(true);
  write_->setIcon(icon(QStringLiteral("export"), theme_, IconGround::accent));
  close_ = new QPushButton(tr("&Close"), this);
  close_->setAutoDefault(false);
  connect(write_, &QPushButton::clicked, this, &ExportDialog::write);
  connect(close_, &QPushButton::clicked, this, &ExportDialog::reject);
  buttons->addStretch();
  buttons->addWidget(close_);
  buttons->addWidget(write_);
  return buttons;
}

void ExportDialog::planChanged() {
  write_->setEnabled(!writing_ && form_->plan().has_value());
  renderPage();
  examine();
}

void ExportDialog::renderPage() {
  const auto plan = form_->plan();
  if (!plan) return;
  renderAgain_ = rendering_;
  if (rendering_) return;
  rendering_ = true;
  background_.run(
      this,
      [source = source_, plan = *plan, page = std::size_t(preview_->page()), side = preview_->side()] {
        return renderPreview(*source, plan, page, side);
      },
      [this](const PreviewOutcome& outcome) {
        rendering_ = false;
        if (!outcome.picture.isNull()) {
          preview_->setPicture(outcome.picture);
        } else if (!outcome.problem.empty()) {
          preview_->setMessage(tr("The page cannot be shown: %1").arg(QString::fromStdString(outcome.problem)));
        }
        if (std::exchange(renderAgain_, false)) renderPage();
      });
}

void ExportDialog::examine() {
  const auto plan = form_->plan();
  if (!plan || examining_ || plan->pages == examined_) return;
  examining_ = true;
  background_.run(
      this, [source = source_, pages = plan->pages] { return std::pair(pages, examinePages(*source, pages)); },
      [this](const std::pair<std::vector<std::size_t>, std::vector<Finding>>& examined) {
        examining_ = false;
        examined_ = examined.first;
        showFindings(examined.second);
        examine();  // the choice may have changed meanwhile
      });
}

void ExportDialog::showFindings(const std::vector<Finding>& findings) {
  findingModel_->clear();
  std::map<std::pair<std::size_t, Finding::Kind>, int> counts;
  for (const Finding& finding : findings) ++counts[{finding.page, finding.kind}];
  for (const auto& [place, count] : counts) {
    auto* item = new QStandardItem(icon(QStringLiteral("warning"), theme_), textOf(place.second, place.first, count));
    item->setData(int(place.first), Qt::UserRole);
    findingModel_->appendRow(item);
  }
  findingTitle_->setText(findings.empty() ? tr("Nothing to complain about") : tr("To look at before printing"));
  findings_->setVisible(!findings.empty());
}

void ExportDialog::write() {
  const auto plan = form_->plan();
  if (!plan || writing_) return;
  writing_ = true;
  stop_ = std::stop_source();
  done_ = std::make_shared<std::atomic<std::size_t>>(0);
  form_->setEnabled(false);
  write_->setEnabled(false);
  close_->setText(tr("&Cancel"));
  progress_->setRange(0, int(plan->pages.size()));
  progress_->setValue(0);
  progress_->show();
  show_->hide();
  say(QStringLiteral("export"), tr("Writing %n page(s)…", nullptr, int(plan->pages.size())));
  ticker_.start();
  background_.run(
      this,
      [source = source_, plan = *plan, done = done_, stop = stop_.get_token()] {
        return runExport(*source, plan, *done, stop);
      },
      [this, plan = *plan](const ExportOutcome& outcome) { finish(plan, outcome); });
}

void ExportDialog::showProgress() {
  progress_->setValue(int(*done_));
}

void ExportDialog::finish(const ExportPlan& plan, const ExportOutcome& outcome) {
  writing_ = false;
  ticker_.stop();
  progress_->hide();
  form_->setEnabled(true);
  write_->setEnabled(form_->plan().has_value());
  close_->setText(tr("&Close"));
  const QString target = QString::fromStdString(plan.target.string());
  if (!outcome.problem.empty()) {
    return say(QStringLiteral("error"),
               tr("The pages could not be written: %1").arg(QString::fromStdString(outcome.problem)));
  }
  if (outcome.cancelled) {
    const bool pdf = plan.format == ExportPlan::Format::pdf;
    return say(QStringLiteral("information"),
               pdf ? tr("Stopped. Nothing was written.")
                   : tr("Stopped after %n page(s), which stay in the folder.", nullptr, int(outcome.pages)));
  }
  shownFolder_ = plan.format == ExportPlan::Format::pdf ? QFileInfo(target).path() : target;
  show_->show();
  say(QStringLiteral("success"),
      tr("%n page(s) are written to %1", nullptr, int(outcome.pages)).arg(QDir::toNativeSeparators(target)));
  emit exported(QFileInfo(target).path());
}

void ExportDialog::say(const QString& sign, const QString& text) {
  outcomeSign_->setSign(sign);
  outcomeSign_->show();
  outcome_->setText(text);
  outcome_->show();
}

void ExportDialog::reject() {
  if (writing_) {
    stop_.request_stop();
    return;
  }
  QDialog::reject();
}

}  // namespace koma::ui
