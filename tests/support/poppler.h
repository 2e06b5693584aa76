// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QProcess>
#include <QStandardPaths>
#include <QString>
#include <QStringList>

namespace koma::test {

/// True when Debian's poppler-utils are installed; tests that read PDFs back skip without them.
inline bool hasPoppler() {
  return !QStandardPaths::findExecutable(QStringLiteral("pdfinfo")).isEmpty();
}

/// Standard output of a program; what it says on standard error is appended after a line "stderr:".
inline QString outputOf(const QString& program, const QStringList& arguments) {
  QProcess process;
  process.start(program, arguments);
  process.waitForFinished(60000);
  const QString error = QString::fromUtf8(process.readAllStandardError());
  return QString::fromUtf8(process.readAllStandardOutput()) + (error.isEmpty() ? error : "\nstderr: " + error);
}

/// Characters of a PDF in the order of its content, without blanks and line ends.
inline QString textOfPdf(const QString& path) {
  QString text = outputOf(QStringLiteral("pdftotext"), {QStringLiteral("-raw"), path, QStringLiteral("-")});
  text.removeIf([](QChar c) { return c.isSpace(); });
  return text;
}

}  // namespace koma::test
