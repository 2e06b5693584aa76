// SPDX-License-Identifier: Apache-2.0
#include "ui/dialogs/export_form.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QFileDialog>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QIntValidator>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>
#include <cmath>

#include "engine/base/error.h"
#include "engine/base/image.h"
#include "engine/manga/page_range.h"
#include "engine/manga/print_resolution.h"
#include "ui/dialogs/file_names.h"
#include "ui/document/background.h"
#include "ui/style/field_manners.h"
#include "ui/style/icons.h"
#include "ui/style/theme.h"

namespace koma::ui {
namespace {

QPushButton* segment(const QString& text, const QString& toolTip, QWidget* parent) {
  auto* button = new QPushButton(text, parent);
  button->setCheckable(true);
  button->setAutoExclusive(true);
  button->setAutoDefault(false);
  button->setToolTip(toolTip);
  return button;
}

QHBoxLayout* lineOf(QWidget* place) {
  auto* row = new QHBoxLayout(place);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(space::small);
  return row;
}

}  // namespace

ExportForm::ExportForm(const manga::Project& project, const QString& folder, Background& background, const Theme& theme,
                       QWidget* parent)
    : QWidget(parent), project_(project), background_(background), theme_(theme) {
  QString name = fileNameOf(QString::fromStdString(project.title));
  if (name.isEmpty()) name = tr("Untitled");
  pngTarget_ = QDir::toNativeSeparators(QDir(folder).filePath(name));
  pdfTarget_ = pngTarget_ + QStringLiteral(".pdf");
  buildFields();
  target_->setText(pdfTarget_);
  update();
}

void ExportForm::buildFields() {
  auto* form = new QFormLayout(this);
  form->setContentsMargins(0, 0, 0, 0);
  form->setVerticalSpacing(space::medium);
  form->setHorizontalSpacing(space::large);
  form->setFieldGrowthPolicy(QFormLayout::ExpandingFieldsGrow);
  form->addRow(tr("Write as"), buildFormat());
  form->addRow(tr("Pages"), buildPages());

  dpi_ = new QComboBox(this);
  dpi_->setEditable(true);
  for (const int dpi : {600, 350, 150}) dpi_->addItem(tr("%1 dpi").arg(dpi), dpi);
  dpi_->setItemData(0, tr("Print in black and white"), Qt::ToolTipRole);
  dpi_->setItemData(1, tr("Print in colour"), Qt::ToolTipRole);
  dpi_->setItemData(2, tr("Screens and reviews"), Qt::ToolTipRole);
  dpi_->setToolTip(tr("Dots per inch: 600 for print in black and white, 350 for colour, 150 for screens"));
  colour_ = new QComboBox(this);
  colour_->addItem(tr("Greys"));
  colour_->addItem(tr("Colour"));
  for (QComboBox* field : {dpi_, colour_}) wheelOnlyWhenFocused(field);
  size_ = new QLabel(this);
  size_->setProperty("quiet", true);
  form->addRow(tr("&Resolution"), dpi_);
  form->addRow(tr("&Colours"), colour_);
  form->addRow(QString(), size_);
  bleed_ = new QCheckBox(tr("With &bleed"), this);
  bleed_->setToolTip(tr("For printers: the paper beyond the trim, and in a PDF a trim box"));
  form->addRow(QString(), bleed_);
  form->addRow(tr("Write &to"), buildTarget());
  note_ = new QLabel(this);
  note_->setProperty("quiet", true);
  problem_ = new QLabel(this);
  problem_->setProperty("bad", true);
  for (QLabel* label : {note_, problem_}) {
    label->setWordWrap(true);
    form->addRow(QString(), label);
  }
  connect(dpi_, &QComboBox::currentTextChanged, this, &ExportForm::update);
  connect(colour_, &QComboBox::currentIndexChanged, this, &ExportForm::update);
  connect(bleed_, &QCheckBox::toggled, this, &ExportForm::update);
}

QWidget* ExportForm::buildFormat() {
  auto* place = new QWidget(this);
  QHBoxLayout* row = lineOf(place);
  pdf_ = segment(tr("PDF"), tr("One book, with lines and letters that stay sharp"), place);
  png_ = segment(tr("PNG"), tr("One picture for each page, in a folder"), place);
  pdf_->setChecked(true);
  row->addWidget(pdf_, 1);
  row->addWidget(png_, 1);
  connect(png_, &QPushButton::toggled, this, [this](bool png) {
    (png ? pdfTarget_ : pngTarget_) = target_->text();
    target_->setText(png ? pngTarget_ : pdfTarget_);
    update();
  });
  return place;
}

QWidget* ExportForm::buildPages() {
  auto* place = new QWidget(this);
  QHBoxLayout* row = lineOf(place);
  all_ = new QRadioButton(tr("&All"), place);
  some_ = new QRadioButton(tr("&Only"), place);
  all_->setChecked(true);
  range_ = new QLineEdit(place);
  range_->setPlaceholderText(QStringLiteral("1-3,7"));
  range_->setAccessibleName(tr("Which pages, such as 1-3,7"));
  range_->setToolTip(range_->accessibleName());
  row->addWidget(all_);
  row->addWidget(some_);
  row->addWidget(range_, 1);
  connect(range_, &QLineEdit::textEdited, some_, [this] { some_->setChecked(true); });
  connect(range_, &QLineEdit::textChanged, this, &ExportForm::update);
  connect(some_, &QRadioButton::toggled, this, [this](bool some) {
    if (some) range_->setFocus();
    update();
  });
  return place;
}

QWidget* ExportForm::buildTarget() {
  auto* place = new QWidget(this);
  QHBoxLayout* row = lineOf(place);
  target_ = new QLineEdit(place);
  target_->setAccessibleName(tr("File or folder to write to"));
  target_->setMinimumWidth(240);
  browse_ = new QPushButton(tr("C&hoose…"), place);
  browse_->setIcon(icon(QStringLiteral("folder"), theme_));
  browse_->setAutoDefault(false);
  row->addWidget(target_, 1);
  row->addWidget(browse_);
  connect(target_, &QLineEdit::textChanged, this, &ExportForm::update);
  connect(browse_, &QPushButton::clicked, this, &ExportForm::chooseTarget);
  return place;
}

bool ExportForm::png() const {
  return png_->isChecked();
}

std::optional<std::vector<std::size_t>> ExportForm::pages(QString* problem) const {
  const std::size_t count = project_.pages.size();
  const QString text = some_->isChecked() ? range_->text().remove(u' ') : QString();
  if (some_->isChecked() && text.isEmpty()) {
    *problem = tr("Say which pages, such as 1-3,7.");
    return std::nullopt;
  }
  try {
    return manga::pages_of(text.toStdString(), count);
  } catch (const Error& error) {
    *problem = error.code() == ErrorCode::not_found ? tr("The work has only %n page(s).", nullptr, int(count))
                                                    : tr("“%1” is no list of pages. Write it as in 1-3,7.").arg(text);
    return std::nullopt;
  }
}

QSizeF ExportForm::pixels() const {
  const double dpi = dpi_->currentText().section(u' ', 0, 0).toDouble();
  const manga::Paper paper = project_.pages.empty() ? project_.paper : project_.pages.front().paper;
  const double bleed = bleed_->isChecked() ? 2 * paper.bleed : 0;
  return QSizeF(paper.trim.width + bleed, paper.trim.height + bleed) * dpi / manga::mm_per_inch;
}

QString ExportForm::problemOf(const std::optional<std::vector<std::size_t>>& pages) const {
  if (pages && pages->empty()) return tr("The work has no pages.");
  if (png()) {
    const double dpi = dpi_->currentText().section(u' ', 0, 0).toDouble();
    if (!(dpi >= manga::least_dpi && dpi <= manga::most_dpi))
      return tr("The resolution must be between %1 and %2 dpi.").arg(manga::least_dpi).arg(manga::most_dpi);
    if (pixels().width() * pixels().height() > double(max_picture_pixels))
      return tr("A page would have more than %1 megapixels. Choose a lower resolution.")
          .arg(max_picture_pixels / 1'000'000);
  }
  if (!QDir::isAbsolutePath(target_->text().trimmed())) return tr("Choose where to write to.");
  return {};
}

std::optional<ExportPlan> ExportForm::plan() const {
  QString problem;
  const auto chosen = pages(&problem);
  if (!chosen || !problemOf(chosen).isEmpty()) return std::nullopt;
  return ExportPlan{.format = png() ? ExportPlan::Format::png : ExportPlan::Format::pdf,
                    .pages = *chosen,
                    .dpi = dpi_->currentText().section(u' ', 0, 0).toDouble(),
                    .bleed = bleed_->isChecked(),
                    .grey = colour_->currentIndex() == 0,
                    .target = target_->text().trimmed().toStdString()};
}

void ExportForm::update() {
  for (QWidget* field : {static_cast<QWidget*>(dpi_), static_cast<QWidget*>(colour_)}) field->setEnabled(png());
  QString problem;
  const auto chosen = pages(&problem);
  if (problem.isEmpty()) problem = problemOf(chosen);
  problem_->setText(problem);
  problem_->setVisible(!problem.isEmpty());
  showSize();
  lookAtTarget();
  emit changed();
}

void ExportForm::showSize() {
  if (!png()) return size_->setText(tr("Lines and letters are sharp at every size."));
  const QSize size = pixels().toSize();
  size_->setText(tr("%1 × %2 pixels a page").arg(size.width()).arg(size.height()));
}

/// Says before, not after, that something will be replaced.
void ExportForm::lookAtTarget() {
  const std::uint64_t mine = ++looks_;
  const bool folder = png();
  background_.run(
      this,
      [folder, target = std::filesystem::path(target_->text().trimmed().toStdString())] {
        std::error_code ignored;
        if (!folder) return std::filesystem::exists(target, ignored);
        return std::filesystem::exists(pageFile(target, 0), ignored);
      },
      [this, mine, folder](bool there) {
        if (mine != looks_) return;
        note_->setVisible(there);
        note_->setText(folder ? tr("There are pages in this folder already; those of the same number are replaced.")
                              : tr("The file is there already; it is replaced."));
      });
}

void ExportForm::chooseTarget() {
  auto* dialog = new QFileDialog(window(), png() ? tr("Folder for the pages") : tr("File to write"), target_->text());
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  if (png()) {
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
  } else {
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("pdf"));
    dialog->setNameFilter(tr("PDF documents (*.pdf)"));
    dialog->selectFile(target_->text());
  }
  connect(dialog, &QFileDialog::fileSelected, this,
          [this](const QString& path) { target_->setText(QDir::toNativeSeparators(path)); });
  dialog->open();
}

}  // namespace koma::ui
