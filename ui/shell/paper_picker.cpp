// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/paper_picker.h"

#include <QHBoxLayout>
#include <QPainter>
#include <algorithm>

#include "engine/manga/paper_presets.h"
#include "ui/dialogs/paper_preview.h"
#include "ui/style/theme.h"

namespace koma::ui {
namespace {

constexpr int sheetRoom = 112;  ///< height of the tallest sheet
constexpr int cardWidth = 148;
constexpr int nameRoom = 56;  ///< two lines of name, one of size

}  // namespace

PaperCard::PaperCard(manga::Paper paper, double scale, const Theme& theme, QWidget* parent)
    : QAbstractButton(parent), paper_(std::move(paper)), scale_(scale), theme_(theme) {
  setCheckable(true);
  setFocusPolicy(Qt::StrongFocus);
  setAttribute(Qt::WA_Hover);
  setCursor(Qt::PointingHandCursor);
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
  retranslate();
}

void PaperCard::retranslate() {
  setText(paperName(paper_.preset));
  setToolTip(paperPurpose(paper_.preset));
  setAccessibleName(text() + QStringLiteral(", ") + sizeText(paper_.trim));
  setAccessibleDescription(toolTip());
  update();
}

QSize PaperCard::sizeHint() const {
  return {cardWidth, sheetRoom + nameRoom + 3 * space::medium};
}

QSize PaperCard::minimumSizeHint() const {
  return {112, sizeHint().height()};
}

void PaperCard::paintEvent(QPaintEvent*) {
  const Colours& colours = theme_.colours();
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  const QRectF card = QRectF(rect()).adjusted(1, 1, -1, -1);
  // The focus shows as a stronger line, also on the chosen card.
  const bool lively = isChecked() || hasFocus() || underMouse();
  painter.setBrush(isChecked() ? colours.accentQuiet : colours.raised);
  painter.setPen(QPen(lively ? colours.accent : colours.line, hasFocus() ? 3 : 1));
  painter.drawRoundedRect(card.adjusted(0.5, 0.5, -0.5, -0.5), 8, 8);

  const QSizeF sheet = QSizeF(paper_.trim.width + 2 * paper_.bleed, paper_.trim.height + 2 * paper_.bleed) * scale_;
  const QPointF origin((width() - sheet.width()) / 2, space::medium + sheetRoom - sheet.height());
  paintPaper(painter, paper_, origin, scale_, theme_);

  const QRectF words(space::small, sheetRoom + 2 * space::medium, width() - 2 * space::small, nameRoom);
  painter.setPen(colours.text);
  painter.setFont(theme_.font(TextRole::strong));
  const QRectF size(words.left(), words.bottom() - 18, words.width(), 18);
  painter.drawText(QRectF(words.topLeft(), QPointF(words.right(), size.top())),
                   int(Qt::AlignHCenter | Qt::AlignVCenter) | Qt::TextWordWrap, text());
  painter.setPen(colours.quietText);
  painter.setFont(theme_.font(TextRole::caption));
  painter.drawText(size, Qt::AlignCenter, sizeText(paper_.trim));
}

PaperPicker::PaperPicker(const Theme& theme, QWidget* parent) : QWidget(parent), group_(this) {
  double tallest = 1;
  for (const manga::PaperPreset& preset : manga::paper_presets())
    tallest = std::max(tallest, preset.trim.height + 2 * preset.bleed);
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(space::medium);
  for (const manga::PaperPreset& preset : manga::paper_presets()) {
    auto* card = new PaperCard(manga::paper_of(preset.id), sheetRoom / tallest, theme, this);
    group_.addButton(card);
    row->addWidget(card);
    cards_.push_back(card);
    connect(card, &PaperCard::toggled, this, [this, card](bool on) {
      if (on) emit chosen(card->paper());
    });
  }
  cards_.front()->setChecked(true);
  setFocusProxy(cards_.front());
  connect(&theme, &Theme::changed, this, [this] {
    for (PaperCard* card : cards_) card->update();
  });
}

const manga::Paper& PaperPicker::paper() const {
  return static_cast<const PaperCard*>(group_.checkedButton())->paper();
}

void PaperPicker::choose(const std::string& preset) {
  for (PaperCard* card : cards_)
    if (card->paper().preset == preset) card->setChecked(true);
}

void PaperPicker::retranslate() {
  for (PaperCard* card : cards_) card->retranslate();
}

}  // namespace koma::ui
