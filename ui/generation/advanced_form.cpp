// SPDX-License-Identifier: Apache-2.0
#include "ui/generation/advanced_form.h"

#include <QCheckBox>
#include <QGridLayout>
#include <QLabel>
#include <QVBoxLayout>
#include <cmath>

#include "ui/generation/drawing_words.h"
#include "ui/generation/subject_form.h"
#include "ui/style/field_manners.h"
#include "ui/style/quiet_label.h"
#include "ui/style/slider_field.h"
#include "ui/style/theme.h"

namespace koma::ui {

AdvancedForm::AdvancedForm(const Theme& theme, QWidget* parent)
    : QWidget(parent),
      sampler_(new WordCombo(tr("Sampler"), samplerWords(), false, this)),
      //: the sizes of the steps from noise to picture
      sigmas_(new WordCombo(tr("Noise levels"), sigmaWords(), false, this)),
      //: which of a model's steps are taken when there are fewer
      spacing_(new WordCombo(tr("Step spacing"), spacingWords(), false, this)),
      clipSkip_(new SliderField(tr("Clip skip"), {0, 4, 1, tr("layers"), 1}, this)),
      rescale_(new SliderField(tr("Tame guidance"), {0, 1, 0.05, QStringLiteral("%"), 100}, this)),
      weighting_(new QCheckBox(tr("Weights in prompts: (word:1.2)"), this)),
      reason_(new QuietLabel(tr("This model has one sampler of its own."), theme, this)),
      subjects_(new SubjectForm(theme, this)) {
  clipSkip_->setUnsetText(tr("Model’s own"), 0);
  clipSkip_->setExplanation(tr("How many of the text encoder’s last layers are left out besides the usual."));
  rescale_->setUnsetText(tr("Off"), 0);
  rescale_->setExplanation(tr("Takes back the burnt contrast that strong guidance brings."));
  weighting_->setToolTip(tr("Brackets and numbers in a prompt make words weigh more or less."));
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(space::small);
  QList<QLabel*> labels = {clipSkip_->label(), rescale_->label()};
  for (WordCombo* combo : {sampler_, sigmas_, spacing_}) {
    auto* label = new QLabel(combo->accessibleName(), this);
    label->setBuddy(combo);
    labels << label;
    auto* row = new QHBoxLayout;
    row->setSpacing(space::small);
    row->addWidget(label);
    row->addWidget(combo, 1);
    column->addLayout(row);
  }
  column->addWidget(reason_);
  column->addWidget(clipSkip_);
  column->addWidget(rescale_);
  column->addWidget(weighting_);
  column->addWidget(subjects_);
  alignLabels(labels);
  connectFields();
}

void AdvancedForm::connectFields() {
  const auto word = [this](WordCombo* combo, std::string manga::DrawingSettings::*field) {
    connect(combo, &WordCombo::wordEdited, this, [this, field](const std::string& text) {
      settings_.*field = text;
      emit this->edited(settings_);
    });
  };
  word(sampler_, &manga::DrawingSettings::sampler);
  word(sigmas_, &manga::DrawingSettings::sigmas);
  word(spacing_, &manga::DrawingSettings::timestep_spacing);
  connect(clipSkip_, &SliderField::edited, this, [this] {
    const auto layers = clipSkip_->value();
    settings_.clip_skip = layers ? std::optional(int(std::lround(*layers))) : std::nullopt;
    emit this->edited(settings_);
  });
  connect(rescale_, &SliderField::edited, this, [this] {
    settings_.guidance_rescale = rescale_->value();
    emit this->edited(settings_);
  });
  connect(subjects_, &SubjectForm::edited, this, &AdvancedForm::edited);
  connect(weighting_, &QCheckBox::clicked, this, [this](bool on) {
    settings_.prompt_weighting = on ? std::optional(true) : std::nullopt;
    emit this->edited(settings_);
  });
}

void AdvancedForm::show(const manga::DrawingSettings& settings, const manga::DrawingSettings& work,
                        const api::ModelEntry* model, bool regions) {
  settings_ = settings;
  sampler_->setWord(settings.sampler);
  sigmas_->setWord(settings.sigmas);
  spacing_->setWord(settings.timestep_spacing);
  clipSkip_->setValue(settings.clip_skip);
  rescale_->setValue(settings.guidance_rescale);
  weighting_->setChecked(settings.prompt_weighting.value_or(false));
  const bool free = !model || model->abilities.samplers;
  sampler_->setToolTip(free ? tr("By which method the noise is taken away.") : reason_->text());
  sigmas_->setToolTip(free ? tr("How much noise each step takes away.") : reason_->text());
  spacing_->setToolTip(free ? tr("Which of the model’s steps are taken when there are fewer.") : reason_->text());
  for (WordCombo* combo : {sampler_, sigmas_, spacing_}) combo->setEnabled(free);
  reason_->setVisible(!free);
  subjects_->show(settings, work, model, regions);
}

}  // namespace koma::ui
