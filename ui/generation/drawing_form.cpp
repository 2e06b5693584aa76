// SPDX-License-Identifier: Apache-2.0
#include "ui/generation/drawing_form.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>
#include <cmath>
#include <nlohmann/json.hpp>

#include "engine/api/region_request.h"
#include "ui/document/qt_values.h"
#include "ui/generation/advanced_form.h"
#include "ui/generation/agent_form.h"
#include "ui/generation/model_fit.h"
#include "ui/generation/seed_field.h"
#include "ui/models/model_combo.h"
#include "ui/models/model_words.h"
#include "ui/style/quiet_label.h"
#include "ui/style/section.h"
#include "ui/style/slider_field.h"
#include "ui/style/theme.h"

namespace koma::ui {

DrawingForm::DrawingForm(const Theme& theme, QWidget* parent)
    : QWidget(parent),
      model_(new ModelCombo(tr("Model"), api::ModelKind::checkpoint, this)),
      modelLabel_(new QLabel(tr("Model"), this)),
      abilities_(new QuietLabel(theme, this)),
      limits_(new QuietLabel(theme, this)),
      size_(new QuietLabel(theme, this)),
      //: how large the picture is
      sides_(new SliderField(tr("Size"), {0.25, 2, 0.05, QStringLiteral("%"), 100}, this)),
      //: noun: how many times the picture is refined
      steps_(new SliderField(tr("Steps"), {1, 150, 1, tr("steps"), 1}, this)),
      //: how strictly the model follows the prompt
      guidance_(new SliderField(tr("Guidance"), {0, 20, 0.5, QStringLiteral("×"), 1}, this)),
      //: how much everybody in the panel looks like their reference pictures
      likeness_(new SliderField(tr("Likeness"), {0, 2, 0.05, QStringLiteral("%"), 100}, this)),
      agent_(new AgentForm(theme, this)),
      seed_(new SeedField(theme, this)),
      advanced_(new AdvancedForm(theme, this)) {
  modelLabel_->setBuddy(model_);
  sides_->setUnsetText(tr("Model’s own"), 1);
  sides_->setExplanation(
      tr("Sides of the picture, of what the model draws best. Smaller is faster and takes less "
         "memory."));
  steps_->setUnsetText(tr("Model’s own"), 1);
  steps_->setExplanation(tr("More steps take longer and work out more."));
  guidance_->setUnsetText(tr("Model’s own"), 0);
  guidance_->setExplanation(tr("How strictly the model keeps to the prompt."));
  likeness_->setUnsetText(tr("Model’s own"), 1);
  auto* modelRow = new QHBoxLayout;
  modelRow->setSpacing(space::small);
  modelRow->addWidget(modelLabel_);
  modelRow->addWidget(model_, 1);
  //: settings that few need
  auto* fold = new Section(tr("Advanced"), theme, this);
  fold->body()->addWidget(advanced_);
  fold->setOpen(false);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(space::small);
  column->addLayout(modelRow);
  for (QWidget* widget : std::initializer_list<QWidget*>{abilities_, limits_, size_, sides_, steps_, guidance_,
                                                         likeness_, agent_, seed_, fold}) {
    column->addWidget(widget);
  }
  connectFields();
}

void DrawingForm::connectFields() {
  connect(model_, &ModelCombo::modelEdited, this, [this](const std::string& id) {
    settings_.model = id;
    showModel();
    emit this->edited(settings_);
  });
  connect(sides_, &SliderField::edited, this, [this] {
    settings_.size = sides_->value();
    emit this->edited(settings_);
  });
  connect(steps_, &SliderField::edited, this, [this] {
    const auto steps = steps_->value();
    settings_.steps = steps ? std::optional(int(std::lround(*steps))) : std::nullopt;
    emit this->edited(settings_);
  });
  connect(guidance_, &SliderField::edited, this, [this] {
    settings_.guidance_scale = guidance_->value();
    emit this->edited(settings_);
  });
  connect(likeness_, &SliderField::edited, this, [this] {
    settings_.character_scale = likeness_->value();
    emit this->edited(settings_);
  });
  connect(agent_, &AgentForm::edited, this, &DrawingForm::edited);
  connect(seed_, &SeedField::edited, this, [this] {
    settings_.seed = seed_->seed();
    emit this->edited(settings_);
  });
  connect(advanced_, &AdvancedForm::edited, this, &DrawingForm::edited);
}

QList<QLabel*> DrawingForm::labels() const {
  return {modelLabel_,        sides_->label(),          steps_->label(), guidance_->label(),
          likeness_->label(), agent_->scale()->label(), seed_->label()};
}

void DrawingForm::setModels(const std::vector<api::ModelEntry>& models, const manga::DrawingSettings& work) {
  models_ = models;
  work_ = work;
  //: %1 a model: the one that the whole work is drawn with
  const QString inherited = tr("As the work (%1)").arg(nameOfModel(findModel(models_, work_.model), work_.model));
  model_->setChoices(models_, nullptr, inherited);
  showModel();
}

void DrawingForm::show(const manga::Panel& panel, const QString& size) {
  settings_ = panel.settings;
  regions_ = api::has_regions(panel);
  size_->setText(size);
  sides_->setValue(settings_.size);
  steps_->setValue(settings_.steps);
  guidance_->setValue(settings_.guidance_scale);
  likeness_->setValue(settings_.character_scale);
  const manga::Take* shown = manga::accepted_take(panel);
  seed_->setSeed(settings_.seed, shown ? seedOf(*shown) : std::nullopt);
  showModel();
}

void DrawingForm::showModel() {
  model_->setModel(settings_.model);
  const std::string wanted = settings_.model.empty() ? work_.model : settings_.model;
  const api::ModelEntry* entry = findModel(models_, wanted);
  const QStringList limits =
      entry             ? limitsOf(*entry)
      : models_.empty() ? QStringList()
                        : QStringList{tr("The model “%1” is not there. Choose another one.").arg(toQt(wanted))};
  limits_->setText(limits.join(u'\n'));
  limits_->setVisible(!limits.isEmpty());
  model_->setToolTip(limits.join(u'\n'));
  abilities_->setText(entry ? abilityLine(*entry) : QString());
  abilities_->setVisible(!abilities_->text().isEmpty());
  QStringList all;
  if (entry) {
    for (const ModelAbility& ability : abilitiesOf(*entry)) all << ability.sentence;
  }
  abilities_->setToolTip(all.join(u'\n'));
  const bool references = !entry || abilitiesWith(*entry, manga::combined(work_, settings_)).characters;
  likeness_->setEnabled(references);
  likeness_->setExplanation(
      references ? tr("How strongly the references of everybody here lead the drawing, times each one’s own likeness.")
                 : tr("This model takes no reference pictures."));
  agent_->show(settings_, work_, entry);
  advanced_->show(settings_, work_, entry, regions_);
}

std::optional<std::uint64_t> seedOf(const manga::Take& take) {
  const auto recipe = nlohmann::json::parse(take.recipe, nullptr, false);
  if (!recipe.is_object() || !recipe.contains("request") || !recipe["request"].is_object()) return {};
  const auto& request = recipe["request"];
  const auto seed = request.find("seed");
  if (seed == request.end() || !seed->is_number_unsigned()) return {};
  return seed->get<std::uint64_t>();
}

}  // namespace koma::ui
