// SPDX-License-Identifier: Apache-2.0
#include "ui/dialogs/difference_table.h"

#include <QHeaderView>
#include <QLabel>
#include <algorithm>

#include "ui/dialogs/difference_words.h"
#include "ui/document/qt_values.h"
#include "ui/style/theme.h"

namespace koma::ui {
namespace {

enum Column { place, subject, before, after, count };

/// Runs of words as rich text; what changes is coloured and, for who sees no colour, struck through or underlined.
QString richText(const std::vector<WordRun>& runs, const QColor& colour, const char* decoration) {
  QString html;
  for (const WordRun& run : runs) {
    const QString text = run.text.toHtmlEscaped().replace(u'\n', QStringLiteral("<br>"));
    if (!run.changed) {
      html += text;
      continue;
    }
    html += QStringLiteral("<span style=\"color:%1;text-decoration:%2\">%3</span>")
                .arg(colour.name(), QLatin1String(decoration), text);
  }
  return html;
}

}  // namespace

DifferenceTable::DifferenceTable(const Theme& theme, QWidget* parent)
    : QTableWidget(0, Column::count, parent), theme_(theme) {
  setHorizontalHeaderLabels({tr("Where"), tr("What"), tr("Before"), tr("After")});
  setAccessibleName(tr("What changes"));
  verticalHeader()->hide();
  horizontalHeader()->setSectionResizeMode(Column::place, QHeaderView::ResizeToContents);
  horizontalHeader()->setSectionResizeMode(Column::subject, QHeaderView::ResizeToContents);
  horizontalHeader()->setSectionResizeMode(Column::before, QHeaderView::Stretch);
  horizontalHeader()->setSectionResizeMode(Column::after, QHeaderView::Stretch);
  horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
  setEditTriggers(NoEditTriggers);
  setSelectionBehavior(SelectRows);
  setWordWrap(true);
  setShowGrid(false);
  setVerticalScrollMode(ScrollPerPixel);
  // One after the other the columns get their widths: the rows are fitted when all have theirs.
  fit_.setSingleShot(true);
  connect(&fit_, &QTimer::timeout, this, &DifferenceTable::fitRows);
  connect(horizontalHeader(), &QHeaderView::sectionResized, &fit_, [this] { fit_.start(0); });
  connect(&theme_, &Theme::changed, this, &DifferenceTable::restyle);
}

void DifferenceTable::addRow(const manga::Difference& difference) {
  const int row = rowCount();
  insertRow(row);
  const QString where = placeText(difference.place), what = subjectText(difference.subject);
  for (const auto& [column, text] : {std::pair(Column::place, where), std::pair(Column::subject, what)}) {
    auto* item = new QTableWidgetItem(text);
    item->setTextAlignment(Qt::AlignLeft | Qt::AlignTop);
    setItem(row, column, item);
  }
  const QString old = toQt(difference.before), now = toQt(difference.after);
  const WordChange change = wordChange(old, now);
  const Colours& colours = theme_.colours();
  const std::tuple<Column, QString, QString> cells[] = {
      {Column::before, old, richText(change.before, colours.bad, "line-through")},
      {Column::after, now, richText(change.after, colours.good, "underline")}};
  for (const auto& [column, plain, rich] : cells) {
    // The item is what is read out and copied; the label is what is seen.
    auto* item = new QTableWidgetItem;
    item->setData(Qt::AccessibleTextRole, plain.isEmpty() ? tr("nothing") : plain);
    setItem(row, column, item);
    auto* label = new QLabel(rich);
    label->setTextFormat(Qt::RichText);
    label->setTextInteractionFlags(Qt::NoTextInteraction);
    label->setWordWrap(true);
    label->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    label->setContentsMargins(space::tight, space::hair, space::tight, space::tight);
    setCellWidget(row, column, label);
  }
}

void DifferenceTable::show(const std::vector<manga::Difference>& differences) {
  differences_ = differences;
  setRowCount(0);
  for (const manga::Difference& difference : differences) addRow(difference);
  fit_.start(0);
}

/// As high as the longer of the two texts at the width that it has.
void DifferenceTable::fitRows() {
  for (int row = 0; row < rowCount(); ++row) {
    int height = fontMetrics().height() + 2 * space::tight;
    for (const Column column : {Column::before, Column::after}) {
      if (const QWidget* label = cellWidget(row, column)) {
        // The look gives cells some room of their own.
        height = std::max(height, label->heightForWidth(columnWidth(column) - space::small) + space::small);
      }
    }
    setRowHeight(row, height);
  }
}

void DifferenceTable::resizeEvent(QResizeEvent* event) {
  QTableWidget::resizeEvent(event);
  fit_.start(0);
}

void DifferenceTable::restyle() {
  show(std::vector<manga::Difference>(differences_));
}

}  // namespace koma::ui
