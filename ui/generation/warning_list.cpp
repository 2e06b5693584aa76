// SPDX-License-Identifier: Apache-2.0
#include "ui/generation/warning_list.h"

#include <QCoreApplication>
#include <QGridLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include "ui/document/qt_values.h"
#include "ui/style/sign_label.h"
#include "ui/style/theme.h"

namespace koma::ui {
namespace {

using api::PanelFlaw;

/// The texts' home.
class WarningWords {
  Q_DECLARE_TR_FUNCTIONS(koma::ui::WarningList)
 public:
  static QString sentence(const api::PanelWarning& warning) {
    const QString who = name(warning);
    switch (warning.flaw) {
      case PanelFlaw::not_in_cast:
        return tr("A box is for somebody who has left the cast. The panel cannot be drawn with it.");
      case PanelFlaw::no_area:
        return tr("%1 is left out: the box has no area.").arg(who);
      case PanelFlaw::outside:
        return tr("%1 is left out: the box lies beside the panel.").arg(who);
      case PanelFlaw::surplus_character:
        return tr("%1 is left out: the model draws %n character(s) in a panel. Only the description joins the prompt.",
                  nullptr, warning.most)
            .arg(who);
      case PanelFlaw::missing_picture:
        return tr("Reference picture %1 of %2 is missing or damaged. The panel cannot be drawn with it.")
            .arg(warning.number)
            .arg(who);
      case PanelFlaw::no_reference:
        return tr("%1 has no reference picture. The model makes up the looks.").arg(who);
      case PanelFlaw::surplus_dialog:
        return tr("The model leaves room for %n balloon(s) in a panel. “%1” may cover the drawing.", nullptr,
                  warning.most)
            .arg(who);
      case PanelFlaw::wordless_region:
        return tr("Region %1 has no words. Its part hears the panel’s prompt.").arg(warning.region + 1);
      case PanelFlaw::no_base_prompt:
        return tr("The regions leave a part of the panel free, but no prompt says what is there. It cannot be drawn.");
    }
    return {};
  }
  static QString remedy(const api::PanelWarning& warning) {
    switch (warning.flaw) {
      case PanelFlaw::no_area:
      case PanelFlaw::outside:
        return tr("Place it anew");
      case PanelFlaw::missing_picture:
      case PanelFlaw::no_reference:
        return tr("Show in the cast");
      case PanelFlaw::surplus_dialog:
        return tr("Select the balloon");
      case PanelFlaw::wordless_region:
        return tr("Write its prompt");
      case PanelFlaw::no_base_prompt:
        return tr("Write the panel’s prompt");
      case PanelFlaw::not_in_cast:
      case PanelFlaw::surplus_character:
        break;
    }
    return tr("Take out of the panel");
  }
  static QString failure(const QString& sentence) {
    //: %1 the engine's sentence
    return tr("Drawing failed, and the picture is as before: %1").arg(sentence);
  }

 private:
  static QString name(const api::PanelWarning& warning) {
    constexpr int longest = 40;
    QString name = toQt(warning.name).simplified();
    if (name.size() > longest) name = name.left(longest) + u'…';
    if (!name.isEmpty()) return name;
    return warning.flaw == PanelFlaw::surplus_dialog ? tr("A balloon without text") : tr("Somebody without a name");
  }
};

}  // namespace

WarningList::WarningList(const Theme& theme, QWidget* parent)
    : QWidget(parent), theme_(theme), column_(new QVBoxLayout(this)) {
  column_->setContentsMargins(0, 0, 0, 0);
  column_->setSpacing(space::small);
  setAccessibleName(tr("Warnings"));
  setVisible(false);
}

void WarningList::show(const std::vector<api::PanelWarning>& warnings, const QString& failure) {
  // A button that is pressed just now must outlive its click, and the rows of a panel seldom change.
  if (warnings == warnings_ && failure == failure_) return;
  warnings_ = warnings;
  failure_ = failure;
  sentences_.clear();
  while (QLayoutItem* item = column_->takeAt(0)) {
    item->widget()->hide();
    item->widget()->deleteLater();
    delete item;
  }
  if (!failure.isEmpty()) addRow({WarningWords::failure(failure), {}, {}});
  for (const api::PanelWarning& warning : warnings)
    addRow({WarningWords::sentence(warning), WarningWords::remedy(warning), warning});
  setVisible(!sentences_.isEmpty());
}

void WarningList::addRow(const Row& row) {
  sentences_ << row.sentence;
  auto* line = new QWidget(this);
  auto* grid = new QGridLayout(line);
  grid->setContentsMargins(0, 0, 0, 0);
  grid->setHorizontalSpacing(space::small);
  grid->setVerticalSpacing(space::tight);
  grid->setColumnStretch(1, 1);
  const bool failed = row.remedy.isEmpty();
  auto* sign = new SignLabel(failed ? QStringLiteral("error") : QStringLiteral("warning"), theme_, line, space::large);
  auto* text = new QLabel(row.sentence, line);
  text->setTextFormat(Qt::PlainText);
  text->setWordWrap(true);
  grid->addWidget(sign, 0, 0, Qt::AlignTop);
  grid->addWidget(text, 0, 1);
  if (!failed) {
    auto* remedy = new QPushButton(row.remedy, line);
    remedy->setAccessibleDescription(row.sentence);
    connect(remedy, &QPushButton::clicked, this, [this, warning = row.warning] { emit remedyWanted(warning); });
    grid->addWidget(remedy, 1, 1, Qt::AlignLeft);
  }
  column_->addWidget(line);
  line->show();  // a layout would only do so with the next event
}

}  // namespace koma::ui
