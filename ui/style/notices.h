// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>
#include <QString>
#include <functional>

namespace koma::ui {

/// Something that people should know, shown in its place until it is dismissed or repaired; never a modal box.
struct Notice {
  enum class Kind { information, success, warning, error };
  Kind kind = Kind::information;
  QString text;                ///< one sentence: what and where
  QString details;             ///< the engine's own words, folded away; may be empty
  QString remedy;              ///< label of a button, may be empty
  std::function<void()> mend;  ///< what the button does
  QString key;                 ///< a later notice with the same key replaces this one; empty: none does
  QString otherRemedy;         ///< label of a second, quieter button, may be empty
  std::function<void()> mendOther;
};

/// Where any part of the window says something. The shell shows it (ui/style/notice_bar.h). One per window.
class Notices : public QObject {
  Q_OBJECT
 public:
  using QObject::QObject;
  void say(const Notice& notice) { emit said(notice); }
  /// What the notice of this key spoke of is over.
  void withdraw(const QString& key) { emit withdrawn(key); }

 signals:
  void said(const koma::ui::Notice& notice);
  void withdrawn(const QString& key);
};

}  // namespace koma::ui
