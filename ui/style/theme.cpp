// SPDX-License-Identifier: Apache-2.0
#include "ui/style/theme.h"

#include <QApplication>
#include <QEvent>
#include <QFile>
#include <QFontDatabase>
#include <QLocale>
#include <QRegularExpression>
#include <QStyleFactory>
#include <QToolTip>

#include "ui/style/palettes.h"
#include "ui/style/resources.h"
#include "ui/style/system_scheme.h"

namespace koma::ui {
namespace {

/// The families that have the interface's letters: the system's own and, for those who read Japanese or Chinese, one
/// with the shapes of their language first among the others.
QStringList families() {
  const QString system = QFontDatabase::systemFont(QFontDatabase::GeneralFont).family();
  const QString japanese = QStringLiteral("Noto Sans CJK JP"), chinese = QStringLiteral("Noto Sans CJK SC");
  if (QLocale().language() == QLocale::Chinese) return {chinese, system, japanese};
  if (QLocale().language() == QLocale::Japanese) return {japanese, system, chinese};
  return {system, japanese, chinese};
}

/// The style sheet with its $names replaced by colours and lengths.
QString styleSheet(const Colours& colours, bool dark) {
  QFile file(QStringLiteral(":/style/komawari.qss"));
  if (!file.open(QIODevice::ReadOnly)) return {};
  QString sheet = QString::fromUtf8(file.readAll());
  const std::initializer_list<std::pair<const char*, QColor>> names = {
      {"$window", colours.window},
      {"$panel", colours.panel},
      {"$raised", colours.raised},
      {"$field", colours.field},
      {"$text", colours.text},
      {"$quietText", colours.quietText},
      {"$disabledText", colours.disabledText},
      {"$line", colours.line},
      {"$strongLine", colours.strongLine},
      {"$accentQuiet", colours.accentQuiet},
      {"$accent", colours.accent},
      {"$onAccent", colours.onAccent},
      {"$bad", colours.bad},
  };
  for (const auto& [name, colour] : names) {
    // A whole word: "$line" is no part of "$lineOther".
    const QRegularExpression word(QRegularExpression::escape(QLatin1String(name)) + QStringLiteral("\\b"));
    sheet.replace(word, colour.name());
  }
  sheet.replace(QLatin1String("$mood"), dark ? QLatin1String("dark") : QLatin1String("light"));
  sheet.replace(QLatin1String("$radius"), QString::number(space::radius) + QStringLiteral("px"));
  return sheet;
}

}  // namespace

Theme::Theme(QApplication& application, QObject* parent) : QObject(parent), application_(application) {
  initResources();
  connect(new SystemScheme(this), &SystemScheme::changed, this, &Theme::apply);
  application_.installEventFilter(this);
  apply();
}

void Theme::choose(ThemeChoice choice) {
  if (choice == choice_) return;
  choice_ = choice;
  apply();
}

QFont Theme::font(TextRole role) const {
  constexpr double pointsPerPixel = 72.0 / 96;  // Qt scales points with the screen's dpi
  QFont font(families());
  double pixels = 13;
  switch (role) {
    case TextRole::caption:
      pixels = 11;
      break;
    case TextRole::body:
      break;
    case TextRole::strong:
      font.setWeight(QFont::DemiBold);
      break;
    case TextRole::title:
      pixels = 17;
      font.setWeight(QFont::DemiBold);
      break;
    case TextRole::display:
      pixels = 26;
      font.setWeight(QFont::Bold);
      break;
  }
  font.setPointSizeF(pixels * pointsPerPixel);
  return font;
}

void Theme::apply() {
  application_.setPalette(QPalette());  // now it is the system's
  const bool darkPalette = application_.palette().color(QPalette::Window).lightness() < 128;
  const bool systemIsDark = findChild<SystemScheme*>()->dark().value_or(darkPalette);
  dark_ = choice_ == ThemeChoice::dark || (choice_ == ThemeChoice::system && systemIsDark);
  colours_ = dark_ ? darkColours() : lightColours();
  application_.setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
  application_.setPalette(paletteOf(colours_));
  application_.setFont(font(TextRole::body));
  application_.setStyleSheet(styleSheet(colours_, dark_));
  QToolTip::setPalette(paletteOf(colours_));
  emit changed();
}

bool Theme::eventFilter(QObject* watched, QEvent* event) {
  const bool fontsMayDiffer = event->type() == QEvent::LocaleChange || event->type() == QEvent::LanguageChange;
  if (watched == &application_ && (event->type() == QEvent::ThemeChange || fontsMayDiffer)) apply();
  return QObject::eventFilter(watched, event);
}

}  // namespace koma::ui
