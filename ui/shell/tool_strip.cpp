// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/tool_strip.h"

#include <QActionGroup>

#include "ui/canvas/tool_box.h"
#include "ui/style/icons.h"
#include "ui/style/theme.h"

namespace koma::ui {
namespace {

constexpr QLatin1StringView actionPrefix("tools.");

QString nameOf(const ToolEntry& entry) {
  return actionPrefix + entry.id;
}

}  // namespace

ToolStrip::ToolStrip(ToolBox& tools, const Theme& theme, QWidget* parent)
    : QToolBar(parent), tools_(tools), theme_(theme), group_(new QActionGroup(this)) {
  setObjectName("toolStrip");
  setOrientation(Qt::Vertical);
  setMovable(false);
  setIconSize({space::icon, space::icon});
  for (const ToolEntry& entry : ToolBox::entries()) {
    QAction* action = addAction(icon(entry.icon, theme_), entry.text);
    action->setObjectName(nameOf(entry));
    // For menus and the keyboard reference; the tool box hears the keys themselves.
    QList<QKeySequence> keys;
    for (const QString& key : entry.keys) keys << QKeySequence(key);
    action->setShortcuts(keys);
    action->setShortcutContext(Qt::WidgetShortcut);
    action->setCheckable(true);
    group_->addAction(action);
    connect(action, &QAction::triggered, &tools_, [this, id = entry.id] { tools_.activate(id); });
  }
  connect(&tools_, &ToolBox::activeChanged, this, &ToolStrip::showActive);
  retranslate();
  showActive();
}

void ToolStrip::showActive() {
  for (QAction* action : group_->actions())
    action->setChecked(action->objectName() == actionPrefix + tools_.activeId());
}

void ToolStrip::retranslate() {
  setWindowTitle(tr("Tools"));
  for (const ToolEntry& entry : ToolBox::entries()) {
    auto* action = findChild<QAction*>(nameOf(entry));
    QStringList keys;
    for (const QString& key : entry.keys) keys << QKeySequence(key).toString(QKeySequence::NativeText);
    action->setText(entry.text);
    action->setToolTip(keys.isEmpty() ? entry.text : tr("%1 (%2)").arg(entry.text, keys.join(tr(", "))));
  }
}

}  // namespace koma::ui
