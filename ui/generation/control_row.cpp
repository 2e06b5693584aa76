// SPDX-License-Identifier: Apache-2.0
#include "ui/generation/control_row.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/document/picture_library.h"
#include "ui/generation/drawing_words.h"
#include "ui/models/model_combo.h"
#include "ui/models/model_words.h"
#include "ui/style/field_manners.h"
#include "ui/style/icons.h"
#include "ui/style/quiet_label.h"
#include "ui/style/slider_field.h"
#include "ui/style/theme.h"

namespace koma::ui {

ControlRow::ControlRow(PictureLibrary& pictures, const Theme& theme, QWidget* parent)
    : QFrame(parent),
      pictures_(pictures),
      picture_(new QLabel(this)),
      model_(new ModelCombo(tr("ControlNet"), api::ModelKind::controlnet, this)),
      preprocessor_(new WordCombo(tr("Preparation"), preprocessorWords(), false, this)),
      //: how strongly a control picture leads
      scale_(new SliderField(tr("Strength"), {0, 2, 0.05, QStringLiteral("%"), 100}, this)),
      //: of the steps, in percent
      start_(new SliderField(tr("From"), {0, 1, 0.05, QStringLiteral("%"), 100}, this)),
      //: of the steps, in percent
      end_(new SliderField(tr("Until"), {0, 1, 0.05, QStringLiteral("%"), 100}, this)),
      remove_(new QToolButton(this)),
      reason_(new QuietLabel(theme, this)) {
  setProperty("card", true);
  setAccessibleName(tr("Control picture"));
  picture_->setFixedSize(space::thumbnail * 2 / 3, space::thumbnail * 2 / 3);
  picture_->setAlignment(Qt::AlignCenter);
  remove_->setIcon(icon(QStringLiteral("remove"), theme));
  remove_->setToolTip(tr("Draw without this control picture"));
  remove_->setAccessibleName(remove_->toolTip());
  scale_->setResetValue(1);
  scale_->setExplanation(tr("How strictly the drawing keeps to the picture."));
  start_->setExplanation(tr("From which part of the steps the picture leads."));
  end_->setResetValue(1);
  end_->setExplanation(tr("Until which part of the steps the picture leads; the rest is free."));
  alignLabels({scale_->label(), start_->label(), end_->label()});

  auto* words = new QVBoxLayout;
  words->setSpacing(space::tight);
  words->addWidget(model_);
  words->addWidget(preprocessor_);
  auto* head = new QHBoxLayout;
  head->setSpacing(space::small);
  head->addWidget(picture_, 0, Qt::AlignTop);
  head->addLayout(words, 1);
  head->addWidget(remove_, 0, Qt::AlignTop);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(space::small, space::small, space::small, space::small);
  column->setSpacing(space::tight);
  column->addLayout(head);
  column->addWidget(reason_);
  for (SliderField* field : {scale_, start_, end_}) column->addWidget(field);
  connectFields();
}

void ControlRow::connectFields() {
  connect(model_, &ModelCombo::modelEdited, this, [this](const std::string& id) {
    control_.model = id;
    emit this->edited(control_);
  });
  connect(preprocessor_, &WordCombo::wordEdited, this, [this](const std::string& word) {
    control_.preprocessor = word;
    emit this->edited(control_);
  });
  connect(scale_, &SliderField::edited, this, [this] {
    control_.scale = scale_->value().value_or(1);
    emit this->edited(control_);
  });
  connect(start_, &SliderField::edited, this, [this] {
    control_.start = start_->value().value_or(0);
    control_.end = std::max(control_.end, control_.start);
    emit this->edited(control_);
  });
  connect(end_, &SliderField::edited, this, [this] {
    control_.end = end_->value().value_or(1);
    control_.start = std::min(control_.start, control_.end);
    emit this->edited(control_);
  });
  connect(remove_, &QToolButton::clicked, this, &ControlRow::removed);
  const auto look = [this](const std::string& asset) {
    if (asset == control_.picture) showPicture();
  };
  connect(&pictures_, &PictureLibrary::ready, this, look);
  connect(&pictures_, &PictureLibrary::failed, this, look);
}

const QLabel* ControlRow::reason() const noexcept {
  return reason_;
}

void ControlRow::show(const manga::ControlImage& control, const std::vector<api::ModelEntry>& models,
                      const api::ModelEntry* model) {
  control_ = control;
  model_->setChoices(models, model);
  model_->setModel(control.model);
  preprocessor_->setWord(control.preprocessor.empty() ? "none" : control.preprocessor);
  scale_->setValue(control.scale);
  start_->setValue(control.start);
  end_->setValue(control.end);
  const api::ModelEntry* entry = findModel(models, control.model, api::ModelKind::controlnet);
  QString reason = control.model.empty() ? tr("Choose a ControlNet that reads this picture.")
                                         : whyUnfit(nameOfModel(entry, control.model), entry, model, !models.empty());
  reason_->setText(reason);
  reason_->setVisible(!reason.isEmpty());
  for (QWidget* field : {static_cast<QWidget*>(scale_), static_cast<QWidget*>(start_), static_cast<QWidget*>(end_),
                         static_cast<QWidget*>(preprocessor_)}) {
    field->setEnabled(reason.isEmpty());
  }
  model_->setToolTip(reason.isEmpty() ? tr("Which ControlNet reads the picture.") : reason);
  preprocessor_->setToolTip(tr("What is made of the picture first."));
  showPicture();
}

void ControlRow::showPicture() {
  const int side = picture_->width();
  const QImage image = pictures_.picture(control_.picture, int(side * devicePixelRatioF()));
  if (image.isNull()) {
    picture_->setPixmap({});
    picture_->setToolTip(pictures_.problem(control_.picture));
    return;
  }
  QPixmap shown = QPixmap::fromImage(
      image.scaled(picture_->size() * devicePixelRatioF(), Qt::KeepAspectRatio, Qt::SmoothTransformation));
  shown.setDevicePixelRatio(devicePixelRatioF());
  picture_->setPixmap(shown);
}

}  // namespace koma::ui
