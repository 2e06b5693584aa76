// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>
#include <optional>

class QDBusVariant;

namespace koma::ui {

/// Whether the desktop wants dark programs, as the XDG settings portal tells; asked without waiting, so the answer
/// comes as `changed`. Knows nothing where there is no such desktop. Owned by the theme.
class SystemScheme : public QObject {
  Q_OBJECT
 public:
  explicit SystemScheme(QObject* parent = nullptr);

  [[nodiscard]] std::optional<bool> dark() const noexcept { return dark_; }

 signals:
  void changed();

 private slots:
  void settingChanged(const QString& space, const QString& key, const QDBusVariant& value);

 private:
  void take(const QVariant& value);

  std::optional<bool> dark_;
};

}  // namespace koma::ui
