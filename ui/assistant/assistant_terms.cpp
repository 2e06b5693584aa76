// SPDX-License-Identifier: Apache-2.0
#include "ui/assistant/assistant_terms.h"

#include <QCoreApplication>
#include <QStringList>

#include "ui/dialogs/difference_words.h"

namespace koma::ui {
namespace {

using manga::TurnKind;

class TermWords {
  Q_DECLARE_TR_FUNCTIONS(koma::ui::AssistantTerms)
 public:
  static QString title(TurnKind kind, bool person) {
    switch (kind) {
      case TurnKind::ask:
        return {};
      case TurnKind::describe:
        return tr("Describe");
      case TurnKind::refine:
        return person ? tr("Refine description") : tr("Refine prompt");
      case TurnKind::similar:
        return tr("Similar panel");
      case TurnKind::edit:
        return tr("Propose edit");
      case TurnKind::fill:
        return tr("Fill the mask");
      case TurnKind::explain:
        return tr("Why not?");
    }
    return {};
  }
  static QString hint(TurnKind kind, bool person) {
    switch (kind) {
      case TurnKind::ask:
        return tr("Asks about the picture (Ctrl+Enter)");
      case TurnKind::describe:
        return tr("The model says what the picture shows");
      case TurnKind::refine:
        return person ? tr("Better words for the person; the words below say what should be different")
                      : tr("Better words for the panel; the words below say what should be different");
      case TurnKind::similar:
        return tr("A prompt for another picture like this one, to be drawn from it; the words below say what may vary");
      case TurnKind::edit:
        return tr("Write below what is to be changed: the model says where, and you get a mask and a prompt");
      case TurnKind::fill:
        return tr("The model imagines what belongs where the mask is");
      case TurnKind::explain:
        return tr("Why the picture does not keep to its boxes and its prompt");
    }
    return {};
  }
  static QString accept(const manga::Turn& turn, bool person) {
    if (turn.prompt.empty()) return {};
    if (turn.kind == TurnKind::similar) return tr("Draw it");
    if (turn.kind == TurnKind::edit && turn.area) return tr("Mask it");
    return person ? tr("Use as description") : tr("Use prompt");
  }
  static QString acceptHint(const manga::Turn& turn, bool person) {
    if (turn.kind == TurnKind::similar) return tr("Draws another take from this picture with these words");
    if (turn.kind == TurnKind::edit && turn.area)
      return tr("The marked part becomes the mask, the words the prompt; nothing is drawn before you say so");
    return person ? tr("These words become the description; one undo brings the old ones back")
                  : tr("These words become the panel’s prompt; one undo brings the old ones back");
  }
  static QString state(manga::TurnState state) {
    if (state == manga::TurnState::accepted) return tr("Accepted");
    if (state == manga::TurnState::dismissed) return tr("Dismissed");
    return {};
  }
  static QString sure(const std::string& confidence) {
    if (confidence == "low") return tr("not sure");
    if (confidence == "medium") return tr("rather sure");
    if (confidence == "high") return tr("sure");
    return {};
  }
};

QString marked(const QString& text, const QString& colour, const char* decoration) {
  return QStringLiteral("<span style=\"color:%1;text-decoration:%2\">%3</span>")
      .arg(colour, QLatin1String(decoration), text.toHtmlEscaped());
}

}  // namespace

QString turnTitle(TurnKind kind, bool person) {
  return TermWords::title(kind, person);
}
QString turnHint(TurnKind kind, bool person) {
  return TermWords::hint(kind, person);
}
QString acceptText(const manga::Turn& turn, bool person) {
  return TermWords::accept(turn, person);
}
QString acceptHint(const manga::Turn& turn, bool person) {
  return TermWords::acceptHint(turn, person);
}
QString stateText(manga::TurnState state) {
  return TermWords::state(state);
}
QString sourceText(const manga::Turn& turn) {
  QStringList parts;
  if (!turn.origin.empty()) parts << QString::fromStdString(turn.origin);
  if (const QString sure = TermWords::sure(turn.confidence); !sure.isEmpty()) parts << sure;
  return parts.join(QStringLiteral(" · "));
}

QString inlineDifference(const QString& before, const QString& after, const DiffColours& colours) {
  const WordChange change = wordChange(before, after);
  QString html;
  std::size_t i = 0, j = 0;
  qsizetype done = 0, alsoDone = 0;  // of the same words on both sides, which may be cut differently
  while (i < change.before.size() || j < change.after.size()) {
    if (i < change.before.size() && change.before[i].changed) {
      html += marked(change.before[i++].text, colours.gone, "line-through");
    } else if (j < change.after.size() && change.after[j].changed) {
      html += marked(change.after[j++].text, colours.come, "underline");
    } else if (i < change.before.size() && j < change.after.size()) {
      const QString &old = change.before[i].text, &now = change.after[j].text;
      const qsizetype same = std::min(old.size() - done, now.size() - alsoDone);
      html += now.mid(alsoDone, same).toHtmlEscaped();
      done += same, alsoDone += same;
      // The last word of one text has no blank behind it, the same word in the other has.
      const QString rest = old.mid(done), alsoRest = now.mid(alsoDone);
      if (rest.isEmpty() != alsoRest.isEmpty() && (rest + alsoRest).trimmed().isEmpty()) {
        html += rest + alsoRest;
        done = old.size(), alsoDone = now.size();
      }
      if (done == old.size()) ++i, done = 0;
      if (alsoDone == now.size()) ++j, alsoDone = 0;
    } else {
      ++(i < change.before.size() ? i : j);
    }
  }
  return html.replace(u'\n', QStringLiteral("<br>"));
}

}  // namespace koma::ui
