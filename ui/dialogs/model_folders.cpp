// SPDX-License-Identifier: Apache-2.0
#include "ui/dialogs/model_folders.h"

#include <QDir>
#include <QDropEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QListView>
#include <QMimeData>
#include <QPushButton>
#include <QStandardItemModel>
#include <QUrl>
#include <QVBoxLayout>
#include <algorithm>

#include "ui/style/flow_layout.h"
#include "ui/style/icons.h"
#include "ui/style/local_keys.h"
#include "ui/style/theme.h"

namespace koma::ui {

QStringList droppedFolders(const QMimeData& data) {
  QStringList folders;
  for (const QUrl& url : data.urls()) {
    if (!url.isLocalFile()) continue;
    const QFileInfo info(url.toLocalFile());
    const QString folder = info.isDir() ? info.absoluteFilePath() : info.absolutePath();
    if (!folders.contains(folder)) folders << folder;
  }
  return folders;
}

ModelFolders::ModelFolders(const QStringList& fixed, const QStringList& own, const Theme& theme, QWidget* parent)
    : QWidget(parent),
      theme_(theme),
      fixed_(fixed),
      own_(own),
      model_(new QStandardItemModel(this)),
      view_(new QListView(this)),
      add_(new QPushButton(tr("Add folder…"), this)),
      remove_(new QPushButton(tr("Remove"), this)),
      open_(new QPushButton(tr("Open"), this)),
      rescan_(new QPushButton(tr("Look again"), this)) {
  setAcceptDrops(true);
  view_->setModel(model_);
  view_->setAccessibleName(tr("Model folders"));
  view_->setEditTriggers(QAbstractItemView::NoEditTriggers);
  view_->setTextElideMode(Qt::ElideMiddle);
  view_->setIconSize({space::icon, space::icon});
  view_->setFixedHeight(space::touchTarget * 3);  // what is known of a model needs the room
  add_->setIcon(icon(QStringLiteral("add"), theme_));
  add_->setToolTip(tr("A folder that holds models; dropping one here does the same"));
  remove_->setToolTip(tr("Looks into this folder no more; its files stay"));
  open_->setIcon(icon(QStringLiteral("folder"), theme_));
  open_->setToolTip(tr("In the file manager"));
  rescan_->setIcon(icon(QStringLiteral("retry"), theme_));
  rescan_->setToolTip(tr("Looks for models that were added or removed (%1)")
                          .arg(QKeySequence(Qt::Key_F5).toString(QKeySequence::NativeText)));
  for (QPushButton* button : {add_, remove_, open_, rescan_}) button->setAutoDefault(false);
  auto* buttons = new FlowLayout(nullptr, space::small);
  for (QPushButton* button : {add_, remove_, open_, rescan_}) buttons->addWidget(button);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(space::small);
  column->addWidget(view_, 1);
  column->addLayout(buttons);
  connect(add_, &QPushButton::clicked, this, &ModelFolders::choose);
  connect(remove_, &QPushButton::clicked, this, &ModelFolders::removeChosen);
  connect(open_, &QPushButton::clicked, this, [this] { emit openRequested(chosen()); });
  connect(view_, &QListView::activated, this, [this] { emit openRequested(chosen()); });
  connect(rescan_, &QPushButton::clicked, this, &ModelFolders::rescanRequested);
  auto* keys = new LocalKeys(view_);
  auto* removing = new QAction(remove_->text(), view_);
  connect(removing, &QAction::triggered, this, &ModelFolders::removeChosen);
  keys->add(removing, Qt::Key_Delete);
  fill();
  connect(view_->selectionModel(), &QItemSelectionModel::currentChanged, this, &ModelFolders::showButtons);
}

void ModelFolders::fill() {
  const int row = view_->currentIndex().row();
  model_->clear();
  const auto line = [&](const QString& folder, bool fixed) {
    auto* item = new QStandardItem(icon(QStringLiteral("folder"), theme_), QDir::toNativeSeparators(folder));
    item->setData(folder, Qt::UserRole);
    item->setToolTip(fixed ? tr("%1 – one of Komawari’s own folders").arg(folder) : folder);
    model_->appendRow(item);
  };
  for (const QString& folder : own_) line(folder, false);
  for (const QString& folder : fixed_) line(folder, true);
  view_->setCurrentIndex(model_->index(std::clamp(row, 0, std::max(0, model_->rowCount() - 1)), 0));
  showButtons();
}

QString ModelFolders::chosen() const {
  return view_->currentIndex().data(Qt::UserRole).toString();
}

void ModelFolders::showButtons() {
  remove_->setEnabled(own_.contains(chosen()));
  open_->setEnabled(!chosen().isEmpty());
}

void ModelFolders::add(const QStringList& folders) {
  const QStringList before = own_;
  for (const QString& folder : folders) {
    const QString clean = QDir::cleanPath(folder);
    if (QFileInfo(clean).isDir() && !own_.contains(clean) && !fixed_.contains(clean)) own_ << clean;
  }
  if (own_ == before) return;
  fill();
  view_->setCurrentIndex(model_->index(int(own_.size()) - 1, 0));
  emit edited(own_);
}

void ModelFolders::removeChosen() {
  if (!own_.removeOne(chosen())) return;
  fill();
  emit edited(own_);
}

void ModelFolders::choose() {
  auto* dialog = new QFileDialog(window(), tr("Add a folder with models"));
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->setFileMode(QFileDialog::Directory);
  connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& folder) { add({folder}); });
  dialog->open();
}

void ModelFolders::dragEnterEvent(QDragEnterEvent* event) {
  if (!droppedFolders(*event->mimeData()).isEmpty()) event->acceptProposedAction();
}

void ModelFolders::dropEvent(QDropEvent* event) {
  event->acceptProposedAction();
  add(droppedFolders(*event->mimeData()));
}

}  // namespace koma::ui
