// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>
#include <QTranslator>

namespace koma::ui {

/// The language of the interface, from the translations that are linked into the program. Widgets hear of a change as
/// QEvent::LanguageChange. One per application.
class Language : public QObject {
  Q_OBJECT
 public:
  using QObject::QObject;
  ~Language() override;

  /// "en", "ja", "zh_CN"; empty follows the system, and English stands in for every other language.
  void choose(const QString& language);

 private:
  QTranslator own_, qt_;
  QString chosen_;
};

}  // namespace koma::ui
