// SPDX-License-Identifier: Apache-2.0
#include "ui/characters/character_details.h"

#include <QAction>
#include <QColorDialog>
#include <QDragEnterEvent>
#include <QFormLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QPainter>
#include <QPlainTextEdit>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/characters/crop_dialog.h"
#include "ui/characters/drop_veil.h"
#include "ui/characters/picture_intake.h"
#include "ui/characters/reference_strip.h"
#include "ui/document/character_commands.h"
#include "ui/document/document.h"
#include "ui/document/picture_library.h"
#include "ui/document/qt_values.h"
#include "ui/style/field_manners.h"
#include "ui/style/icons.h"
#include "ui/style/local_keys.h"
#include "ui/style/slider_field.h"
#include "ui/style/theme.h"

namespace koma::ui {
namespace {

QToolButton* button(const QString& iconName, const QString& text, const QString& toolTip, const Theme& theme,
                    QWidget* parent) {
  auto* made = new QToolButton(parent);
  made->setAutoRaise(true);
  made->setIconSize({space::icon, space::icon});
  if (!iconName.isEmpty()) made->setIcon(icon(iconName, theme));
  made->setText(text);
  made->setAccessibleName(text);
  made->setToolTip(toolTip);
  return made;
}

QIcon swatch(const QColor& colour) {
  QPixmap pixmap(2 * space::icon, 2 * space::icon);
  pixmap.fill(Qt::transparent);
  QPainter painter(&pixmap);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(Qt::NoPen);
  painter.setBrush(colour);
  painter.drawEllipse(pixmap.rect().adjusted(4, 4, -4, -4));
  return QIcon(pixmap);
}

}  // namespace

CharacterDetails::CharacterDetails(Document& document, PictureLibrary& pictures, PictureIntake& intake,
                                   const Theme& theme, QWidget* parent)
    : QWidget(parent), document_(document), pictures_(pictures), intake_(intake), theme_(theme) {
  setAcceptDrops(true);
  back_ = button(QStringLiteral("arrow-left"), tr("Back to the cast"), tr("Back to the cast (Esc)"), theme, this);
  name_ = new QLineEdit(this);
  name_->setAccessibleName(tr("Name"));
  name_->setPlaceholderText(tr("Name"));
  name_->setToolTip(tr("How the script and the boxes call this person"));
  colour_ = button({}, tr("Colour"), tr("Colour of this person's boxes on the page"), theme, this);
  words_ = new QPlainTextEdit(this);
  words_->setAccessibleName(tr("Description"));
  words_->setPlaceholderText(tr("Short black hair, round glasses, school uniform"));
  words_->setToolTip(tr("These words join the prompt of every panel with this person"));
  words_->setTabChangesFocus(true);
  words_->setFixedHeight(4 * words_->fontMetrics().lineSpacing() + space::large);
  strength_ = new SliderField(tr("Strength"), {0, 2, 0.05, tr("%"), 100}, this);
  strength_->setResetValue(1.0);
  strength_->setExplanation(tr("How much a new box looks like the references"));
  model_ = new ReferenceModel(document, this);
  strip_ = new ReferenceStrip(*model_, pictures, theme, this);
  add_ =
      button(QStringLiteral("picture-add"), tr("Add pictures…"), tr("Add pictures from files (Ctrl+O)"), theme, this);
  paste_ =
      button(QStringLiteral("paste"), tr("Paste"), tr("Paste a picture as a reference (Ctrl+Shift+R)"), theme, this);
  crop_ = button(QStringLiteral("crop"), tr("Crop…"), tr("Choose the part that counts (Enter)"), theme, this);
  remove_ = button(QStringLiteral("delete"), tr("Remove"), tr("Remove this reference (Del)"), theme, this);
  veil_ = new DropVeil(theme, this);
  build();
  addReferenceActions();
  connectFields();
  connect(&document, &Document::changed, this, &CharacterDetails::documentChanged);
}

void CharacterDetails::build() {
  auto* head = new QHBoxLayout;
  head->setSpacing(space::tight);
  head->addWidget(back_);
  head->addWidget(name_, 1);
  head->addWidget(colour_);
  auto* tools = new QHBoxLayout;
  tools->setSpacing(space::tight);
  auto* references = new QLabel(tr("References"), this);
  references->setFont(theme_.font(TextRole::strong));
  references->setBuddy(strip_);
  tools->addWidget(references, 1);
  for (QToolButton* tool : {add_, paste_, crop_, remove_}) tools->addWidget(tool);
  auto* description = new QLabel(tr("Description"), this);
  description->setFont(theme_.font(TextRole::strong));
  description->setBuddy(words_);
  auto* hint = new QLabel(tr("Two or three pictures from different sides work best."), this);
  hint->setFont(theme_.font(TextRole::caption));
  hint->setWordWrap(true);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(space::small, space::small, space::small, space::small);
  column->setSpacing(space::small);
  column->addLayout(head);
  column->addLayout(tools);
  column->addWidget(strip_);
  column->addWidget(hint);
  column->addWidget(description);
  column->addWidget(words_);
  column->addWidget(strength_);
  column->addStretch(1);
}

void CharacterDetails::addReferenceActions() {
  auto* keys = new LocalKeys(strip_);
  const auto add = [&](const QString& text, const QKeySequence& shortcut, auto what) {
    auto* action = new QAction(text, this);
    connect(action, &QAction::triggered, this, what);
    keys->add(action, shortcut);
  };
  add(tr("Crop…"), Qt::Key_Return, [this] { cropCurrent(); });
  add(tr("Crop…"), Qt::Key_Enter, [this] { cropCurrent(); });
  strip_->actions().back()->setVisible(false);  // the same once more, for the number pad
  add(tr("Earlier"), Qt::ALT | Qt::Key_Left, [this] { moveCurrent(-1); });
  add(tr("Later"), Qt::ALT | Qt::Key_Right, [this] { moveCurrent(1); });
  add(tr("Add pictures…"), QKeySequence::Open, [this] { add_->click(); });
  add(tr("Paste"), QKeySequence::Paste, [this] { pasteReference(); });
  add(tr("Paste as reference"), Qt::CTRL | Qt::SHIFT | Qt::Key_R, [this] { pasteReference(); });
  add(tr("Remove"), QKeySequence::Delete, [this] { removeCurrent(); });
  add(tr("Remove"), Qt::Key_Backspace, [this] { removeCurrent(); });
  strip_->actions().back()->setVisible(false);
  strip_->setContextMenuPolicy(Qt::ActionsContextMenu);
}

void CharacterDetails::connectFields() {
  connect(back_, &QToolButton::clicked, this, &CharacterDetails::backWanted);
  connect(colour_, &QToolButton::clicked, this, &CharacterDetails::chooseColour);
  leaveUndoToDocument(name_);
  leaveUndoToDocument(words_);
  connect(name_, &QLineEdit::textEdited, this, [this](const QString& name) {
    if (!name.trimmed().isEmpty()) setName(document_, character_, name.trimmed());
  });
  connect(name_, &QLineEdit::editingFinished, this, &CharacterDetails::refresh);
  connect(words_, &QPlainTextEdit::textChanged, this, [this] {
    if (!refreshing_ && character_) setDescription(document_, character_, words_->toPlainText());
  });
  connect(strength_, &SliderField::edited, this, [this] {
    if (character_) setStrength(document_, character_, strength_->value().value_or(1));
  });
  connect(add_, &QToolButton::clicked, this, [this] {
    intake_.choose(window(), true, [this, character = character_](const api::StoredPicture& picture, const QString&) {
      keep(character, picture.asset, -1);
    });
  });
  connect(paste_, &QToolButton::clicked, this, &CharacterDetails::pasteReference);
  connect(crop_, &QToolButton::clicked, this, &CharacterDetails::cropCurrent);
  connect(remove_, &QToolButton::clicked, this, &CharacterDetails::removeCurrent);
  connect(strip_, &QListView::doubleClicked, this, &CharacterDetails::cropCurrent);
  connect(strip_, &ReferenceStrip::picturesDropped, this, &CharacterDetails::takeInto);
  const auto enable = [this] {
    for (QToolButton* tool : {crop_, remove_}) tool->setEnabled(currentRow() >= 0);
  };
  connect(strip_->selectionModel(), &QItemSelectionModel::currentChanged, this, enable);
  connect(model_, &QAbstractItemModel::modelReset, this, enable);
  enable();
}

void CharacterDetails::setCharacter(manga::CharacterId character) {
  character_ = character;
  model_->setCharacter(character);
  refresh();
}

void CharacterDetails::documentChanged(const Change& change) {
  const auto* one = std::get_if<CharacterChanged>(&change);
  if (std::holds_alternative<ProjectReset>(change) || (one && one->character == character_)) refresh();
}

void CharacterDetails::refresh() {
  const auto* character = manga::find_character(document_.project(), character_);
  if (!character) return;
  refreshing_ = true;
  // What is being written stays as it is written: "Mia " must not lose its blank on the way to "Mia Sato".
  if (!name_->hasFocus() || name_->text().trimmed() != toQt(character->name)) {
    if (!(name_->hasFocus() && name_->text().trimmed().isEmpty())) name_->setText(toQt(character->name));
  }
  if (words_->toPlainText() != toQt(character->description)) words_->setPlainText(toQt(character->description));
  strength_->setValue(character->strength);
  colour_->setIcon(swatch(colourOf(*character)));
  refreshing_ = false;
}

void CharacterDetails::focusName() {
  name_->setFocus(Qt::OtherFocusReason);
  name_->selectAll();
}

void CharacterDetails::chooseColour() {
  const auto* character = manga::find_character(document_.project(), character_);
  if (!character) return;
  auto* dialog = new QColorDialog(colourOf(*character), window());
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->setWindowTitle(tr("Colour of %1's boxes").arg(toQt(character->name)));
  dialog->setOption(QColorDialog::DontUseNativeDialog);
  connect(dialog, &QColorDialog::colorSelected, this, [this, id = character_](const QColor& colour) {
    if (manga::find_character(document_.project(), id)) setColour(document_, id, colour);
  });
  dialog->open();
}

// --- references ------------------------------------------------------------------------------------------------------

int CharacterDetails::currentRow() const {
  return strip_->currentIndex().isValid() ? strip_->currentIndex().row() : -1;
}

void CharacterDetails::keep(manga::CharacterId id, const manga::AssetId& picture, int replaced) {
  // Undo may have taken the character, or the picture, away while the file was read.
  const auto* character = manga::find_character(document_.project(), id);
  if (!character) return;
  if (replaced >= 0 && replaced < int(character->references.size())) {
    replaceReference(document_, id, std::size_t(replaced), {.picture = picture});
  } else {
    addReference(document_, id, {.picture = picture});
  }
}

void CharacterDetails::takeInto(const QMimeData& data, int replaced) {
  auto place = std::make_shared<int>(replaced);
  intake_.take(data, [this, character = character_, place](const api::StoredPicture& picture, const QString&) {
    keep(character, picture.asset, std::exchange(*place, -1));  // only the first replaces
  });
}

void CharacterDetails::pasteReference() {
  intake_.paste([this, character = character_](const api::StoredPicture& picture, const QString&) {
    keep(character, picture.asset, -1);
  });
}

void CharacterDetails::cropCurrent() {
  if (currentRow() < 0) return;
  auto* dialog = new CropDialog(document_, pictures_, theme_, character_, std::size_t(currentRow()), window());
  dialog->open();
}

void CharacterDetails::moveCurrent(int by) {
  const int from = currentRow(), to = from + by;
  if (from < 0 || to < 0 || to >= model_->rowCount()) return;
  moveReference(document_, character_, std::size_t(from), std::size_t(to));
  strip_->setCurrentIndex(model_->index(to));
}

void CharacterDetails::removeCurrent() {
  const int row = currentRow();
  if (row < 0) return;
  removeReference(document_, character_, std::size_t(row));
  strip_->setCurrentIndex(model_->index(std::min(row, model_->rowCount() - 1)));
}

void CharacterDetails::dragEnterEvent(QDragEnterEvent* event) {
  if (!PictureIntake::accepts(*event->mimeData())) return;
  event->setDropAction(Qt::CopyAction);
  event->accept();
  veil_->showZone(rect(), tr("New reference of %1").arg(name_->text()));
}

void CharacterDetails::dragLeaveEvent(QDragLeaveEvent*) {
  veil_->hide();
}

void CharacterDetails::dropEvent(QDropEvent* event) {
  veil_->hide();
  event->setDropAction(Qt::CopyAction);
  event->accept();
  takeInto(*event->mimeData(), -1);
}

void CharacterDetails::keyPressEvent(QKeyEvent* event) {
  if (event->key() == Qt::Key_Escape) {
    emit backWanted();
    return;
  }
  QWidget::keyPressEvent(event);
}

}  // namespace koma::ui
