// SPDX-License-Identifier: Apache-2.0
#include "ui/models/model_card.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>
#include <cmath>

#include "ui/document/qt_values.h"
#include "ui/models/model_words.h"
#include "ui/style/icons.h"
#include "ui/style/theme.h"

namespace koma::ui {
namespace {

QLabel* line(const QString& text, const QFont& font, const QColor& colour, QWidget* parent) {
  auto* label = new QLabel(text, parent);
  label->setTextFormat(Qt::PlainText);
  label->setWordWrap(true);
  label->setFont(font);
  QPalette palette = label->palette();
  palette.setColor(QPalette::WindowText, colour);
  label->setPalette(palette);
  return label;
}

}  // namespace

ModelCard::ModelCard(const api::ModelEntry& model, bool loaded, const Theme& theme, QWidget* parent)
    : QFrame(parent), theme_(theme) {
  setProperty("card", true);
  const Colours& colours = theme_.colours();
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(space::medium, space::small, space::medium, space::medium);
  column->setSpacing(space::tight);
  auto* head = new QHBoxLayout;
  head->addWidget(line(toQt(model.name), theme_.font(TextRole::strong), colours.text, this), 1);
  if (loaded) {
    head->addWidget(line(tr("Loaded"), theme_.font(TextRole::caption), colours.good, this), 0, Qt::AlignTop);
  }
  column->addLayout(head);
  const QFont small = theme_.font(TextRole::caption);
  if (!model.problem.empty()) {
    auto* row = new QHBoxLayout;
    auto* sign = new QLabel(this);
    sign->setPixmap(icon(QStringLiteral("warning"), theme_).pixmap(QSize(space::large, space::large)));
    row->addWidget(sign, 0, Qt::AlignTop);
    //: %1 is the reason in the engine's words
    row->addWidget(line(tr("Cannot be used: %1").arg(toQt(model.problem)), small, colours.bad, this), 1);
    column->addLayout(row);
    return;
  }
  const int side = int(std::lround(std::sqrt(double(model.native_area))));
  const QString size = tr("Pictures of about %1 × %1 px").arg(side);
  //: %1 a family of models as "sdxl", %2 the size of its pictures
  const QString kind = model.family.empty() ? size : tr("%1. %2").arg(familyName(model.family), size);
  column->addWidget(line(kind, small, colours.quietText, this));
  for (const ModelAbility& ability : abilitiesOf(model)) addAbility(ability.can, ability.sentence);
}

void ModelCard::addAbility(bool can, const QString& sentence) {
  auto* row = new QHBoxLayout;
  row->setSpacing(space::small);
  auto* sign = new QLabel(this);
  sign->setPixmap(icon(can ? QStringLiteral("check") : QStringLiteral("cross"), theme_)
                      .pixmap(QSize(space::large, space::large), can ? QIcon::Normal : QIcon::Disabled));
  row->addWidget(sign, 0, Qt::AlignTop);
  const Colours& colours = theme_.colours();
  row->addWidget(line(sentence, theme_.font(TextRole::body), can ? colours.text : colours.quietText, this), 1);
  static_cast<QVBoxLayout*>(layout())->addLayout(row);
}

}  // namespace koma::ui
