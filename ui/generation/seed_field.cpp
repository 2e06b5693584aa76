// SPDX-License-Identifier: Apache-2.0
#include "ui/generation/seed_field.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QRandomGenerator>
#include <QSignalBlocker>
#include <QToolButton>
#include <QToolTip>

#include "engine/api/generation_request.h"
#include "ui/style/field_manners.h"
#include "ui/style/icons.h"
#include "ui/style/theme.h"

namespace koma::ui {

SeedField::SeedField(const Theme& theme, QWidget* parent)
    : QWidget(parent),
      theme_(theme),
      label_(new QLabel(tr("Seed"), this)),
      field_(new QLineEdit(this)),
      lock_(new QToolButton(this)),
      dice_(new QToolButton(this)) {
  label_->setBuddy(field_);
  field_->setAccessibleName(label_->text());
  field_->setPlaceholderText(tr("New for each take"));
  field_->setToolTip(tr("The same seed and settings give the same picture. Locked, only what you change changes."));
  leaveUndoToDocument(field_);
  lock_->setCheckable(true);
  dice_->setIcon(icon(QStringLiteral("dice"), theme_));
  dice_->setToolTip(tr("Lock another seed"));
  dice_->setAccessibleName(dice_->toolTip());
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(space::small);
  row->addWidget(label_);
  row->addWidget(field_, 1);
  row->addWidget(lock_);
  row->addWidget(dice_);
  const auto random = [] { return std::uint64_t(QRandomGenerator::global()->bounded(quint32(1) << 31)); };
  connect(field_, &QLineEdit::editingFinished, this, &SeedField::takeText);
  connect(dice_, &QToolButton::clicked, this, [this, random] { edit(random()); });
  connect(lock_, &QToolButton::toggled, this,
          [this, random](bool locked) { edit(locked ? std::optional(last_ ? *last_ : random()) : std::nullopt); });
  showSeed();
}

void SeedField::setSeed(std::optional<std::uint64_t> seed, std::optional<std::uint64_t> last) {
  seed_ = seed;
  last_ = last;
  showSeed();
}

void SeedField::edit(std::optional<std::uint64_t> seed) {
  const bool other = seed != seed_;
  seed_ = seed;
  field_->setModified(false);
  showSeed();
  if (other) emit edited();
}

void SeedField::takeText() {
  if (!field_->isModified()) return;
  field_->setModified(false);
  const QString text = field_->text().trimmed();
  bool ok = false;
  const qulonglong number = text.toULongLong(&ok);
  if (text.isEmpty()) {
    edit({});
  } else if (ok && number <= api::largest_seed) {
    edit(std::uint64_t(number));
  } else {
    showSeed();
    QToolTip::showText(field_->mapToGlobal(QPoint(0, field_->height())),
                       tr("A seed is a whole number from 0 to %1.").arg(api::largest_seed), field_);
  }
}

void SeedField::showSeed() {
  if (!field_->isModified()) field_->setText(seed_ ? QString::number(*seed_) : QString());
  const QSignalBlocker quiet(lock_);
  lock_->setChecked(seed_.has_value());
  lock_->setIcon(icon(seed_ ? QStringLiteral("lock") : QStringLiteral("unlock"), theme_));
  if (seed_) {
    lock_->setToolTip(tr("Locked. Click to take a new seed for each take."));
  } else if (last_) {
    lock_->setToolTip(tr("Lock the seed of the picture that the page shows, %1").arg(*last_));
  } else {
    lock_->setToolTip(tr("Lock a seed"));
  }
  lock_->setAccessibleName(tr("Lock the seed"));
}

}  // namespace koma::ui
