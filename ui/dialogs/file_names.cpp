// SPDX-License-Identifier: Apache-2.0
#include "ui/dialogs/file_names.h"

#include <QRegularExpression>

namespace koma::ui {

QString fileNameOf(const QString& title) {
  static const QRegularExpression unbearable(QStringLiteral("[/\\\\:*?\"<>|\\x00-\\x1f]"));
  QString name = title.simplified().replace(unbearable, QStringLiteral("_"));
  while (name.startsWith(u'.')) name.remove(0, 1);  // would be hidden
  // File systems count bytes, most of them to 255.
  while (name.toUtf8().size() > 200) name.chop(1);
  return name.trimmed();
}

}  // namespace koma::ui
