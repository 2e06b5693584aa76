// SPDX-License-Identifier: Apache-2.0
#include "ui/style/quiet_label.h"

#include "ui/style/theme.h"

namespace koma::ui {

QuietLabel::QuietLabel(const QString& text, const Theme& theme, QWidget* parent) : QLabel(text, parent), theme_(theme) {
  setWordWrap(true);
  setTextFormat(Qt::PlainText);
  connect(&theme_, &Theme::changed, this, &QuietLabel::restyle);
  restyle();
}

void QuietLabel::restyle() {
  setFont(theme_.font(TextRole::caption));
  QPalette colours = palette();
  colours.setColor(QPalette::WindowText, theme_.colours().quietText);
  setPalette(colours);
}

}  // namespace koma::ui
