// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/actions.h"

#include <QCoreApplication>
#include <QWidget>
#include <algorithm>

#include "ui/style/icons.h"
#include "ui/style/plain_text.h"

namespace koma::ui {
namespace {

QList<QKeySequence> keysOf(const ActionSpec& spec) {
  QList<QKeySequence> keys;
  for (const QString& key : QString::fromLatin1(spec.keys).split(u';', Qt::SkipEmptyParts)) {
    keys << QKeySequence(key, QKeySequence::PortableText);
  }
  return keys;
}

/// A key without Ctrl, Alt or a function key.
bool isPlain(const QKeySequence& keys) {
  const QKeyCombination first = keys[0];
  const bool modified = first.keyboardModifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier);
  return !modified && !(first.key() >= Qt::Key_F1 && first.key() <= Qt::Key_F35);
}

}  // namespace

Actions::Actions(const Theme& theme, QWidget* window) : QObject(window) {
  for (const ActionSpec& spec : specs()) {
    auto* action = new QAction(this);
    action->setObjectName(QLatin1StringView(spec.id));
    if (*spec.icon) action->setIcon(icon(QLatin1StringView(spec.icon), theme));
    action->setShortcuts(keysOf(spec));
    action->setCheckable(spec.checkable);
    actions_[action->objectName()] = action;
    order_ << action;
    window->addAction(action);
  }
  retranslate();
}

QAction* Actions::operator[](const QString& id) const {
  const auto found = actions_.find(id);
  Q_ASSERT_X(found != actions_.end(), "Actions", qPrintable(id));
  return found->second;
}

void Actions::retranslate() {
  for (const ActionSpec& spec : specs()) {
    QAction* action = actions_.at(QLatin1StringView(spec.id));
    const QString text = QCoreApplication::translate("Actions", spec.text);
    action->setText(text);
    const QString plain = plainText(text);
    const QString keys = action->shortcut().toString(QKeySequence::NativeText);
    //: Tooltip of an action: its name and its key.
    action->setToolTip(keys.isEmpty() ? plain : QCoreApplication::translate("Actions", "%1 (%2)").arg(plain, keys));
    if (*spec.hint) action->setStatusTip(QCoreApplication::translate("Actions", spec.hint));
  }
}

void Actions::bindPlainKeys(QWidget* canvas) {
  for (QAction* action : order_) {
    if (!std::ranges::any_of(action->shortcuts(), isPlain)) continue;
    action->setShortcutContext(Qt::WidgetShortcut);
    canvas->addAction(action);
  }
}

}  // namespace koma::ui
