// SPDX-License-Identifier: Apache-2.0
#include "ui/style/palettes.h"

#include <algorithm>
#include <cmath>

namespace koma::ui {
namespace {

/// What lies on the page is seen on white paper in both moods.
void setPageColours(Colours& colours) {
  colours.trimLine = QColor(0x1f, 0x7a, 0xb8);
  colours.bleedLine = QColor(0xc8, 0x3c, 0x3c);
  colours.innerLine = QColor(0x3b, 0x9c, 0xc4);
  colours.safeLine = QColor(0x4c, 0x94, 0x5f);
  colours.userGuide = QColor(0x8a, 0x4f, 0xb8);
  colours.snapLine = QColor(0xd8, 0x1e, 0x8c);
  colours.selection = QColor(0xc9, 0x44, 0x1c);
  colours.handle = QColor(0xb5, 0x3a, 0x19);
  colours.handleFill = QColor(0xff, 0xfd, 0xf8);
  colours.balloonBox = QColor(0x1d, 0x6f, 0x94);
  colours.maskTint = QColor(0xd8, 0x1e, 0x8c, 0x66);
}

double luminance(const QColor& colour) {
  const auto linear = [](double part) {
    return part <= 0.04045 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4);
  };
  return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) + 0.0722 * linear(colour.blueF());
}

}  // namespace

Colours lightColours() {
  Colours colours;
  colours.window = QColor(0xec, 0xe5, 0xd8);
  colours.panel = QColor(0xf6, 0xf1, 0xe7);
  colours.raised = QColor(0xfd, 0xfa, 0xf3);
  colours.field = QColor(0xff, 0xfd, 0xf8);
  colours.text = QColor(0x24, 0x1f, 0x19);
  colours.quietText = QColor(0x66, 0x5c, 0x4e);
  colours.disabledText = QColor(0xa3, 0x98, 0x8a);
  colours.line = QColor(0xdc, 0xd2, 0xc0);
  colours.strongLine = QColor(0x8a, 0x7e, 0x6e);
  colours.accent = QColor(0xb5, 0x3a, 0x19);
  colours.onAccent = QColor(0xff, 0xfa, 0xf3);
  colours.accentQuiet = QColor(0xf7, 0xd9, 0xcc);
  colours.good = QColor(0x2a, 0x67, 0x3e);
  colours.warning = QColor(0x7a, 0x50, 0x00);
  colours.bad = QColor(0xa8, 0x12, 0x3a);
  colours.pasteboard = QColor(0xd3, 0xc9, 0xb8);
  colours.paperShadow = QColor(0x24, 0x1f, 0x19, 0x4d);
  setPageColours(colours);
  return colours;
}

Colours darkColours() {
  Colours colours;
  colours.window = QColor(0x17, 0x15, 0x13);
  colours.panel = QColor(0x21, 0x1e, 0x1b);
  colours.raised = QColor(0x2b, 0x28, 0x24);
  colours.field = QColor(0x14, 0x12, 0x10);
  colours.text = QColor(0xf1, 0xeb, 0xe0);
  colours.quietText = QColor(0xb4, 0xaa, 0x9a);
  colours.disabledText = QColor(0x6e, 0x66, 0x5b);
  colours.line = QColor(0x3a, 0x35, 0x2e);
  colours.strongLine = QColor(0x88, 0x7e, 0x70);
  colours.accent = QColor(0xf0, 0x7f, 0x57);
  colours.onAccent = QColor(0x25, 0x10, 0x0a);
  colours.accentQuiet = QColor(0x4f, 0x2b, 0x1d);
  colours.good = QColor(0x7f, 0xca, 0x93);
  colours.warning = QColor(0xe9, 0xbb, 0x57);
  colours.bad = QColor(0xff, 0x82, 0x98);
  colours.pasteboard = QColor(0x0f, 0x0e, 0x0c);
  colours.paperShadow = QColor(0x00, 0x00, 0x00, 0x99);
  setPageColours(colours);
  return colours;
}

QPalette paletteOf(const Colours& colours) {
  QPalette palette;
  const auto set = [&](QPalette::ColorRole role, const QColor& colour, const QColor& disabled) {
    palette.setColor(QPalette::Active, role, colour);
    palette.setColor(QPalette::Inactive, role, colour);
    palette.setColor(QPalette::Disabled, role, disabled);
  };
  set(QPalette::Window, colours.panel, colours.panel);
  set(QPalette::Base, colours.field, colours.panel);
  set(QPalette::AlternateBase, colours.raised, colours.panel);
  set(QPalette::Button, colours.raised, colours.panel);
  set(QPalette::ToolTipBase, colours.raised, colours.raised);
  for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::ToolTipText})
    set(role, colours.text, colours.disabledText);
  set(QPalette::PlaceholderText, colours.quietText, colours.disabledText);
  set(QPalette::Highlight, colours.accentQuiet, colours.line);
  set(QPalette::HighlightedText, colours.text, colours.disabledText);
  set(QPalette::BrightText, colours.bad, colours.disabledText);
  set(QPalette::Link, colours.accent, colours.disabledText);
  set(QPalette::LinkVisited, colours.accent, colours.disabledText);
  set(QPalette::Light, colours.raised, colours.raised);
  set(QPalette::Midlight, colours.panel, colours.panel);
  set(QPalette::Mid, colours.line, colours.line);
  set(QPalette::Dark, colours.strongLine, colours.line);
  set(QPalette::Shadow, colours.paperShadow, colours.paperShadow);
  return palette;
}

double contrast(const QColor& a, const QColor& b) {
  const double first = luminance(a), second = luminance(b);
  return (std::max(first, second) + 0.05) / (std::min(first, second) + 0.05);
}

}  // namespace koma::ui
