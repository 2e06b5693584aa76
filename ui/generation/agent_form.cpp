// SPDX-License-Identifier: Apache-2.0
#include "ui/generation/agent_form.h"

#include <QCheckBox>
#include <QLocale>
#include <QVBoxLayout>
#include <cmath>

#include "engine/api/generation_request.h"
#include "ui/document/qt_values.h"
#include "ui/generation/memory_question.h"
#include "ui/models/model_words.h"
#include "ui/style/quiet_label.h"
#include "ui/style/slider_field.h"
#include "ui/style/theme.h"

namespace koma::ui {

AgentForm::AgentForm(const Theme& theme, QWidget* parent)
    : QWidget(parent),
      question_(new MemoryQuestion(this)),
      //: a language model that fits the characters to the prompt
      enabled_(new QCheckBox(tr("Language agent"), this)),
      //: how much the language agent counts
      scale_(new SliderField(tr("Its share"), {0, 1, 0.05, QStringLiteral("%"), 100}, this)),
      memory_(new QuietLabel(theme, this)) {
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(space::small);
  column->addWidget(enabled_);
  column->addWidget(scale_);
  column->addWidget(memory_);
  memory_->setVisible(false);
  connect(question_, &MemoryQuestion::answered, this, &AgentForm::showNeed);
  connect(enabled_, &QCheckBox::clicked, this, [this](bool on) {
    // What the work has anyway the panel leaves open.
    const bool inherited = work_.agent.value_or(false);
    settings_.agent = on == inherited ? std::nullopt : std::optional(on);
    emit edited(settings_);
  });
  connect(scale_, &SliderField::edited, this, [this] {
    settings_.agent_scale = scale_->value();
    emit edited(settings_);
  });
}

void AgentForm::show(const manga::DrawingSettings& settings, const manga::DrawingSettings& work,
                     const api::ModelEntry* model) {
  settings_ = settings;
  work_ = work;
  const bool can = !model || model->abilities.agent;
  const bool on = settings.agent.value_or(work.agent.value_or(false));
  // A wish that the model cannot fulfil stays, for the next model.
  enabled_->setChecked(on);
  enabled_->setEnabled(can);
  const double usual = work.agent_scale.value_or(api::Agent{}.scale);
  const QString share = tr("%1 %").arg(std::lround(usual * 100));
  scale_->setUnsetText(work.agent_scale ? tr("As the work (%1)").arg(share) : tr("Usual (%1)").arg(share), usual);
  scale_->setValue(settings.agent_scale);
  scale_->setVisible(can);
  scale_->setEnabled(can && on);
  const QString what = tr("A language model reads the prompt and fits the characters to it. Slower, and takes memory.");
  enabled_->setToolTip(can ? what : whyNoAgent(*model));
  scale_->setExplanation(!on ? tr("Switch the language agent on to use it.")
                             : tr("How far the agent may change the characters: 0 % not at all, 100 % as it likes."));
  memory_->setVisible(can && !memory_->text().isEmpty());
}

void AgentForm::ask(std::optional<api::GenerationRequest> request) {
  if (request) request->mllm.enabled = true;
  if (question_->ask(std::move(request))) return;
  memory_->clear();
  memory_->setVisible(false);
}

QString AgentForm::text() const {
  return memory_->text();
}

void AgentForm::showNeed(const MemoryNeed& need) {
  QString sentence;
  const QString needed = byteText(need.agent), free = byteText(need.available);
  if (need.agentStreamed) {
    //: %1 and %2 are amounts of memory as "6.1 GB"
    sentence = tr("With the agent about %1, but only %2 is free: it is read from the disk layer by layer, slower.")
                   .arg(needed, free);
  } else if (need.agent > 0 && need.agent > need.available) {
    //: %1 and %2 are amounts of memory as "6.1 GB"
    sentence = tr("With the agent about %1, but only %2 is free.").arg(needed, free);
  } else if (need.agent > 0) {
    //: %1 and %2 are amounts of memory as "6.1 GB"
    sentence = tr("With the agent about %1 of %2 free memory.").arg(needed, free);
  }
  memory_->setText(sentence);
  memory_->setVisible(!sentence.isEmpty());
}

}  // namespace koma::ui
