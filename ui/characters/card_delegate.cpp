// SPDX-License-Identifier: Apache-2.0
#include "ui/characters/card_delegate.h"

#include <QFontMetrics>
#include <QLineEdit>
#include <QPainter>
#include <algorithm>

#include "ui/characters/cast_model.h"
#include "ui/characters/reference_painter.h"
#include "ui/document/qt_values.h"
#include "ui/style/theme.h"

namespace koma::ui {
namespace {

constexpr int portrait = 72, miniature = 22, stripe = 4;

QRect cardRect(const QRect& item) {
  return item.adjusted(space::tight, space::hair, -space::tight, -space::hair);
}

QRect portraitRect(const QRect& card) {
  return {card.left() + stripe + space::small, card.top() + (card.height() - portrait) / 2, portrait, portrait};
}

QRect textRect(const QRect& card) {
  QRect text = card.adjusted(0, space::small, -space::small, -space::small);
  text.setLeft(portraitRect(card).right() + space::medium);
  return text;
}

}  // namespace

CardDelegate::CardDelegate(PictureLibrary& pictures, const Theme& theme, QObject* parent)
    : QStyledItemDelegate(parent), pictures_(pictures), theme_(theme) {}

QSize CardDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const {
  const int lines = QFontMetrics(theme_.font(TextRole::strong)).height() +
                    QFontMetrics(theme_.font(TextRole::caption)).height() + miniature + 2 * space::tight;
  return {portrait + 12 * space::large, std::max(portrait, lines) + 2 * space::small + 2 * space::hair};
}

QRect CardDelegate::nameRect(const QRect& card) const {
  QRect name = textRect(card);
  name.setHeight(QFontMetrics(theme_.font(TextRole::strong)).height());
  return name;
}

void CardDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
  const auto* model = qobject_cast<const CastModel*>(index.model());
  const manga::Character* character = model ? model->characterAt(index) : nullptr;
  if (!character) return;
  const Colours& colours = theme_.colours();
  const QRect card = cardRect(option.rect);
  const bool chosen = option.state.testFlag(QStyle::State_Selected);
  painter->save();
  painter->setRenderHint(QPainter::Antialiasing);
  painter->setPen(QPen(chosen ? colours.accent : colours.line, chosen ? 1.5 : 1));
  painter->setBrush(chosen ? colours.accentQuiet : colours.raised);
  painter->drawRoundedRect(QRectF(card).adjusted(0.5, 0.5, -0.5, -0.5), space::radius, space::radius);
  painter->setPen(Qt::NoPen);
  painter->setBrush(colourOf(*character));
  painter->drawRoundedRect(QRect(card.left() + space::tight, portraitRect(card).top(), stripe, portrait), stripe / 2.0,
                           stripe / 2.0);
  paintPortrait(*painter, portraitRect(card), pictures_, *character, theme_);

  const auto line = [&](const QRect& place, const QFont& font, const QColor& colour, const QString& text) {
    painter->setFont(font);
    painter->setPen(colour);
    painter->drawText(place, Qt::AlignLeft | Qt::AlignVCenter,
                      QFontMetrics(font).elidedText(text, Qt::ElideRight, place.width()));
  };
  QRect place = nameRect(card);
  line(place, theme_.font(TextRole::strong), colours.text, index.data(Qt::DisplayRole).toString());
  const QFont caption = theme_.font(TextRole::caption);
  place.moveTop(place.bottom() + space::hair);
  place.setHeight(QFontMetrics(caption).height());
  line(place, caption, colours.quietText, toQt(character->description).simplified());

  QRect mini(place.left(), textRect(card).bottom() - miniature + 1, miniature, miniature);
  const QString strength = tr("Strength %1 %").arg(qRound(character->strength * 100));
  const int wide = character->strength == 1 ? 0 : QFontMetrics(caption).horizontalAdvance(strength) + space::small;
  for (std::size_t i = 1; i < character->references.size(); ++i) {
    if (mini.right() + miniature > textRect(card).right() - wide) {
      line(mini, caption, colours.quietText, tr("+%1").arg(character->references.size() - i));
      break;
    }
    paintReference(*painter, mini, pictures_, character->references[i], theme_);
    mini.translate(miniature + space::tight, 0);
  }
  if (wide > 0) {
    painter->setFont(caption);
    painter->setPen(colours.quietText);
    painter->drawText(QRect(mini.left(), mini.top(), textRect(card).right() - mini.left(), miniature),
                      Qt::AlignRight | Qt::AlignVCenter, strength);
  }
  painter->restore();
}

QWidget* CardDelegate::createEditor(QWidget* parent, const QStyleOptionViewItem&, const QModelIndex&) const {
  auto* editor = new QLineEdit(parent);
  editor->setAccessibleName(tr("Name"));
  return editor;
}

void CardDelegate::updateEditorGeometry(QWidget* editor, const QStyleOptionViewItem& option, const QModelIndex&) const {
  QRect place = nameRect(cardRect(option.rect));
  const int missing = editor->sizeHint().height() - place.height();
  place.adjust(-space::tight, -missing / 2, 0, missing - missing / 2);
  editor->setGeometry(place.intersected(option.rect));
}

}  // namespace koma::ui
