// SPDX-License-Identifier: Apache-2.0
#include "ui/dialogs/keyboard_dialog.h"

#include <QAction>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QSortFilterProxyModel>
#include <QStandardItemModel>
#include <QTreeView>
#include <QVBoxLayout>
#include <map>

#include "ui/dialogs/canvas_keys.h"
#include "ui/dialogs/key_cap_delegate.h"
#include "ui/style/icons.h"
#include "ui/style/plain_text.h"
#include "ui/style/theme.h"

namespace koma::ui {
namespace {

constexpr int wordsRole = Qt::UserRole;  ///< what the search looks at

QString groupName(const QString& id) {
  const std::map<QString, QString> names = {{QStringLiteral("file"), KeyboardDialog::tr("File")},
                                            {QStringLiteral("edit"), KeyboardDialog::tr("Edit")},
                                            {QStringLiteral("arrange"), KeyboardDialog::tr("Arrange")},
                                            {QStringLiteral("page"), KeyboardDialog::tr("Page")},
                                            {QStringLiteral("panel"), KeyboardDialog::tr("Panel")},
                                            {QStringLiteral("balloon"), KeyboardDialog::tr("Balloon")},
                                            //: Making pictures with the model.
                                            {QStringLiteral("draw"), KeyboardDialog::tr("Draw")},
                                            {QStringLiteral("takes"), KeyboardDialog::tr("Takes")},
                                            {QStringLiteral("view"), KeyboardDialog::tr("View")},
                                            {QStringLiteral("help"), KeyboardDialog::tr("Help")}};
  const auto known = names.find(id.section(u'.', 0, 0));
  return known != names.end() ? known->second : KeyboardDialog::tr("Tools");
}

QString keysOf(const QAction& action) {
  QStringList keys;
  for (const QKeySequence& key : action.shortcuts()) keys << key.toString(QKeySequence::NativeText);
  return keys.join(u';');
}

QList<QStandardItem*> line(const QString& what, const QString& keys, const QIcon& icon = {}) {
  auto* name = new QStandardItem(icon, what);
  name->setData(QString(what + u' ' + keys), wordsRole);
  auto* caps = new QStandardItem(keys);
  for (QStandardItem* item : {name, caps}) item->setEditable(false);
  return {name, caps};
}

}  // namespace

KeyboardDialog::KeyboardDialog(const QList<QAction*>& actions, const Theme& theme, QWidget* parent)
    : QDialog(parent),
      model_(new QStandardItemModel(this)),
      found_(new QSortFilterProxyModel(this)),
      search_(new QLineEdit(this)),
      view_(new QTreeView(this)),
      nothing_(new QLabel(this)) {
  setWindowTitle(tr("Keyboard reference"));
  search_->setPlaceholderText(tr("Search by name or key"));
  search_->setAccessibleName(search_->placeholderText());
  search_->setClearButtonEnabled(true);
  search_->addAction(icon(QStringLiteral("search"), theme), QLineEdit::LeadingPosition);
  search_->installEventFilter(this);
  nothing_->setProperty("quiet", true);
  nothing_->setWordWrap(true);
  nothing_->hide();

  fill(actions);
  found_->setSourceModel(model_);
  found_->setFilterRole(wordsRole);
  found_->setFilterCaseSensitivity(Qt::CaseInsensitive);
  found_->setRecursiveFilteringEnabled(true);
  view_->setModel(found_);
  view_->setHeaderHidden(true);
  view_->setRootIsDecorated(false);
  view_->setItemsExpandable(false);
  view_->setIndentation(space::small);
  view_->setIconSize({space::icon, space::icon});
  view_->setItemDelegateForColumn(1, new KeyCapDelegate(theme, view_));
  view_->setAccessibleName(windowTitle());
  view_->header()->setStretchLastSection(false);
  view_->header()->setSectionResizeMode(0, QHeaderView::Stretch);
  view_->header()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
  for (int row = 0; row < model_->rowCount(); ++row) {
    model_->item(row)->setFont(theme.font(TextRole::strong));
    model_->item(row)->setSizeHint({0, 36});
  }
  openGroups();

  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(space::large, space::large, space::large, space::large);
  column->setSpacing(space::medium);
  column->addWidget(search_);
  column->addWidget(nothing_);
  column->addWidget(view_, 1);
  connect(search_, &QLineEdit::textChanged, this, &KeyboardDialog::search);
  resize(640, 680);
}

void KeyboardDialog::fill(const QList<QAction*>& actions) {
  std::map<QString, QStandardItem*> groups;
  const auto groupOf = [&](const QString& name) {
    QStandardItem*& group = groups[name];
    if (!group) {
      group = new QStandardItem(name);
      group->setFlags(Qt::ItemIsEnabled);
      model_->appendRow({group, new QStandardItem});
    }
    return group;
  };
  for (const QAction* action : actions) {
    const QString keys = keysOf(*action);
    if (keys.isEmpty()) continue;
    groupOf(groupName(action->objectName()))->appendRow(line(plainText(action->text()), keys, action->icon()));
  }
  QStandardItem* canvas = groupOf(tr("On the page"));
  for (const CanvasKey& key : canvasKeys()) canvas->appendRow(line(key.what, key.keys));
}

void KeyboardDialog::search(const QString& text) {
  found_->setFilterFixedString(text.trimmed());
  openGroups();
  const bool none = found_->rowCount() == 0;
  nothing_->setVisible(none);
  nothing_->setText(tr("Nothing is called “%1”. Try a shorter word, or a key such as Ctrl.").arg(text.trimmed()));
}

/// Only them: an expanded line would have its icon in the colour of what is switched on.
void KeyboardDialog::openGroups() {
  for (int row = 0; row < found_->rowCount(); ++row) view_->expand(found_->index(row, 0));
}

bool KeyboardDialog::eventFilter(QObject* watched, QEvent* event) {
  // Up and down walk through what was found while the cursor stays in the search.
  if (watched == search_ && event->type() == QEvent::KeyPress) {
    const int key = static_cast<QKeyEvent*>(event)->key();
    if (key == Qt::Key_Down || key == Qt::Key_Up || key == Qt::Key_PageDown || key == Qt::Key_PageUp) {
      QCoreApplication::sendEvent(view_, event);
      return true;
    }
  }
  return QDialog::eventFilter(watched, event);
}

}  // namespace koma::ui
