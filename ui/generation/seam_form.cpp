// SPDX-License-Identifier: Apache-2.0
#include "ui/generation/seam_form.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>
#include <algorithm>

#include "ui/models/model_combo.h"
#include "ui/models/model_words.h"
#include "ui/style/quiet_label.h"
#include "ui/style/slider_field.h"
#include "ui/style/theme.h"

namespace koma::ui {

SeamForm::SeamForm(const Theme& theme, QWidget* parent)
    : QWidget(parent),
      //: the network that repairs the seam of a repainted part
      restorer_(new ModelCombo(tr("Repaired by"), api::ModelKind::restorer, this)),
      //: how much of what the network makes of the seam is taken
      blend_(new SliderField(tr("Share"), {0, 1, 0.05, QStringLiteral("%"), 100}, this)),
      reason_(new QuietLabel(theme, this)) {
  restorer_->setToolTip(tr("A DiffRIR file (x1) from the model folders."));
  blend_->setResetValue(1.0);
  blend_->setExplanation(tr("How much of the repair is taken; 0 % leaves the drawing as it is."));
  auto* label = new QLabel(restorer_->accessibleName(), this);
  label->setBuddy(restorer_);
  auto* row = new QHBoxLayout;
  row->setSpacing(space::small);
  row->addWidget(label);
  row->addWidget(restorer_, 1);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(space::small);
  column->addLayout(row);
  column->addWidget(blend_);
  column->addWidget(reason_);
  connect(restorer_, &ModelCombo::modelEdited, this, [this](const std::string& id) {
    repaint_.restorer = id;
    emit edited(repaint_);
  });
  connect(blend_, &SliderField::edited, this, [this] {
    const auto value = blend_->value();
    repaint_.seam_blend = value && *value < 1 ? value : std::nullopt;
    emit edited(repaint_);
  });
}

QString SeamForm::reason() const {
  return reason_->isHidden() ? QString() : reason_->text();
}

void SeamForm::show(const manga::RepaintSettings& repaint, const std::vector<api::ModelEntry>& models) {
  repaint_ = repaint;
  setVisible(repaint.seam == "diffrir");
  // x2 and x4 enlarge; they cannot repair.
  std::vector<api::ModelEntry> restorers;
  std::ranges::copy_if(models, std::back_inserter(restorers), [](const api::ModelEntry& entry) {
    return entry.kind == api::ModelKind::restorer && entry.scale <= 1;
  });
  restorer_->setChoices(restorers);
  restorer_->setModel(repaint.restorer);
  blend_->setValue(repaint.seam_blend.value_or(1));
  const bool none = restorers.empty();
  reason_->setText(none ? tr("No DiffRIR file for seams (x1) is in the model folders. Add its folder in the model "
                             "manager.")
                        : tr("Choose the file that repairs the seam."));
  reason_->setVisible(repaint.restorer.empty());
  blend_->setEnabled(!repaint.restorer.empty());
}

}  // namespace koma::ui
