// SPDX-License-Identifier: Apache-2.0
#include "ui/generation/drawing_form.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QStandardItemModel>
#include <QVBoxLayout>
#include <algorithm>
#include <nlohmann/json.hpp>

#include "ui/generation/seed_field.h"
#include "ui/style/field_manners.h"
#include "ui/style/quiet_label.h"
#include "ui/style/slider_field.h"
#include "ui/style/theme.h"

namespace koma::ui {

DrawingForm::DrawingForm(const Theme& theme, QWidget* parent)
    : QWidget(parent),
      model_(new QComboBox(this)),
      modelLabel_(new QLabel(tr("Model"), this)),
      limits_(new QuietLabel(theme, this)),
      size_(new QuietLabel(theme, this)),
      //: noun: how many times the picture is refined
      steps_(new SliderField(tr("Steps"), {1, 150, 1, tr("steps"), 1}, this)),
      //: how strictly the model follows the prompt
      guidance_(new SliderField(tr("Guidance"), {0, 20, 0.5, QStringLiteral("×"), 1}, this)),
      seed_(new SeedField(theme, this)) {
  modelLabel_->setBuddy(model_);
  model_->setAccessibleName(modelLabel_->text());
  model_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
  model_->setMinimumContentsLength(8);
  wheelOnlyWhenFocused(model_);
  steps_->setUnsetText(tr("Model’s own"), 1);
  steps_->setExplanation(tr("More steps take longer and work out more."));
  guidance_->setUnsetText(tr("Model’s own"), 0);
  guidance_->setExplanation(tr("How strictly the model keeps to the prompt."));
  auto* modelRow = new QHBoxLayout;
  modelRow->setSpacing(space::small);
  modelRow->addWidget(modelLabel_);
  modelRow->addWidget(model_, 1);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(space::small);
  column->addLayout(modelRow);
  for (QWidget* widget : {static_cast<QWidget*>(limits_), static_cast<QWidget*>(size_), static_cast<QWidget*>(steps_),
                          static_cast<QWidget*>(guidance_), static_cast<QWidget*>(seed_)}) {
    column->addWidget(widget);
  }
  connect(model_, &QComboBox::activated, this, [this](int index) {
    settings_.model = model_->itemData(index).toString().toStdString();
    showModel();
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
  connect(seed_, &SeedField::edited, this, [this] {
    settings_.seed = seed_->seed();
    emit this->edited(settings_);
  });
}

QList<QLabel*> DrawingForm::labels() const {
  return {modelLabel_, steps_->label(), guidance_->label(), seed_->label()};
}

void DrawingForm::setModels(const std::vector<api::ModelEntry>& models) {
  models_ = models;
  const QSignalBlocker quiet(model_);
  model_->clear();
  for (const api::ModelEntry& model : models_) {
    model_->addItem(QString::fromStdString(model.name), QString::fromStdString(model.id));
    const int row = model_->count() - 1;
    const QStringList limits = limitsOf(model);
    model_->setItemData(row, limits.join(u'\n'), Qt::ToolTipRole);
    if (!model.problem.empty()) {
      static_cast<QStandardItemModel*>(model_->model())->item(row)->setEnabled(false);
    }
  }
  showModel();
}

void DrawingForm::show(const manga::Panel& panel, const QString& size) {
  settings_ = panel.settings;
  size_->setText(size);
  steps_->setValue(settings_.steps);
  guidance_->setValue(settings_.guidance_scale);
  const manga::Take* shown = manga::accepted_take(panel);
  seed_->setSeed(settings_.seed, shown ? seedOf(*shown) : std::nullopt);
  showModel();
}

void DrawingForm::showModel() {
  const QSignalBlocker quiet(model_);
  const QString id = QString::fromStdString(settings_.model);
  int index = model_->findData(id);
  const auto found = std::ranges::find(models_, settings_.model, &api::ModelEntry::id);
  // A model that is not here keeps its name: the project may come from another machine.
  if (index < 0) model_->setPlaceholderText(id);
  model_->setCurrentIndex(index);
  const QStringList limits = found != models_.end() ? limitsOf(*found)
                             : models_.empty()
                                 ? QStringList()
                                 : QStringList{tr("The model “%1” is not there. Choose another one.").arg(id)};
  limits_->setText(limits.join(u'\n'));
  limits_->setVisible(!limits.isEmpty());
  model_->setToolTip(limits.join(u'\n'));
}

QStringList limitsOf(const api::ModelEntry& model) {
  if (!model.problem.empty()) {
    return {DrawingForm::tr("“%1” cannot be used: %2")
                .arg(QString::fromStdString(model.name), QString::fromStdString(model.problem))};
  }
  QStringList limits;
  if (!model.abilities.characters) limits << DrawingForm::tr("Takes no reference pictures of characters.");
  if (!model.abilities.dialog_boxes) limits << DrawingForm::tr("Leaves no room for balloons.");
  if (!model.abilities.controls) limits << DrawingForm::tr("Takes expression, pose and shot from the prompt only.");
  if (!model.abilities.negative_prompt) limits << DrawingForm::tr("Takes no negative prompt.");
  return limits;
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
