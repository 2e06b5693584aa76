// SPDX-License-Identifier: Apache-2.0
#include "ui/style/plain_text.h"

#include <QRegularExpression>

namespace koma::ui {

QString plainText(QString text) {
  // Languages without Latin letters append the key in brackets.
  static const QRegularExpression appended(QStringLiteral("\\(&.\\)"));
  return text.remove(appended).remove(u'&').remove(u'…');
}

}  // namespace koma::ui
