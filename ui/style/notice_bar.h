// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>
#include <vector>

#include "ui/style/notices.h"

class QVBoxLayout;

namespace koma::ui {

class NoticeCard;
class Theme;

/// Shows what the window's parts say, the newest on top, until each is dismissed or repaired. Takes no room while there
/// is nothing to say. Esc in a notice dismisses it.
class NoticeBar : public QWidget {
  Q_OBJECT
 public:
  NoticeBar(Notices& notices, const Theme& theme, QWidget* parent = nullptr);

  [[nodiscard]] int count() const noexcept { return int(cards_.size()); }
  void dismissAll();

 signals:
  void countChanged(int count);

 private:
  void add(const Notice& notice);
  void withdraw(const QString& key);
  void remove(NoticeCard* card);

  /// More would push the page away: the oldest goes.
  static constexpr std::size_t most = 4;

  const Theme& theme_;
  QVBoxLayout* layout_;
  std::vector<NoticeCard*> cards_;  ///< in the order they are shown; owned by Qt
};

}  // namespace koma::ui
