// SPDX-License-Identifier: Apache-2.0
#include <QDirIterator>
#include <QLibraryInfo>
#include <QRegularExpression>
#include <QXmlStreamReader>
#include <QtTest>
#include <set>

#include "engine/manga/panel_layout.h"
#include "ui/shell/actions.h"
#include "ui/shell/language.h"
#include "ui/shell/start_page.h"

using namespace koma;

namespace {

struct Message {
  QString context, source, comment;
  QStringList translations;  ///< one, or one for each plural form
  bool numerus = false, finished = true;

  [[nodiscard]] QString name() const {
    return QStringLiteral("%1: \"%2\"").arg(context, source) + (comment.isEmpty() ? QString() : " (" + comment + ")");
  }
};

/// The texts of a file of Qt Linguist.
QList<Message> messagesOf(const QString& path) {
  QFile file(path);
  if (!file.open(QIODevice::ReadOnly)) return {};
  QXmlStreamReader xml(&file);
  QList<Message> messages;
  QString context;
  while (xml.readNext() != QXmlStreamReader::Invalid && !xml.atEnd()) {
    if (!xml.isStartElement()) continue;
    const auto element = xml.name();
    if (element == u"name") context = xml.readElementText();
    if (element == u"message")
      messages << Message{.context = context, .numerus = xml.attributes().hasAttribute("numerus")};
    if (element == u"source") messages.last().source = xml.readElementText();
    if (element == u"comment") messages.last().comment = xml.readElementText();
    if (element == u"numerusform") messages.last().translations << xml.readElementText();
    if (element == u"translation") {
      messages.last().finished = !xml.attributes().hasAttribute("type");
      if (!messages.last().numerus) messages.last().translations << xml.readElementText();
    }
  }
  return xml.hasError() ? QList<Message>() : messages;
}

std::set<QString> placeholders(const QString& text) {
  static const QRegularExpression form(QStringLiteral("%L?(?:[1-9]|n)"));
  std::set<QString> found;
  for (const QRegularExpressionMatch& match : form.globalMatch(text)) found.insert(match.captured());
  return found;
}

/// What is wrong with a translation, or nothing.
QString faultOf(const Message& message) {
  if (!message.finished) return QStringLiteral("unfinished");
  if (message.translations.isEmpty()) return QStringLiteral("empty");
  for (const QString& translation : message.translations) {
    if (translation.isEmpty()) return QStringLiteral("empty");
    if (placeholders(translation) != placeholders(message.source)) return QStringLiteral("other placeholders");
  }
  return {};
}

QString sourceFolder() {
  return QDir::cleanPath(QStringLiteral(KOMA_RESOURCES "/.."));
}

}  // namespace

class TranslationsTest : public QObject {
  Q_OBJECT

 private:
  static void addFiles() {
    QTest::addColumn<QString>("path");
    QDirIterator files(sourceFolder() + "/translations", {"*.ts"});
    while (files.hasNext()) {
      const QString path = files.next();
      QTest::newRow(qPrintable(files.fileName())) << path;
    }
  }
  /// English speaks for itself: its file holds the plurals only.
  static bool holdsPluralsOnly(const QString& path) { return path.endsWith(QLatin1String("_en.ts")); }

 private Q_SLOTS:
  void every_text_is_translated_data() { addFiles(); }
  void every_text_is_translated();
  void no_text_is_missing_data() { addFiles(); }
  void no_text_is_missing();
  void names_that_reach_the_window_from_tables_are_texts_too_data() { addFiles(); }
  void names_that_reach_the_window_from_tables_are_texts_too();
  void a_class_finds_its_texts_in_the_chosen_language();
};

void TranslationsTest::every_text_is_translated() {
  QFETCH(QString, path);
  const QList<Message> messages = messagesOf(path);
  QVERIFY(!messages.isEmpty());
  QStringList faults;
  for (const Message& message : messages) {
    const QString fault = faultOf(message);
    if (!fault.isEmpty()) faults << message.name() + " is " + fault;
  }
  QVERIFY2(faults.isEmpty(), qPrintable('\n' + faults.join('\n')));
}

void TranslationsTest::no_text_is_missing() {
  QFETCH(QString, path);
  const QString lupdate = QStandardPaths::findExecutable(
      "lupdate",
      {QLibraryInfo::path(QLibraryInfo::BinariesPath), QLibraryInfo::path(QLibraryInfo::LibraryExecutablesPath)});
  if (lupdate.isEmpty()) QSKIP("Qt Linguist's tools are not on this machine");
  const QTemporaryDir folder;
  const QString copy = folder.filePath(QFileInfo(path).fileName());
  QVERIFY(QFile::copy(path, copy));

  QProcess process;
  process.setWorkingDirectory(sourceFolder());
  QStringList arguments = {"-silent", "-no-obsolete", "-locations", "none", "-I", "."};
  if (holdsPluralsOnly(path)) arguments << "-pluralonly";
  process.start(lupdate, arguments << "ui"
                                   << "app"
                                   << "-ts" << copy);
  QVERIFY2(process.waitForFinished() && process.exitCode() == 0, process.readAllStandardError().constData());

  std::set<QString> known;
  for (const Message& message : messagesOf(path)) known.insert(message.name());
  QStringList missing;
  for (const Message& message : messagesOf(copy)) {
    if (!known.contains(message.name())) missing << message.name();
  }
  QVERIFY2(missing.isEmpty(), qPrintable("translate after `ninja update_translations`:\n" + missing.join('\n')));
}

void TranslationsTest::names_that_reach_the_window_from_tables_are_texts_too() {
  QFETCH(QString, path);
  if (holdsPluralsOnly(path)) return;
  std::set<std::pair<QString, QString>> known;
  for (const Message& message : messagesOf(path)) known.emplace(message.context, message.source);
  const auto isText = [&](const QString& context, const char* text) {
    return !*text || known.contains({context, QString::fromUtf8(text)});
  };
  for (const manga::PageTemplate& one : manga::page_templates()) QVERIFY2(isText("PageTemplates", one.name), one.name);
  for (const ui::ActionSpec& spec : ui::Actions::specs()) {
    QVERIFY2(isText("Actions", spec.text), spec.id);
    QVERIFY2(isText("Actions", spec.hint), spec.id);
  }
}

void TranslationsTest::a_class_finds_its_texts_in_the_chosen_language() {
  ui::Language language;
  language.choose("ja");
  QCOMPARE(ui::StartPage::tr("New work"), QStringLiteral("新規作品"));
  language.choose("en");
  QCOMPARE(ui::StartPage::tr("New work"), QStringLiteral("New work"));
}

QTEST_MAIN(TranslationsTest)
#include "translations_test.moc"
