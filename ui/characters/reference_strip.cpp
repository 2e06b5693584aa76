// SPDX-License-Identifier: Apache-2.0
#include "ui/characters/reference_strip.h"

#include <QDragMoveEvent>
#include <QMimeData>
#include <QPainter>
#include <QStyledItemDelegate>

#include "ui/characters/drop_veil.h"
#include "ui/characters/picture_intake.h"
#include "ui/characters/reference_painter.h"
#include "ui/document/character_commands.h"
#include "ui/document/picture_library.h"
#include "ui/style/theme.h"

namespace koma::ui {
namespace {

constexpr const char* referenceMimeType = "application/x-komawari-reference";
constexpr int side = 80, cell = side + 2 * space::tight;

class Delegate : public QStyledItemDelegate {
 public:
  Delegate(PictureLibrary& pictures, const Theme& theme, QObject* parent)
      : QStyledItemDelegate(parent), pictures_(pictures), theme_(theme) {}
  [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override { return {cell, cell}; }
  void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override {
    const auto* model = qobject_cast<const ReferenceModel*>(index.model());
    const manga::Reference* reference = model ? model->at(index.row()) : nullptr;
    if (!reference) return;
    QRect place(0, 0, side, side);
    place.moveCenter(option.rect.center());
    paintReference(*painter, place, pictures_, *reference, theme_);
    if (!option.state.testFlag(QStyle::State_Selected)) return;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(QPen(theme_.colours().accent, 2));
    painter->drawRoundedRect(QRectF(place).adjusted(-1, -1, 1, 1), space::radius, space::radius);
    painter->restore();
  }

 private:
  PictureLibrary& pictures_;
  const Theme& theme_;
};

}  // namespace

ReferenceModel::ReferenceModel(Document& document, QObject* parent) : QAbstractListModel(parent), document_(document) {
  connect(&document, &Document::changed, this, [this](const Change& change) {
    const auto* one = std::get_if<CharacterChanged>(&change);
    const bool whole = std::holds_alternative<ProjectReset>(change) || std::holds_alternative<CastChanged>(change);
    if (whole || (one && one->character == character_)) reload();
  });
}

void ReferenceModel::setCharacter(manga::CharacterId character) {
  if (character == character_) return;
  character_ = character;
  reload();
}

void ReferenceModel::reload() {
  const auto* character = manga::find_character(document_.project(), character_);
  const int rows = character ? int(character->references.size()) : 0;
  // Typing a name must not take the chosen picture away.
  if (rows == rows_ && rows > 0) {
    emit dataChanged(index(0), index(rows - 1));
    return;
  }
  beginResetModel();
  rows_ = rows;
  endResetModel();
}

const manga::Reference* ReferenceModel::at(int row) const {
  const auto* character = manga::find_character(document_.project(), character_);
  return character && row >= 0 && row < int(character->references.size()) ? &character->references[std::size_t(row)]
                                                                          : nullptr;
}

int ReferenceModel::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : rows_;
}

QVariant ReferenceModel::data(const QModelIndex& index, int role) const {
  if (role == Qt::AccessibleTextRole) return tr("Reference %1").arg(index.row() + 1);
  if (role == Qt::ToolTipRole) return tr("Double click to crop, drag into another order, drop a picture to replace it");
  return {};
}

Qt::ItemFlags ReferenceModel::flags(const QModelIndex& index) const {
  if (!index.isValid()) return Qt::ItemIsDropEnabled;
  return Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsDragEnabled;
}

QStringList ReferenceModel::mimeTypes() const {
  return {referenceMimeType};
}

QMimeData* ReferenceModel::mimeData(const QModelIndexList& indexes) const {
  if (indexes.isEmpty()) return nullptr;
  auto* data = new QMimeData;
  data->setData(referenceMimeType, QByteArray::number(indexes.front().row()));
  return data;
}

bool ReferenceModel::dropMimeData(const QMimeData* data, Qt::DropAction, int row, int, const QModelIndex&) {
  const int from = data->data(referenceMimeType).toInt();
  if (!data->hasFormat(referenceMimeType) || !at(from)) return false;
  const int target = row < 0 ? rows_ : row;  // behind the last
  const int to = from < target ? target - 1 : target;
  if (to != from) moveReference(document_, character_, std::size_t(from), std::size_t(to));
  return false;  // The move is done; the view must not remove the row as after a move elsewhere.
}

ReferenceStrip::ReferenceStrip(ReferenceModel& model, PictureLibrary& pictures, const Theme& theme, QWidget* parent)
    : QListView(parent), theme_(theme), model_(model), veil_(new DropVeil(theme, viewport())) {
  setModel(&model);
  setItemDelegate(new Delegate(pictures, theme, this));
  setAccessibleName(tr("References"));
  setFlow(LeftToRight);
  setWrapping(true);
  setResizeMode(Adjust);
  setUniformItemSizes(true);
  setFrameShape(NoFrame);
  setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
  setDragEnabled(true);
  setAcceptDrops(true);
  setDropIndicatorShown(true);
  setDefaultDropAction(Qt::MoveAction);
  viewport()->setAutoFillBackground(false);
  connect(&pictures, &PictureLibrary::ready, viewport(), qOverload<>(&QWidget::update));
  connect(&pictures, &PictureLibrary::failed, viewport(), qOverload<>(&QWidget::update));
  connect(&model, &QAbstractItemModel::modelReset, this, [this] { updateGeometry(); });
}

QSize ReferenceStrip::sizeHint() const {
  const int columns = std::max(1, viewport()->width() / cell);
  const int lines = std::max(1, (model_.rowCount() + columns - 1) / columns);
  return {cell, lines * cell};
}

void ReferenceStrip::resizeEvent(QResizeEvent* event) {
  QListView::resizeEvent(event);
  if (event->size().width() != event->oldSize().width()) updateGeometry();
}

void ReferenceStrip::takeDrag(QDragMoveEvent* event) {
  event->setDropAction(Qt::CopyAction);
  event->accept();
  const QModelIndex under = indexAt(event->position().toPoint());
  if (under.isValid()) {
    veil_->showZone(visualRect(under), tr("Replace"));
  } else {
    veil_->showZone(viewport()->rect(), tr("New reference"));
  }
}

void ReferenceStrip::dragEnterEvent(QDragEnterEvent* event) {
  if (PictureIntake::accepts(*event->mimeData())) {
    takeDrag(event);
  } else {
    QListView::dragEnterEvent(event);
  }
}

void ReferenceStrip::dragMoveEvent(QDragMoveEvent* event) {
  if (PictureIntake::accepts(*event->mimeData())) {
    takeDrag(event);
  } else {
    QListView::dragMoveEvent(event);
  }
}

void ReferenceStrip::dragLeaveEvent(QDragLeaveEvent* event) {
  veil_->hide();
  QListView::dragLeaveEvent(event);
}

void ReferenceStrip::dropEvent(QDropEvent* event) {
  veil_->hide();
  if (!PictureIntake::accepts(*event->mimeData())) {
    QListView::dropEvent(event);
    return;
  }
  event->setDropAction(Qt::CopyAction);
  event->accept();
  const QModelIndex under = indexAt(event->position().toPoint());
  emit picturesDropped(*event->mimeData(), under.isValid() ? under.row() : -1);
}

void ReferenceStrip::paintEvent(QPaintEvent* event) {
  QListView::paintEvent(event);
  if (model() && model()->rowCount() > 0) return;
  QPainter painter(viewport());
  painter.setPen(theme_.colours().quietText);
  painter.setFont(theme_.font(TextRole::caption));
  painter.drawText(viewport()->rect(), Qt::AlignCenter | Qt::TextWordWrap,
                   tr("Drop pictures here, paste one, or choose a file."));
}

}  // namespace koma::ui
