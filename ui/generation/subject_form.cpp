// SPDX-License-Identifier: Apache-2.0
#include "ui/generation/subject_form.h"

#include <QCheckBox>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>
#include <cmath>

#include "engine/api/generation_request.h"
#include "ui/document/qt_values.h"
#include "ui/generation/model_fit.h"
#include "ui/style/field_manners.h"
#include "ui/style/flow_layout.h"
#include "ui/style/quiet_label.h"
#include "ui/style/slider_field.h"
#include "ui/style/theme.h"

namespace koma::ui {

SubjectForm::SubjectForm(const Theme& theme, QWidget* parent)
    : QWidget(parent),
      //: a file that lets a model put people and things from pictures into boxes
      title_(new QLabel(tr("Subject adapter"), this)),
      file_(new QLabel(this)),
      choose_(new QPushButton(tr("Choose…"), this)),
      remove_(new QPushButton(tr("Remove"), this)),
      found_(new QCheckBox(tr("Find the places from the phrases"), this)),
      //: how much of the words' attention makes a place
      threshold_(new SliderField(tr("Threshold"), {0, 1, 0.05, QStringLiteral("%"), 100}, this)),
      //: the step from which on places that were found count
      start_(new SliderField(tr("From step"), {0, 50, 1, QString(), 1, {}, 150}, this)),
      reason_(new QuietLabel(theme, this)) {
  const api::SubjectLayout usual;
  threshold_->setUnsetText(tr("Usual (%1)").arg(tr("%1 %").arg(std::lround(usual.mask_threshold * 100))),
                           usual.mask_threshold);
  threshold_->setExplanation(tr("How strongly a phrase must be heard in a place to claim it."));
  start_->setUnsetText(tr("Usual (%1)").arg(usual.start_step), usual.start_step);
  start_->setExplanation(tr("Before this step the boxes hold; from it on the places that were found."));
  file_->setTextFormat(Qt::PlainText);
  file_->setMinimumWidth(space::huge);
  alignLabels({threshold_->label(), start_->label()});
  auto* row = new QHBoxLayout;
  row->setSpacing(space::small);
  row->addWidget(title_);
  row->addWidget(file_, 1);
  auto* buttons = new FlowLayout(nullptr, space::small);
  for (QPushButton* button : {choose_, remove_}) buttons->addWidget(button);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(space::small);
  column->addLayout(row);
  column->addLayout(buttons);
  for (QWidget* widget : std::initializer_list<QWidget*>{found_, threshold_, start_, reason_}) {
    column->addWidget(widget);
  }
  connectFields();
}

void SubjectForm::connectFields() {
  connect(choose_, &QPushButton::clicked, this, &SubjectForm::ask);
  connect(remove_, &QPushButton::clicked, this, &SubjectForm::removeAdapter);
  connect(found_, &QCheckBox::clicked, this, [this](bool on) {
    const bool inherited = work_.auto_layout.value_or(false);
    settings_.auto_layout = on == inherited ? std::nullopt : std::optional(on);
    emit edited(settings_);
  });
  connect(threshold_, &SliderField::edited, this, [this] {
    settings_.layout_threshold = threshold_->value();
    emit edited(settings_);
  });
  connect(start_, &SliderField::edited, this, [this] {
    const auto step = start_->value();
    settings_.layout_start = step ? std::optional(int(std::lround(*step))) : std::nullopt;
    emit edited(settings_);
  });
}

void SubjectForm::ask() {
  auto* dialog = new QFileDialog(window(), tr("Choose a subject adapter"));
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->setFileMode(QFileDialog::ExistingFile);
  dialog->setNameFilters({tr("MS-Diffusion adapters (*.bin *.safetensors)"), tr("All files (*)")});
  connect(dialog, &QFileDialog::fileSelected, this, &SubjectForm::setAdapter);
  dialog->open();
}

void SubjectForm::setAdapter(const QString& file) {
  settings_.subject_adapter = file.toStdString();
  settings_.subject_encoder.clear();
  emit edited(settings_);
}

void SubjectForm::removeAdapter() {
  const bool own = !settings_.subject_adapter.empty();
  settings_.subject_adapter = own ? "" : manga::no_adapter;
  settings_.subject_encoder.clear();
  emit edited(settings_);
}

QString SubjectForm::reason() const {
  return reason_->isHidden() ? QString() : reason_->text();
}

void SubjectForm::show(const manga::DrawingSettings& settings, const manga::DrawingSettings& work,
                       const api::ModelEntry* model, bool regions) {
  settings_ = settings;
  work_ = work;
  const manga::DrawingSettings all = manga::combined(work, settings);
  const bool can = !model || takesSubjects(*model);
  const QString name = QFileInfo(toQt(all.subject_adapter)).fileName();
  QString text = manga::has_adapter(all) ? name : tr("None");
  if (manga::has_adapter(all) && settings.subject_adapter.empty()) text = tr("As the work (%1)").arg(name);
  file_->setText(text);
  file_->setToolTip(manga::has_adapter(all) ? toQt(all.subject_adapter) : QString());
  choose_->setEnabled(can);
  choose_->setToolTip(tr("The file ms_adapter.bin; its image encoder lies beside it in the folder image_encoder."));
  remove_->setEnabled(manga::has_adapter(all) || !settings.subject_adapter.empty());
  remove_->setToolTip(tr("Draw without it"));
  found_->setChecked(all.auto_layout.value_or(false));
  threshold_->setValue(settings.layout_threshold);
  start_->setValue(settings.layout_start);
  showLayout(can && manga::has_adapter(all), regions);
  if (!can) reason_->setText(tr("Only SDXL models take subjects by an adapter."));
  reason_->setVisible(!can || !reason_->text().isEmpty());
}

void SubjectForm::showLayout(bool can, bool regions) {
  found_->setEnabled(can && !regions);
  const bool finds = can && !regions && found_->isChecked();
  threshold_->setVisible(finds);
  start_->setVisible(finds);
  found_->setToolTip(
      tr("Each person’s phrase is looked for in the picture while it is drawn; otherwise the boxes hold."));
  reason_->setText(can && regions ? tr("Places cannot be found while the panel has regions; the boxes hold.")
                                  : QString());
}

}  // namespace koma::ui
