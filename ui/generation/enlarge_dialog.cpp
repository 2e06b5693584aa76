// SPDX-License-Identifier: Apache-2.0
#include "ui/generation/enlarge_dialog.h"

#include <QComboBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QImageReader>
#include <QIntValidator>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include "engine/api/request_builder.h"
#include "engine/manga/print_resolution.h"
#include "ui/document/background.h"
#include "ui/models/model_combo.h"
#include "ui/style/field_manners.h"
#include "ui/style/icons.h"
#include "ui/style/slider_field.h"
#include "ui/style/theme.h"

namespace koma::ui {
namespace {

constexpr double mostRefining = 0.6;  // beyond it tiles draw what they like

/// Upscalers, and restorers that enlarge: to the author they are the same thing.
std::vector<api::ModelEntry> enlargersAmong(const std::vector<api::ModelEntry>& models) {
  std::vector<api::ModelEntry> found;
  for (api::ModelEntry entry : models) {
    if (entry.kind == api::ModelKind::restorer && entry.scale > 1) entry.kind = api::ModelKind::upscaler;
    if (entry.kind == api::ModelKind::upscaler) found.push_back(entry);
  }
  return found;
}

}  // namespace

EnlargeDialog::EnlargeDialog(const EnlargeSubject& subject, const std::vector<api::ModelEntry>& models,
                             const api::PrintWish& last, Background& background, const Theme& theme, QWidget* parent)
    : QDialog(parent),
      subject_(subject),
      dpi_(new QComboBox(this)),
      upscaler_(new ModelCombo(tr("Enlarged by"), api::ModelKind::upscaler, this)),
      finish_(new QComboBox(this)),
      refine_(new SliderField(tr("Redraw details"), {0, mostRefining, 0.05, QStringLiteral("%"), 100}, this)),
      pixels_(new QLabel(this)),
      problem_(new QLabel(this)),
      enlarge_(new QPushButton(tr("Enlarge"), this)) {
  setAttribute(Qt::WA_DeleteOnClose);
  setWindowTitle(tr("Enlarge for print"));
  buildFields(models, last);
  auto* form = new QFormLayout;
  layOut(form);
  enlarge_->setDefault(true);
  enlarge_->setIcon(icon(QStringLiteral("zoom"), theme, IconGround::accent));
  auto* cancel = new QPushButton(tr("Cancel"), this);
  cancel->setAutoDefault(false);
  auto* buttons = new QHBoxLayout;
  buttons->setSpacing(space::small);
  buttons->addStretch(1);
  buttons->addWidget(cancel);
  buttons->addWidget(enlarge_);
  auto* what = new QLabel(tr("Makes a finer picture of what the frame shows. It becomes another take, which you can "
                             "take back."),
                          this);
  what->setWordWrap(true);
  auto* column = new QVBoxLayout(this);
  column->setSpacing(space::medium);
  column->addWidget(what);
  column->addLayout(form);
  column->addStretch(1);
  column->addLayout(buttons);
  connect(enlarge_, &QPushButton::clicked, this, &EnlargeDialog::accept);
  connect(cancel, &QPushButton::clicked, this, &EnlargeDialog::reject);
  connect(dpi_, &QComboBox::currentTextChanged, this, &EnlargeDialog::tell);
  setMinimumWidth(460);
  readSize(background);
  tell();
}

void EnlargeDialog::buildFields(const std::vector<api::ModelEntry>& models, const api::PrintWish& last) {
  dpi_->setEditable(true);
  for (const int dpi : {600, 350, 1200}) dpi_->addItem(tr("%1 dpi").arg(dpi), dpi);
  dpi_->setToolTip(tr("Dots per inch: 600 for print in black and white, 350 for colour, 1200 for fine lines"));
  dpi_->setCurrentText(tr("%1 dpi").arg(qRound(last.dots_per_inch)));
  upscaler_->setChoices(enlargersAmong(models), nullptr, tr("Lanczos, without a network"));
  upscaler_->setModel(last.upscaler);
  upscaler_->setToolTip(
      tr("Real-ESRGAN and its kin, or DiffRIR x2 or x4, from the model folders. Networks invent fine "
         "lines; Lanczos only smooths."));
  connect(upscaler_, &ModelCombo::modelEdited, this, [this](const std::string& id) { upscaler_->setModel(id); });
  finish_->addItem(tr("By the picture"));
  finish_->setItemData(0, tr("White and black kept where the picture is grey, nothing changed where it has colours"),
                       Qt::ToolTipRole);
  finish_->addItem(tr("As it comes"));
  finish_->addItem(tr("White paper, black ink"));
  finish_->addItem(tr("Inked again"));
  finish_->setItemData(3, tr("Every line and dot black or white, as for print without greys"), Qt::ToolTipRole);
  finish_->setCurrentIndex(last.finish ? 1 + int(*last.finish) : 0);
  refine_->setValue(last.refine);
  refine_->setResetValue(0.0);
  refine_->setExplanation(
      tr("How much the panel's model draws over the large picture, tile by tile. Slow; 0 %: not at all."));
  for (QComboBox* field : {dpi_, finish_}) wheelOnlyWhenFocused(field);
}

void EnlargeDialog::layOut(QFormLayout* form) {
  form->setVerticalSpacing(space::medium);
  form->setHorizontalSpacing(space::large);
  form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
  pixels_->setProperty("quiet", true);
  problem_->setProperty("bad", true);
  problem_->setWordWrap(true);
  form->addRow(tr("&Resolution"), dpi_);
  form->addRow(QString(), pixels_);
  form->addRow(tr("Enlarged &by"), upscaler_);
  form->addRow(tr("&Paper and ink"), finish_);
  form->addRow(refine_);
  form->addRow(QString(), problem_);
}

void EnlargeDialog::readSize(Background& background) {
  const QString file = QString::fromStdU16String(subject_.file.u16string());
  background.run(
      this, [file] { return QImageReader(file).size(); },
      [this](const QSize& size) {
        size_ = size;
        tell();
      });
}

EnlargedPicture EnlargeDialog::wish() const {
  EnlargedPicture wish{subject_.take, {}, {}};
  if (size_) wish.size = {size_->width(), size_->height()};
  wish.print.dots_per_inch = dpi_->currentText().section(u' ', 0, 0).toDouble();
  wish.print.upscaler = upscaler_->chosen();
  if (finish_->currentIndex() > 0) wish.print.finish = api::UpscaleFinish(finish_->currentIndex() - 1);
  wish.print.refine = refine_->value().value_or(0);
  return wish;
}

QString EnlargeDialog::problem() const {
  const api::PrintWish print = wish().print;
  if (!(print.dots_per_inch >= manga::least_dpi && print.dots_per_inch <= manga::most_dpi)) {
    return tr("The resolution must be between %1 and %2 dpi.").arg(manga::least_dpi).arg(manga::most_dpi);
  }
  if (!size_) return {};
  if (size_->isEmpty()) return tr("The picture of this take cannot be read.");
  const api::PrintSize size = api::print_size(subject_.frame, print.dots_per_inch);
  if (std::max(size.width, size.height) > api::longest_upscaled_side) {
    return tr("So large a picture is not possible: at most %L1 pixels along a side. Choose a lower resolution.")
        .arg(api::longest_upscaled_side);
  }
  const api::PrintSource source{{}, {size_->width(), size_->height()}};
  if (!api::print_request(subject_.frame, source, print)) {
    return tr("The picture is as fine as that already. Choose a higher resolution.");
  }
  return {};
}

void EnlargeDialog::tell() {
  const QString problem = this->problem();
  problem_->setText(problem);
  problem_->setVisible(!problem.isEmpty());
  enlarge_->setEnabled(problem.isEmpty() && size_);
  const api::PrintSize size = api::print_size(subject_.frame, wish().print.dots_per_inch);
  //: sides of a panel's frame in mm, and its size in pixels
  QString text = tr("%L1 × %L2 mm are %L3 × %L4 pixels.")
                     .arg(subject_.frame.width, 0, 'f', 0)
                     .arg(subject_.frame.height, 0, 'f', 0)
                     .arg(size.width)
                     .arg(size.height);
  if (size_ && !size_->isEmpty()) {
    const UnitBox shown = api::shown_part(size_->width(), size_->height(), subject_.frame);
    //: what the frame shows of the picture, in pixels
    text += u'\n' + tr("The picture has %L1 × %L2.")
                        .arg(qRound((shown.right - shown.left) * float(size_->width())))
                        .arg(qRound((shown.bottom - shown.top) * float(size_->height())));
  }
  pixels_->setText(text);
  // Wrapped texts say how high they are only for a width.
  layout()->activate();
  resize(width(), std::max(height(), layout()->totalHeightForWidth(width())));
}

void EnlargeDialog::accept() {
  tell();
  if (!enlarge_->isEnabled()) return;
  emit enlargeRequested(wish());
  QDialog::accept();
}

}  // namespace koma::ui
