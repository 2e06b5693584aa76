// SPDX-License-Identifier: Apache-2.0
#include "ui/generation/repaint_form.h"

#include <QHBoxLayout>
#include <QKeySequence>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>
#include <cmath>

#include "ui/document/qt_values.h"
#include "ui/generation/drawing_words.h"
#include "ui/generation/seam_form.h"
#include "ui/style/field_manners.h"
#include "ui/style/flow_layout.h"
#include "ui/style/icons.h"
#include "ui/style/quiet_label.h"
#include "ui/style/slider_field.h"
#include "ui/style/theme.h"

namespace koma::ui {
namespace {

constexpr int mostOnSlider = 256, mostPixels = 2048;

SliderRange pixelRange() {
  return {.least = 0, .most = mostOnSlider, .step = 4, .unit = QStringLiteral("px"), .mostTyped = mostPixels};
}

}  // namespace

RepaintForm::RepaintForm(const Theme& theme, QWidget* parent)
    : QWidget(parent),
      //: how much of what is under the mask is drawn anew
      strength_(new SliderField(tr("Strength"), {0, 1, 0.05, QStringLiteral("%"), 100}, this)),
      //: how much around the mask the model sees
      context_(new SliderField(tr("Surroundings"), pixelRange(), this)),
      feather_(new SliderField(tr("Soft edge"), pixelRange(), this)),
      //: what the masked part is filled with before it is drawn anew
      prefill_(new WordCombo(tr("Start from"), prefillWords(), false, this)),
      seam_(new WordCombo(tr("Seam"), seamWords(), false, this)),
      seamForm_(new SeamForm(theme, this)),
      brush_(new QPushButton(tr("Mask brush"), this)),
      invert_(new QPushButton(tr("Invert"), this)),
      clear_(new QPushButton(tr("Clear mask"), this)),
      extend_(new QPushButton(tr("Extend the picture"), this)),
      words_(new QLineEdit(this)),
      //: look for the part of the picture that words mean, and mask it
      find_(new QPushButton(tr("Mask it"), this)),
      sentence_(new QuietLabel(theme, this)),
      grown_(new QuietLabel(tr("The panel has grown beyond its picture, which is cut to cover it."), theme, this)),
      fields_(makeFields(theme)) {
  auto* buttons = new FlowLayout(nullptr, space::small);
  for (QPushButton* button : {brush_, invert_, clear_}) buttons->addWidget(button);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(space::small);
  column->addWidget(sentence_);
  column->addWidget(fields_);
  column->addLayout(buttons);
  column->addLayout(makeSearch());
  column->addWidget(grown_);
  column->addWidget(extend_, 0, Qt::AlignLeft);
  connectFields();
}

QWidget* RepaintForm::makeFields(const Theme& theme) {
  brush_->setIcon(icon(QStringLiteral("mask"), theme));
  const auto keys = [](QKeyCombination keys) { return QKeySequence(keys).toString(QKeySequence::NativeText); };
  brush_->setToolTip(tr("Paint what is to be drawn anew (%1)").arg(keys(Qt::Key_B)));
  invert_->setToolTip(
      tr("Draw anew what is not masked, and keep what is (%1)").arg(keys(Qt::CTRL | Qt::SHIFT | Qt::Key_I)));
  clear_->setToolTip(tr("Draw the whole panel again (%1)").arg(keys(Qt::CTRL | Qt::Key_Backspace)));
  extend_->setIcon(icon(QStringLiteral("fit-panel"), theme));
  extend_->setToolTip(tr("Keeps the whole picture and draws what the frame shows beyond it"));
  strength_->setResetValue(manga::RepaintSettings::usual_strength);
  strength_->setExplanation(tr("100 % keeps nothing under the mask; less follows what was there."));
  context_->setUnsetText(tr("Automatic"), 0);
  context_->setExplanation(tr("How far around the mask the model looks."));
  feather_->setUnsetText(tr("Automatic"), 0);
  feather_->setExplanation(tr("Over which distance new and old run into each other."));
  prefill_->setToolTip(tr("What the masked part is filled with before it is drawn anew."));
  seam_->setToolTip(tr("What is done where new and old meet."));
  auto* fields = new QWidget(this);
  auto* column = new QVBoxLayout(fields);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(space::small);
  QList<QLabel*> labels;
  for (SliderField* field : {strength_, context_, feather_}) {
    labels << field->label();
    column->addWidget(field);
  }
  for (WordCombo* combo : {prefill_, seam_}) {
    auto* label = new QLabel(combo->accessibleName(), fields);
    label->setBuddy(combo);
    labels << label;
    auto* row = new QHBoxLayout;
    row->setSpacing(space::small);
    row->addWidget(label);
    row->addWidget(combo, 1);
    column->addLayout(row);
  }
  alignLabels(labels);
  column->addWidget(seamForm_);
  return fields;
}

QLayout* RepaintForm::makeSearch() {
  //: words that say which part of the picture is to be masked
  words_->setPlaceholderText(tr("Mask by words: her hat"));
  words_->setAccessibleName(tr("Mask by words"));
  words_->setToolTip(
      tr("The model looks where it sees these words in the picture and masks that place. Paint on it with "
         "the brush, or undo it."));
  words_->setClearButtonEnabled(true);
  find_->setToolTip(words_->toolTip());
  auto* row = new QHBoxLayout;
  row->setSpacing(space::small);
  row->addWidget(words_, 1);
  row->addWidget(find_);
  return row;
}

void RepaintForm::connectFields() {
  const auto pixels = [this](SliderField* field, std::optional<int> manga::RepaintSettings::*target) {
    connect(field, &SliderField::edited, this, [this, field, target] {
      const auto value = field->value();
      repaint_.*target = value ? std::optional(int(std::lround(*value))) : std::nullopt;
      emit this->edited(repaint_);
    });
  };
  const auto word = [this](WordCombo* combo, std::string manga::RepaintSettings::*target) {
    connect(combo, &WordCombo::wordEdited, this, [this, target](const std::string& text) {
      repaint_.*target = text;
      emit this->edited(repaint_);
    });
  };
  connect(strength_, &SliderField::edited, this, [this] {
    repaint_.strength = strength_->value().value_or(manga::RepaintSettings::usual_strength);
    emit this->edited(repaint_);
  });
  pixels(context_, &manga::RepaintSettings::context);
  pixels(feather_, &manga::RepaintSettings::feather);
  word(prefill_, &manga::RepaintSettings::prefill);
  word(seam_, &manga::RepaintSettings::seam);
  connect(seamForm_, &SeamForm::edited, this, &RepaintForm::edited);
  connect(brush_, &QPushButton::clicked, this, &RepaintForm::brushRequested);
  connect(invert_, &QPushButton::clicked, this, &RepaintForm::invertRequested);
  connect(clear_, &QPushButton::clicked, this, &RepaintForm::clearRequested);
  connect(extend_, &QPushButton::clicked, this, &RepaintForm::extendRequested);
  const auto find = [this] {
    if (!words_->text().trimmed().isEmpty()) emit findRequested(words_->text().trimmed());
  };
  connect(find_, &QPushButton::clicked, this, find);
  connect(words_, &QLineEdit::returnPressed, this, find);
  connect(words_, &QLineEdit::textChanged, this,
          [this](const QString& text) { find_->setEnabled(words_->isEnabled() && !text.trimmed().isEmpty()); });
}

void RepaintForm::show(const manga::Panel& panel, const api::ModelEntry* model, bool grown,
                       const std::vector<api::ModelEntry>& models) {
  repaint_ = panel.repaint;
  seamForm_->show(repaint_, models);
  strength_->setValue(repaint_.strength);
  context_->setValue(repaint_.context);
  feather_->setValue(repaint_.feather);
  prefill_->setWord(repaint_.prefill);
  seam_->setWord(repaint_.seam);
  const bool can = !model || model->abilities.repaints, masked = !panel.mask.empty();
  const bool picture = manga::accepted_take(panel) != nullptr;
  const QString paint = tr("Paint over what is to be drawn anew; the rest of the picture stays as it is.");
  const QString noPicture = tr("This panel has no picture yet. The mask counts when it has one.");
  const QString cannot = tr("“%1” cannot repaint a part. Choose another model, or clear the mask to draw it all.");
  sentence_->setText(!can ? cannot.arg(toQt(model->name)) : masked && !picture ? noPicture : paint);
  sentence_->setVisible(!can || !masked || !picture);
  fields_->setVisible(masked && picture);
  fields_->setEnabled(can);
  brush_->setEnabled(can);
  words_->setVisible(picture);
  find_->setVisible(picture);
  words_->setEnabled(can);
  find_->setEnabled(can && !words_->text().trimmed().isEmpty());
  invert_->setVisible(masked);
  clear_->setVisible(masked);
  extend_->setVisible(grown && picture);
  extend_->setEnabled(can);
  grown_->setVisible(grown && picture);
}

}  // namespace koma::ui
