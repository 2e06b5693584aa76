// SPDX-License-Identifier: Apache-2.0
#include "ui/generation/control_list.h"

#include <QDropEvent>
#include <QLabel>
#include <QMenu>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>

#include "ui/document/drawing_commands.h"
#include "ui/document/picture_library.h"
#include "ui/generation/control_row.h"
#include "ui/models/model_words.h"
#include "ui/style/icons.h"
#include "ui/style/quiet_label.h"
#include "ui/style/theme.h"

namespace koma::ui {

ControlList::ControlList(Document& document, PictureLibrary& pictures, const Theme& theme, QWidget* parent)
    : QWidget(parent),
      document_(document),
      pictures_(pictures),
      theme_(theme),
      none_(new QuietLabel(tr("A sketch, pose, depth or edge picture can lead the drawing. Drop one here or add it."),
                           theme, this)),
      column_(new QVBoxLayout(this)),
      add_(new QToolButton(this)),
      menu_(new QMenu(this)) {
  setAcceptDrops(true);
  column_->setContentsMargins(0, 0, 0, 0);
  column_->setSpacing(space::small);
  column_->addWidget(none_);
  column_->addWidget(add_, 0, Qt::AlignLeft);
  add_->setText(tr("Add control picture"));
  add_->setIcon(icon(QStringLiteral("picture-add"), theme_));
  add_->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
  add_->setPopupMode(QToolButton::InstantPopup);
  add_->setMenu(menu_);
  add_->setToolTip(tr("A picture that leads the drawing"));
  connect(menu_, &QMenu::aboutToShow, this, &ControlList::fillMenu);
}

ControlRow* ControlList::addRow() {
  auto* row = new ControlRow(pictures_, theme_, this);
  const std::size_t index = rows_.size();
  column_->insertWidget(int(index) + 1, row);
  rows_.push_back(row);
  connect(row, &ControlRow::edited, this,
          [this, index](const manga::ControlImage& control) { setControl(document_, panel_, index, control); });
  connect(row, &ControlRow::removed, this, [this, index] { removeControl(document_, panel_, index); });
  return row;
}

void ControlList::show(const manga::Panel& panel, const std::vector<api::ModelEntry>& models,
                       const api::ModelEntry* model) {
  panel_ = panel.id;
  models_ = models;
  const auto likely = std::ranges::find_if(models, [&](const api::ModelEntry& entry) {
    return entry.kind == api::ModelKind::controlnet && whyUnfit({}, &entry, model, true).isEmpty();
  });
  likely_ = likely == models.end() ? std::string() : likely->id;
  while (rows_.size() > panel.controls.size()) {
    // One of these may have asked for it.
    rows_.back()->hide();
    rows_.back()->deleteLater();
    rows_.pop_back();
  }
  while (rows_.size() < panel.controls.size()) addRow();
  for (std::size_t i = 0; i < rows_.size(); ++i) {
    rows_[i]->show(panel.controls[i], models, model);
    rows_[i]->setVisible(true);
  }
  none_->setVisible(rows_.empty());
}

void ControlList::add(manga::PanelId panel, const manga::AssetId& picture) {
  if (!manga::find_panel(document_.project(), panel)) return;
  addControl(document_, panel, {.picture = picture, .model = likely_, .preprocessor = "none"});
}

PictureSources::Then ControlList::adder() {
  return [this, panel = panel_](const manga::AssetId& picture) { add(panel, picture); };
}

void ControlList::fillMenu() {
  menu_->clear();
  menu_->addAction(icon(QStringLiteral("open-file"), theme_), tr("From a file…"), this, [this] {
    if (sources_.choose) sources_.choose(window(), adder());
  });
  menu_->addAction(icon(QStringLiteral("paste"), theme_), tr("From the clipboard"), this, [this] {
    if (sources_.paste) sources_.paste(adder());
  });
  const manga::Panel* panel = manga::find_panel(document_.project(), panel_);
  if (!panel || panel->takes.empty()) return;
  QMenu* takes = menu_->addMenu(icon(QStringLiteral("takes"), theme_), tr("From a take of this panel"));
  for (std::size_t i = panel->takes.size(); i-- > 0;) {
    const manga::Take& take = panel->takes[i];
    const QString name = take.id == panel->accepted ? tr("Take %1, on the page").arg(i + 1) : tr("Take %1").arg(i + 1);
    QAction* action = takes->addAction(name, this, [this, id = panel_, picture = take.picture] { add(id, picture); });
    if (const QImage small = pictures_.picture(take.picture, space::thumbnail); !small.isNull()) {
      action->setIcon(QPixmap::fromImage(small));
    }
  }
}

void ControlList::dragEnterEvent(QDragEnterEvent* event) {
  if (sources_.accepts && sources_.accepts(*event->mimeData())) event->acceptProposedAction();
}

void ControlList::dragMoveEvent(QDragMoveEvent* event) {
  event->acceptProposedAction();
}

void ControlList::dropEvent(QDropEvent* event) {
  if (!sources_.take) return;
  event->acceptProposedAction();
  sources_.take(*event->mimeData(), adder());
}

}  // namespace koma::ui
