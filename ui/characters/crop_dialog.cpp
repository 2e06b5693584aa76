// SPDX-License-Identifier: Apache-2.0
#include "ui/characters/crop_dialog.h"

#include <QDialogButtonBox>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include "ui/characters/crop_view.h"
#include "ui/document/character_commands.h"
#include "ui/document/picture_library.h"
#include "ui/document/qt_values.h"
#include "ui/style/theme.h"

namespace koma::ui {

CropDialog::CropDialog(Document& document, PictureLibrary& pictures, const Theme& theme, manga::CharacterId character,
                       std::size_t reference, QWidget* parent)
    : QDialog(parent),
      document_(document),
      pictures_(pictures),
      character_(character),
      reference_(reference),
      view_(new CropView(theme, this)),
      size_(new QLabel(this)) {
  setAttribute(Qt::WA_DeleteOnClose);
  const auto* owner = manga::find_character(document.project(), character);
  setWindowTitle(owner ? tr("Crop a reference of %1").arg(toQt(owner->name)) : tr("Crop a reference"));
  auto* hint = new QLabel(tr("The drawing model sees only what is inside: best the head and shoulders, or the whole "
                             "figure, of one person."),
                          this);
  hint->setWordWrap(true);
  auto* keys =
      new QLabel(tr("Arrow keys move the frame, with Alt they change its size, with Shift in large steps."), this);
  keys->setFont(theme.font(TextRole::caption));
  keys->setWordWrap(true);
  auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
  auto* crop = buttons->addButton(tr("Crop"), QDialogButtonBox::AcceptRole);
  auto* whole = buttons->addButton(tr("Whole picture"), QDialogButtonBox::ResetRole);
  crop->setDefault(true);
  crop->setToolTip(tr("Keep this part (Enter)"));
  whole->setToolTip(tr("Let all of the picture count"));
  auto* column = new QVBoxLayout(this);
  column->setSpacing(space::small);
  column->addWidget(hint);
  column->addWidget(view_, 1);
  column->addWidget(size_);
  column->addWidget(keys);
  column->addWidget(buttons);

  connect(buttons, &QDialogButtonBox::accepted, this, &CropDialog::accept);
  connect(buttons, &QDialogButtonBox::rejected, this, &CropDialog::reject);
  connect(whole, &QPushButton::clicked, view_, [this] { view_->setCrop({0, 0, 1, 1}); });
  connect(view_, &CropView::cropChanged, this, &CropDialog::tellSize);
  connect(&pictures_, &PictureLibrary::ready, this, [this](const std::string& asset) {
    if (asset == picture_) showPicture();
  });
  if (owner && reference < owner->references.size()) {
    picture_ = owner->references[reference].picture;
    view_->setCrop(owner->references[reference].crop);
  }
  showPicture();
  view_->setFocus();
}

void CropDialog::showPicture() {
  const QImage picture = pictures_.picture(picture_, 0);
  if (!picture.isNull()) view_->setPicture(picture);
  tellSize();
}

void CropDialog::tellSize() {
  const UnitBox crop = view_->crop();
  size_->setText(tr("%1 % wide, %2 % high")
                     .arg(qRound((crop.right - crop.left) * 100))
                     .arg(qRound((crop.bottom - crop.top) * 100)));
}

void CropDialog::accept() {
  // The reference may have been removed by an undo meanwhile.
  const auto* owner = manga::find_character(document_.project(), character_);
  if (owner && reference_ < owner->references.size() && owner->references[reference_].picture == picture_) {
    setCrop(document_, character_, reference_, view_->crop());
  }
  QDialog::accept();
}

}  // namespace koma::ui
