// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/new_work_form.h"

#include <QDir>
#include <QFileDialog>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QStandardPaths>
#include <QVBoxLayout>
#include <filesystem>

#include "ui/dialogs/file_names.h"
#include "ui/dialogs/paper_preview.h"
#include "ui/document/background.h"
#include "ui/shell/paper_picker.h"
#include "ui/style/icons.h"
#include "ui/style/theme.h"

namespace koma::ui {
namespace {

constexpr int mostPages = 400;

QLabel* labelFor(QWidget* field, QWidget* parent) {
  auto* label = new QLabel(parent);
  label->setBuddy(field);
  return label;
}

}  // namespace

QString bundleName(const QString& title) {
  const QString name = fileNameOf(title);
  return name.isEmpty() ? QString() : name + QStringLiteral(".koma");
}

NewWorkForm::NewWorkForm(Background& background, const Theme& theme, QWidget* parent)
    : QWidget(parent),
      background_(background),
      theme_(theme),
      papers_(new PaperPicker(theme, this)),
      preview_(new PaperPreview(theme, this)),
      fields_(new QWidget(this)),
      purpose_(new QLabel(this)) {
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(space::wide);
  column->addWidget(papers_);
  auto* row = new QHBoxLayout;
  row->setSpacing(space::huge);
  row->addWidget(fields_, 3, Qt::AlignTop);
  auto* sheet = new QVBoxLayout;
  purpose_->setWordWrap(true);
  purpose_->setProperty("quiet", true);
  purpose_->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
  sheet->addWidget(purpose_);
  sheet->addWidget(preview_, 1);
  row->addLayout(sheet, 2);
  column->addLayout(row, 1);
  buildFields();
  setFocusProxy(papers_);
  setFolder(QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation));

  connect(papers_, &PaperPicker::chosen, this, [this](const manga::Paper& paper) {
    preview_->setPaper(paper);
    purpose_->setText(paperPurpose(paper.preset));
  });
  preview_->setPaper(papers_->paper());
  for (QLineEdit* field : {title_, folder_}) {
    connect(field, &QLineEdit::textChanged, this, &NewWorkForm::check);
    connect(field, &QLineEdit::returnPressed, this, &NewWorkForm::create);
  }
  connect(create_, &QPushButton::clicked, this, &NewWorkForm::create);
  retranslate();
}

void NewWorkForm::buildFields() {
  auto* grid = new QGridLayout(fields_);
  grid->setContentsMargins(0, 0, 0, 0);
  grid->setHorizontalSpacing(space::large);
  grid->setVerticalSpacing(space::medium);
  grid->setColumnStretch(1, 1);
  title_ = new QLineEdit(fields_);
  title_->setMaxLength(120);
  pages_ = new QSpinBox(fields_);
  pages_->setRange(1, mostPages);
  pages_->setValue(2);
  pages_->setMinimumWidth(96);
  QWidget* place = buildPlace();
  QWidget* direction = buildDirection();
  titleLabel_ = labelFor(title_, fields_);
  placeLabel_ = labelFor(folder_, fields_);
  directionLabel_ = labelFor(rightToLeft_, fields_);
  pagesLabel_ = labelFor(pages_, fields_);
  outcome_ = new QLabel(fields_);
  outcome_->setWordWrap(true);
  outcome_->setTextFormat(Qt::PlainText);
  create_ = new QPushButton(fields_);
  create_->setProperty("primary", true);
  create_->setIcon(icon(QStringLiteral("add"), theme_, IconGround::accent));
  int row = 0;
  const std::pair<QLabel*, QWidget*> lines[] = {
      {titleLabel_, title_}, {placeLabel_, place}, {directionLabel_, direction}};
  for (const auto& [label, field] : lines) {
    grid->addWidget(label, row, 0);
    grid->addWidget(field, row++, 1);
  }
  grid->addWidget(pagesLabel_, row, 0);
  grid->addWidget(pages_, row++, 1, Qt::AlignLeft);
  grid->addWidget(outcome_, row++, 1);
  grid->addWidget(create_, row, 1, Qt::AlignLeft);
}

QWidget* NewWorkForm::buildPlace() {
  auto* place = new QWidget(fields_);
  auto* row = new QHBoxLayout(place);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(space::small);
  folder_ = new QLineEdit(place);
  browse_ = new QPushButton(place);
  browse_->setIcon(icon(QStringLiteral("folder"), theme_));
  connect(browse_, &QPushButton::clicked, this, &NewWorkForm::chooseFolder);
  row->addWidget(folder_, 1);
  row->addWidget(browse_);
  return place;
}

