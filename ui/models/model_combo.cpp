// SPDX-License-Identifier: Apache-2.0
#include "ui/models/model_combo.h"

#include <QSignalBlocker>
#include <QStandardItemModel>

#include "ui/document/qt_values.h"
#include "ui/models/model_words.h"
#include "ui/style/field_manners.h"

namespace koma::ui {

ModelCombo::ModelCombo(const QString& name, api::ModelKind kind, QWidget* parent) : QComboBox(parent), kind_(kind) {
  setAccessibleName(name);
  setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
  setMinimumContentsLength(8);
  wheelOnlyWhenFocused(this);
  connect(this, &QComboBox::activated, this, [this](int index) {
    const std::string id = itemData(index).toString().toStdString();
    if (id == model_) return;
    setModel(id);
    emit modelEdited(id);
  });
}

void ModelCombo::setChoices(const std::vector<api::ModelEntry>& models, const api::ModelEntry* base,
                            const QString& inherited) {
  const QSignalBlocker quiet(this);
  clear();
  shown_.clear();
  if (!inherited.isEmpty()) addItem(inherited, QString());
  for (const api::ModelEntry& entry : models) {
    if (entry.kind != kind_) continue;
    shown_.push_back(entry);
    addItem(toQt(entry.name), toQt(entry.id));
    const QString reason = kind_ == api::ModelKind::checkpoint ? limitsOf(entry).join(u'\n')
                                                               : whyUnfit(toQt(entry.name), &entry, base, true);
    setItemData(count() - 1, reason, Qt::ToolTipRole);
    const bool usable = kind_ == api::ModelKind::checkpoint ? entry.problem.empty() : reason.isEmpty();
    static_cast<QStandardItemModel*>(model())->item(count() - 1)->setEnabled(usable);
  }
  showChosen();
}

void ModelCombo::setModel(const std::string& idOrPath) {
  model_ = idOrPath;
  showChosen();
}

void ModelCombo::showChosen() {
  const QSignalBlocker quiet(this);
  const api::ModelEntry* entry = findModel(shown_, model_, kind_);
  const int index = model_.empty() || entry ? findData(entry ? toQt(entry->id) : QString()) : -1;
  setPlaceholderText(model_.empty() ? QString() : nameOfModel(entry, model_));
  setCurrentIndex(index);
}

}  // namespace koma::ui
