// SPDX-License-Identifier: Apache-2.0
#include "ui/dialogs/setting_rows.h"

#include <QCheckBox>
#include <QGridLayout>
#include <QLabel>

#include "ui/style/plain_text.h"
#include "ui/style/theme.h"

namespace koma::ui {

SettingRows::SettingRows(const Theme& theme, QWidget* parent)
    : QWidget(parent), theme_(theme), grid_(new QGridLayout(this)) {
  grid_->setContentsMargins(0, 0, 0, 0);
  grid_->setHorizontalSpacing(space::large);
  grid_->setVerticalSpacing(space::tight);
  grid_->setColumnStretch(1, 1);
}

void SettingRows::addTitle(const QString& text) {
  auto* title = new QLabel(text, this);
  title->setFont(theme_.font(TextRole::title));
  title->setContentsMargins(0, row_ == 0 ? 0 : space::wide, 0, space::tight);
  grid_->addWidget(title, row_++, 0, 1, 2);
}

void SettingRows::addRow(const QString& name, QWidget* field, const QString& sentence) {
  auto* label = new QLabel(name, this);
  label->setBuddy(field);
  field->setAccessibleName(plainText(name));
  field->setAccessibleDescription(sentence);
  field->setMinimumWidth(220);
  grid_->addWidget(label, row_, 0);
  grid_->addWidget(field, row_++, 1, Qt::AlignLeft);
  addSentence(sentence);
}

void SettingRows::addCheck(QCheckBox* check, const QString& sentence) {
  check->setAccessibleDescription(sentence);
  grid_->addWidget(check, row_++, 1);
  addSentence(sentence);
}

void SettingRows::addText(const QString& sentence) {
  addSentence(sentence);
}

void SettingRows::addSentence(const QString& sentence) {
  auto* label = new QLabel(sentence, this);
  label->setWordWrap(true);
  label->setProperty("quiet", true);
  label->setFont(theme_.font(TextRole::caption));
  label->setContentsMargins(0, 0, 0, space::small);
  grid_->addWidget(label, row_++, 1);
}

}  // namespace koma::ui
