// SPDX-License-Identifier: Apache-2.0
#include "ui/dialogs/difference_words.h"

#include <QCoreApplication>
#include <QStringList>
#include <algorithm>

namespace koma::ui {
namespace {

using manga::Subject;

class ChangeWords {
  Q_DECLARE_TR_FUNCTIONS(koma::ui::DifferenceWords)
 public:
  static QString place(const manga::Place& place) {
    if (!place.character.empty()) return QString::fromStdString(place.character);
    if (place.page == 0) return tr("Work");
    if (place.panel > 0 && place.balloon > 0)
      return tr("Page %1, panel %2, balloon %3").arg(place.page).arg(place.panel).arg(place.balloon);
    if (place.panel > 0) return tr("Page %1, panel %2").arg(place.page).arg(place.panel);
    if (place.balloon > 0) return tr("Page %1, balloon %2").arg(place.page).arg(place.balloon);
    return tr("Page %1").arg(place.page);
  }
  static QString subject(Subject subject) {
    return wholeThing(subject).isEmpty() ? field(subject) : wholeThing(subject);
  }

 private:
  static QString wholeThing(Subject subject) {
    switch (subject) {
      case Subject::page:
        return tr("Page");
      case Subject::panel:
        return tr("Panel");
      case Subject::balloon:
        return tr("Balloon");
      case Subject::character:
        return tr("Character");
      case Subject::region:
        return tr("Region");
      case Subject::person:
        return tr("Person");
      case Subject::picture:
        return tr("Picture");
      case Subject::title:
        return tr("Title");
      case Subject::direction:
        return tr("Reading direction");
      case Subject::script:
        return tr("Script");
      case Subject::paper:
        return tr("Paper");
      default:
        return {};
    }
  }
  static QString field(Subject subject) {
    switch (subject) {
      case Subject::name:
        return tr("Name");
      case Subject::description:
        return tr("Description");
      case Subject::references:
        return tr("References");
      case Subject::frame:
        return tr("Frame");
      case Subject::prompt:
        return tr("Prompt");
      case Subject::negative_prompt:
        return tr("Leave out");
      case Subject::shot:
        return tr("Shot");
      case Subject::base_prompt:
        return tr("Base prompt");
      case Subject::base_ratio:
        return tr("Share of the base prompt");
      case Subject::split:
        return tr("Split");
      case Subject::text:
        return tr("Text");
      case Subject::text_direction:
        return tr("Text direction");
      case Subject::speaker:
        return tr("Speaker");
      case Subject::bounds:
        return tr("Place");
      case Subject::shape:
        return tr("Shape");
      case Subject::conversation:
        return tr("Conversation");
      default:
        return tr("Settings");
    }
  }
};

/// ChangeWords with the blank behind them; sign by sign where there are no blanks, as in Japanese.
QStringList pieces(const QString& text) {
  QStringList found;
  const bool spaced = text.contains(u' ');
  QString piece;
  for (const QChar sign : text) {
    piece += sign;
    const bool ends = spaced ? sign.isSpace() : !sign.isHighSurrogate();
    if (!ends) continue;
    found << piece;
    piece.clear();
  }
  if (!piece.isEmpty()) found << piece;
  return found;
}

void add(std::vector<WordRun>& runs, const QString& piece, bool changed) {
  if (runs.empty() || runs.back().changed != changed) runs.push_back({{}, changed});
  runs.back().text += piece;
}

}  // namespace

QString placeText(const manga::Place& place) {
  return ChangeWords::place(place);
}

QString subjectText(Subject subject) {
  return ChangeWords::subject(subject);
}

WordChange wordChange(const QString& before, const QString& after) {
  constexpr qsizetype most = 400;
  const QStringList old = pieces(before), now = pieces(after);
  WordChange change;
  if (old.size() > most || now.size() > most) {
    add(change.before, before, true);
    add(change.after, after, true);
    return change;
  }
  // The longest common subsequence, from the end.
  const auto rows = std::size_t(old.size()) + 1, columns = std::size_t(now.size()) + 1;
  std::vector<int> common(rows * columns, 0);
  const auto at = [&](qsizetype i, qsizetype j) -> int& { return common[std::size_t(i) * columns + std::size_t(j)]; };
  const auto same = [&](qsizetype i, qsizetype j) { return old[i].trimmed() == now[j].trimmed(); };
  for (qsizetype i = old.size(); i-- > 0;) {
    for (qsizetype j = now.size(); j-- > 0;) {
      at(i, j) = same(i, j) ? at(i + 1, j + 1) + 1 : std::max(at(i + 1, j), at(i, j + 1));
    }
  }
  qsizetype i = 0, j = 0;
  while (i < old.size() || j < now.size()) {
    if (i < old.size() && j < now.size() && same(i, j)) {
      add(change.before, old[i++], false);
      add(change.after, now[j++], false);
    } else if (j == now.size() || (i < old.size() && at(i + 1, j) >= at(i, j + 1))) {
      add(change.before, old[i++], true);
    } else {
      add(change.after, now[j++], true);
    }
  }
  return change;
}

}  // namespace koma::ui