QWidget* NewWorkForm::buildDirection() {
  auto* choice = new QWidget(fields_);
  auto* row = new QHBoxLayout(choice);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(space::small);
  rightToLeft_ = new QPushButton(choice);
  rightToLeft_->setIcon(icon(QStringLiteral("read-right-to-left"), theme_));
  leftToRight_ = new QPushButton(choice);
  leftToRight_->setIcon(icon(QStringLiteral("read-left-to-right"), theme_));
  for (QPushButton* button : {rightToLeft_, leftToRight_}) {
    button->setCheckable(true);
    button->setAutoExclusive(true);
    row->addWidget(button, 1);
  }
  rightToLeft_->setChecked(true);
  return choice;
}

void NewWorkForm::retranslate() {
  titleLabel_->setText(tr("&Title"));
  placeLabel_->setText(tr("&Keep it in"));
  directionLabel_->setText(tr("&Reading direction"));
  pagesLabel_->setText(tr("&Pages"));
  title_->setPlaceholderText(tr("Name of the work"));
  title_->setAccessibleName(tr("Title"));
  folder_->setAccessibleName(tr("Folder that the work is kept in"));
  //: A button that opens the dialog for choosing a folder.
  browse_->setText(tr("&Choose…"));
  rightToLeft_->setText(tr("Right to left"));
  rightToLeft_->setToolTip(tr("As in Japan: the spine of the book is on its right"));
  leftToRight_->setText(tr("Left to right"));
  leftToRight_->setToolTip(tr("As in Europe, America and China: the spine of the book is on its left"));
  pages_->setAccessibleName(tr("Number of pages"));
  pages_->setToolTip(tr("More can be added at any time"));
  create_->setText(tr("Create &work"));
  if (title_->text().isEmpty()) title_->setText(tr("Untitled"));
  papers_->retranslate();
  purpose_->setText(paperPurpose(papers_->paper().preset));
  preview_->update();
  check();
}

NewWork NewWorkForm::work() const {
  const QString title = title_->text().simplified();
  return {.title = title,
          .bundle = QDir::cleanPath(QDir(folder_->text().trimmed()).filePath(bundleName(title))),
          .paper = papers_->paper(),
          .direction = leftToRight_->isChecked() ? manga::ReadingDirection::left_to_right
                                                 : manga::ReadingDirection::right_to_left,
          .pages = pages_->value()};
}

void NewWorkForm::setFolder(const QString& folder) {
  folder_->setText(QDir::toNativeSeparators(folder));
}

void NewWorkForm::chooseFolder() {
  auto* dialog = new QFileDialog(window(), tr("Where should the work be kept?"), folder_->text());
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->setFileMode(QFileDialog::Directory);
  dialog->setOption(QFileDialog::ShowDirsOnly);
  connect(dialog, &QFileDialog::fileSelected, this, &NewWorkForm::setFolder);
  dialog->open();
}

void NewWorkForm::check() {
  free_ = eager_ = false;
  const std::uint64_t mine = ++checks_;
  if (bundleName(title_->text()).isEmpty()) return showProblem(tr("Give the work a title."));
  if (!QDir::isAbsolutePath(folder_->text().trimmed())) return showProblem(tr("Choose a folder to keep it in."));
  const QString bundle = work().bundle;
  background_.run(
      this,
      [path = std::filesystem::path(bundle.toStdString())] {
        std::error_code ignored;
        return std::filesystem::exists(path, ignored);
      },
      [this, mine, bundle](bool taken) {
        if (mine != checks_) return;
        if (taken) return showProblem(tr("There is a work of this name already. Choose another title or folder."));
        free_ = true;
        outcome_->setProperty("bad", false);
        outcome_->setProperty("quiet", true);
        outcome_->setText(QDir::toNativeSeparators(bundle));
        outcome_->style()->polish(outcome_);
        create_->setEnabled(true);
        if (std::exchange(eager_, false)) create();
      });
}

void NewWorkForm::showProblem(const QString& problem) {
  eager_ = false;
  outcome_->setProperty("quiet", false);
  outcome_->setProperty("bad", true);
  outcome_->setText(problem);
  outcome_->style()->polish(outcome_);
  create_->setEnabled(false);
}

void NewWorkForm::create() {
  eager_ = !free_;  // the answer whether the place is free may be under way
  if (free_) emit createRequested(work());
}

}  // namespace koma::ui
