// SPDX-License-Identifier: Apache-2.0
#include "ui/style/notice_bar.h"

#include <QVBoxLayout>
#include <algorithm>

#include "ui/style/notice_card.h"
#include "ui/style/theme.h"

namespace koma::ui {

NoticeBar::NoticeBar(Notices& notices, const Theme& theme, QWidget* parent)
    : QWidget(parent), theme_(theme), layout_(new QVBoxLayout(this)) {
  layout_->setContentsMargins(space::small, space::small, space::small, space::small);
  layout_->setSpacing(space::tight);
  setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
  setAccessibleName(tr("Messages"));
  hide();
  connect(&notices, &Notices::said, this, &NoticeBar::add);
  connect(&notices, &Notices::withdrawn, this, &NoticeBar::withdraw);
}

void NoticeBar::dismissAll() {
  while (!cards_.empty()) remove(cards_.back());
}

void NoticeBar::add(const Notice& notice) {
  if (!notice.key.isEmpty()) withdraw(notice.key);
  while (cards_.size() >= most) remove(cards_.back());
  auto* card = new NoticeCard(notice, theme_, this);
  connect(card, &NoticeCard::dismissed, this, [this, card] { remove(card); });
  layout_->insertWidget(0, card);
  cards_.insert(cards_.begin(), card);
  show();
  emit countChanged(count());
}

void NoticeBar::withdraw(const QString& key) {
  const auto found = std::ranges::find_if(cards_, [&](const NoticeCard* card) { return card->key() == key; });
  if (!key.isEmpty() && found != cards_.end()) remove(*found);
}

void NoticeBar::remove(NoticeCard* card) {
  if (std::erase(cards_, card) == 0) return;
  layout_->removeWidget(card);
  card->hide();
  card->deleteLater();  // it may be the sender
  setVisible(!cards_.empty());
  emit countChanged(count());
}

}  // namespace koma::ui
