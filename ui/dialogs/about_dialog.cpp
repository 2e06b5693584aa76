// SPDX-License-Identifier: Apache-2.0
#include "ui/dialogs/about_dialog.h"

#include <QCoreApplication>
#include <QFile>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QRegularExpression>
#include <QTabWidget>
#include <QTextBrowser>
#include <QTextTable>

#include "ui/style/resources.h"
#include "ui/style/sign_label.h"
#include "ui/style/theme.h"

namespace koma::ui {
namespace {

QString textOf(const QString& name) {
  QFile file(QStringLiteral(":/about/") + name);
  return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

/// Pictures and links of a repository's page lead nowhere here; their words stay.
QString withoutLinks(QString markdown) {
  static const QRegularExpression picture(QStringLiteral("!\\[[^\\]]*\\]\\([^)]*\\)"));
  static const QRegularExpression link(QStringLiteral("\\[([^\\]]*)\\]\\((?!https?:)[^)]*\\)"));
  return markdown.remove(picture).replace(link, QStringLiteral("\\1"));
}

/// A line under each row is enough; Qt draws boxes in boxes.
void calmTables(QTextDocument& document, const QColor& line) {
  for (QTextFrame* frame : document.rootFrame()->childFrames()) {
    auto* table = qobject_cast<QTextTable*>(frame);
    if (!table) continue;
    QTextTableFormat format = table->format();
    format.setBorder(0);
    format.setCellSpacing(0);
    format.setCellPadding(space::tight);
    format.setWidth(QTextLength(QTextLength::PercentageLength, 100));
    table->setFormat(format);
    for (int row = 0; row < table->rows(); ++row) {
      for (int column = 0; column < table->columns(); ++column) {
        QTextTableCell cell = table->cellAt(row, column);
        QTextTableCellFormat lined = cell.format().toTableCellFormat();
        lined.setBottomBorder(1);
        lined.setBottomBorderStyle(QTextFrameFormat::BorderStyle_Solid);
        lined.setBottomBorderBrush(line);
        cell.setFormat(lined);
      }
    }
  }
}

}  // namespace

AboutDialog::AboutDialog(const Theme& theme, QWidget* parent) : QDialog(parent), theme_(theme) {
  initResources();
  setWindowTitle(tr("About Komawari"));
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(space::wide, space::wide, space::wide, space::large);
  column->setSpacing(space::large);
  column->addWidget(buildHead());
  auto* tabs = new QTabWidget(this);
  tabs->addTab(page(QStringLiteral("dependencies.md"), tr("Komawari stands on the work of others:")), tr("Built with"));
  tabs->addTab(page(QStringLiteral("LICENSE"), tr("Komawari itself is free software under the Apache License 2.0:")),
               tr("Licence"));
  tabs->addTab(page(QStringLiteral("OFL.txt"),
                    tr("The fonts for dialogue may be embedded in any book, under the SIL Open Font License 1.1:")),
               tr("Fonts"));
  //: "mini" is the name of the embedded model.
  tabs->addTab(page(QStringLiteral("mini.md"), tr("What the embedded model can and cannot do:")), tr("The model mini"));
  column->addWidget(tabs, 1);
  auto* close = new QPushButton(tr("&Close"), this);
  close->setDefault(true);
  connect(close, &QPushButton::clicked, this, &QDialog::accept);
  column->addWidget(close, 0, Qt::AlignRight);
  resize(860, 640);
}

QWidget* AboutDialog::buildHead() {
  auto* head = new QWidget(this);
  auto* row = new QHBoxLayout(head);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(space::large);
  row->addWidget(new SignLabel(QStringLiteral("komawari"), theme_, head, 64));
  auto* words = new QVBoxLayout;
  words->setSpacing(space::hair);
  auto* name = new QLabel(QStringLiteral("Komawari"), head);
  name->setFont(theme_.font(TextRole::display));
  auto* version = new QLabel(tr("Version %1").arg(QCoreApplication::applicationVersion()), head);
  version->setProperty("quiet", true);
  version->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
  auto* promise = new QLabel(tr("A manga studio that works offline: nothing you draw leaves this machine."), head);
  promise->setWordWrap(true);
  words->addWidget(name);
  words->addWidget(version);
  words->addWidget(promise);
  row->addLayout(words, 1);
  return head;
}

QWidget* AboutDialog::page(const QString& name, const QString& introduction) {
  auto* page = new QWidget(this);
  auto* column = new QVBoxLayout(page);
  column->setContentsMargins(0, space::medium, 0, 0);
  auto* words = new QLabel(introduction, page);
  words->setWordWrap(true);
  column->addWidget(words);
  auto* text = new QTextBrowser(page);
  text->setAccessibleName(introduction);
  text->setOpenExternalLinks(true);
  text->document()->setDocumentMargin(space::small);
  const QString content = textOf(name);
  if (name.endsWith(QLatin1String(".md"))) {
    text->setMarkdown(withoutLinks(content));
    calmTables(*text->document(), theme_.colours().line);
  } else {
    text->setPlainText(content);
  }
  column->addWidget(text, 1);
  return page;
}

}  // namespace koma::ui
