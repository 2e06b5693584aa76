// SPDX-License-Identifier: Apache-2.0
#include "ui/dialogs/plan_words.h"

#include <QCoreApplication>
#include <QLocale>

namespace koma::ui {
namespace {

class Words {
  Q_DECLARE_TR_FUNCTIONS(koma::ui::PlanWords)
 public:
  static QString title(const api::PlanTask& task) {
    if (std::holds_alternative<api::PageTask>(task)) return tr("Plan page");
    if (std::holds_alternative<api::PanelTask>(task)) return tr("Plan panel");
    if (std::holds_alternative<api::RecaptionTask>(task)) return tr("Refine prompt");
    if (std::holds_alternative<api::CharacterTask>(task)) return tr("Describe character");
    return tr("Translate dialogue");
  }
  static QString wish(const api::PlanTask& task) {
    if (std::holds_alternative<api::PageTask>(task))
      return tr(
          "What happens on this page: a sentence, or a piece of the script with what is said. Empty: the work’s "
          "script.");
    if (std::holds_alternative<api::PanelTask>(task))
      return tr("What the panel shows. Empty: its prompt is divided among regions.");
    if (std::holds_alternative<api::RecaptionTask>(task)) return tr("What should be different. May stay empty.");
    return {};
  }
  static QString hint(const api::PlanTask& task, bool byRule) {
    if (byRule)
      return tr(
          "Without a language model the page is laid out by rule: templates, the number of lines, and the names "
          "of the cast. You see what would change before anything does.");
    if (std::holds_alternative<api::CharacterTask>(task))
      return tr("The model looks at the reference pictures and writes a description. You see it before it is taken.");
    if (std::holds_alternative<api::TranslationTask>(task))
      return tr("The balloons’ texts are translated. You see every one before it is taken.");
    return tr("The model writes a plan. You see what would change before anything does.");
  }
  static QString cost(const api::PlanCost& cost) {
    const QLocale locale;
    const QString time = tr("%1 s").arg(locale.toString(cost.seconds, 'f', 1));
    if (cost.prompt_tokens + cost.answer_tokens == 0) return time;
    const QString tokens = cost.estimated ? tr("about %1 + %2 tokens") : tr("%1 + %2 tokens");
    QString text = tokens.arg(cost.prompt_tokens).arg(cost.answer_tokens) + tr(", ") + time;
    //: a price in the author's currency
    if (cost.price > 0) text += tr(", cost %1").arg(locale.toString(cost.price, 'f', 4));
    return text;
  }
  static QString origin(const std::string& origin) {
    if (origin == manga::rule_based) return tr("By rule, without a language model");
    return QString::fromStdString(origin);
  }
  static QString remedy(ErrorCode code) {
    switch (code) {
      case ErrorCode::not_found:
      case ErrorCode::unreadable:
        return tr("Check the address under Language models and that the server runs.");
      case ErrorCode::busy:
        return tr("The server has too much to do. Try again in a while.");
      case ErrorCode::unsupported:
        return tr("Choose another language model.");
      default:
        return tr("Nothing has changed; you can try again.");
    }
  }
};

}  // namespace

QString planTitle(const api::PlanTask& task) {
  return Words::title(task);
}
QString wishHint(const api::PlanTask& task) {
  return Words::wish(task);
}
QString planHint(const api::PlanTask& task, bool byRule) {
  return Words::hint(task, byRule);
}
QString costText(const api::PlanCost& cost) {
  return Words::cost(cost);
}
QString originText(const std::string& origin) {
  return Words::origin(origin);
}
QString planRemedy(ErrorCode code) {
  return Words::remedy(code);
}

}  // namespace koma::ui
