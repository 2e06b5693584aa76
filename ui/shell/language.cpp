// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/language.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QLocale>

#include "ui/style/resources.h"

namespace koma::ui {
namespace {

/// Qt's own Japanese misspells this key; our translations are asked first.
[[maybe_unused]] constexpr const char* keyName = QT_TRANSLATE_NOOP("QShortcut", "Backspace");

QString spokenBySystem() {
  const QLocale system = QLocale::system();
  if (system.language() == QLocale::Japanese) return QStringLiteral("ja");
  if (system.language() == QLocale::Chinese) return QStringLiteral("zh_CN");
  return QStringLiteral("en");
}

}  // namespace

Language::~Language() {
  QCoreApplication::removeTranslator(&own_);
  QCoreApplication::removeTranslator(&qt_);
}

void Language::choose(const QString& language) {
  const QString wanted = language.isEmpty() ? spokenBySystem() : language;
  if (wanted == chosen_) return;
  chosen_ = wanted;
  initResources();
  QCoreApplication::removeTranslator(&own_);
  QCoreApplication::removeTranslator(&qt_);
  QLocale::setDefault(QLocale(wanted));
  // English has a file too: it holds the plurals.
  if (qt_.load("qtbase_" + wanted, QLibraryInfo::path(QLibraryInfo::TranslationsPath))) {
    QCoreApplication::installTranslator(&qt_);
  }
  if (own_.load("komawari_" + wanted, ":/i18n")) QCoreApplication::installTranslator(&own_);
}

}  // namespace koma::ui
