// SPDX-License-Identifier: Apache-2.0
#include "ui/generation/panel_parts.h"

#include <QLocale>
#include <QVBoxLayout>

#include "ui/document/drawing_commands.h"
#include "ui/document/panel_commands.h"
#include "ui/document/picture_library.h"
#include "ui/document/qt_values.h"
#include "ui/generation/control_list.h"
#include "ui/generation/generation_service.h"
#include "ui/generation/lora_list.h"
#include "ui/generation/picture_extension.h"
#include "ui/generation/repaint_form.h"
#include "ui/models/model_words.h"
#include "ui/style/quiet_label.h"
#include "ui/style/section.h"
#include "ui/style/theme.h"

namespace koma::ui {

PanelParts::PanelParts(Document& document, GenerationService& service, PictureLibrary& pictures, const Theme& theme,
                       QWidget* parent)
    : QWidget(parent),
      document_(document),
      service_(service),
      pictures_(pictures),
      //: draw a masked part of a picture anew
      repaintSection_(new Section(tr("Repaint a part"), theme, this)),
      loraSection_(new Section(tr("LoRAs"), theme, this)),
      controlSection_(new Section(tr("Control pictures"), theme, this)),
      repaint_(new RepaintForm(theme, this)),
      loras_(new LoraList(tr("None in this panel. A LoRA adds a style or a person to the model."), theme, this)),
      workLoras_(new QuietLabel(theme, this)),
      controls_(new ControlList(document, pictures, theme, this)) {
  repaintSection_->body()->addWidget(repaint_);
  loraSection_->body()->addWidget(workLoras_);
  loraSection_->body()->addWidget(loras_);
  controlSection_->body()->addWidget(controls_);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(space::medium);
  for (Section* section : {repaintSection_, loraSection_, controlSection_}) column->addWidget(section);
  loraSection_->setOpen(false);
  controlSection_->setOpen(false);
  connectParts();
}

void PanelParts::connectParts() {
  connect(repaint_, &RepaintForm::edited, this,
          [this](const manga::RepaintSettings& repaint) { setRepaint(document_, panel_, repaint); });
  connect(repaint_, &RepaintForm::clearRequested, this, [this] { ui::setMask(document_, panel_, {}); });
  connect(repaint_, &RepaintForm::brushRequested, this, &PanelParts::brushRequested);
  connect(repaint_, &RepaintForm::invertRequested, this, [this] { emit invertRequested(panel_); });
  connect(repaint_, &RepaintForm::extendRequested, this, [this] { emit extendRequested(panel_); });
  connect(repaint_, &RepaintForm::findRequested, this,
          [this](const QString& words) { emit findRequested(panel_, words); });
  connect(loras_, &LoraList::edited, this, [this](const std::vector<manga::LoraUse>& uses) {
    const manga::Panel* panel = manga::find_panel(document_.project(), panel_);
    if (!panel) return;
    manga::DrawingSettings settings = panel->settings;
    settings.loras = uses;
    setSettings(document_, panel_, settings);
  });
  connect(loras_, &LoraList::managerRequested, this, &PanelParts::managerRequested);
  // How large the shown picture is may be known only when it has been read.
  connect(&pictures_, &PictureLibrary::ready, this, [this](const std::string& asset) {
    const manga::Panel* panel = manga::find_panel(document_.project(), panel_);
    const manga::Take* take = panel ? manga::accepted_take(*panel) : nullptr;
    if (take && take->picture == asset) show(*panel);
  });
}

void PanelParts::show(const manga::Panel& panel) {
  const bool other = panel.id != panel_;
  if (other) masked_ = false;
  panel_ = panel.id;
  const api::ModelEntry* model = service_.modelOf(panel);
  const auto size = shownPictureSize(panel, pictures_);
  const bool grown = size && hasGrown(*size, boundsOf(panel).size());
  repaintSection_->setVisible(manga::accepted_take(panel) || !panel.mask.empty());
  repaint_->show(panel, model, grown, service_.models());
  loras_->show(panel.settings.loras, service_.models(), model);
  controls_->show(panel, service_.models(), model);
  showTitles(panel);
  // Whoever has just begun to mask wants to see how it will be repainted.
  const bool masked = !panel.mask.empty(), begun = masked && !masked_;
  masked_ = masked;
  if (other || begun) repaintSection_->setOpen(masked || grown);
  if (!other) return;
  if (!panel.settings.loras.empty()) loraSection_->setOpen(true);
  if (!panel.controls.empty()) controlSection_->setOpen(true);
}

void PanelParts::showTitles(const manga::Panel& panel) {
  const int loras = int(panel.settings.loras.size()), controls = int(panel.controls.size());
  loraSection_->setTitle(loras == 0 ? tr("LoRAs") : tr("LoRAs (%1)").arg(loras));
  controlSection_->setTitle(controls == 0 ? tr("Control pictures") : tr("Control pictures (%1)").arg(controls));
  QStringList shared;
  for (const manga::LoraUse& use : document_.project().drawing.loras) {
    const QString name = nameOfModel(findModel(service_.models(), use.model, api::ModelKind::lora), use.model);
    //: a LoRA and its weight
    shared << tr("%1 (%2)").arg(name, QLocale().toString(use.weight, 'f', 2));
  }
  workLoras_->setText(tr("The whole work is drawn with %1.").arg(QLocale().createSeparatedList(shared)));
  workLoras_->setVisible(!shared.isEmpty());
}

}  // namespace koma::ui
