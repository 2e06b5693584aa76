// SPDX-License-Identifier: Apache-2.0
#include "ui/style/system_scheme.h"

#include <unistd.h>

#include <QFileInfo>
#include <QtDBus/QDBusConnection>
#include <QtDBus/QDBusMessage>
#include <QtDBus/QDBusPendingCallWatcher>
#include <QtDBus/QDBusPendingReply>
#include <QtDBus/QDBusVariant>

namespace koma::ui {
namespace {

const QString service = QStringLiteral("org.freedesktop.portal.Desktop");
const QString path = QStringLiteral("/org/freedesktop/portal/desktop");
const QString settings = QStringLiteral("org.freedesktop.portal.Settings");
const QString appearance = QStringLiteral("org.freedesktop.appearance");
const QString scheme = QStringLiteral("color-scheme");

/// Without a bus, asking for it would start one, which takes a second.
bool hasBus() {
  return qEnvironmentVariableIsSet("DBUS_SESSION_BUS_ADDRESS") ||
         QFileInfo::exists(QStringLiteral("/run/user/%1/bus").arg(getuid()));
}

}  // namespace

SystemScheme::SystemScheme(QObject* parent) : QObject(parent) {
  if (!hasBus()) return;
  QDBusConnection bus = QDBusConnection::sessionBus();
  if (!bus.isConnected()) return;
  // QtDBus takes no pointers to functions here.
  bus.connect(service, path, settings, QStringLiteral("SettingChanged"), this,
              SLOT(settingChanged(QString, QString, QDBusVariant)));
  QDBusMessage question = QDBusMessage::createMethodCall(service, path, settings, QStringLiteral("Read"));
  question.setArguments({appearance, scheme});
  auto* answer = new QDBusPendingCallWatcher(bus.asyncCall(question), this);
  connect(answer, &QDBusPendingCallWatcher::finished, this, [this, answer] {
    const QDBusPendingReply<QDBusVariant> reply = *answer;
    if (!reply.isError()) take(reply.value().variant());
    answer->deleteLater();
  });
}

void SystemScheme::settingChanged(const QString& space, const QString& key, const QDBusVariant& value) {
  if (space == appearance && key == scheme) take(value.variant());
}

void SystemScheme::take(const QVariant& value) {
  // "Read" wraps the number twice, the signal once. 1 is dark, 2 is light, 0 has no wish.
  const QVariant inner = value.canConvert<QDBusVariant>() ? value.value<QDBusVariant>().variant() : value;
  const uint wish = inner.toUInt();
  const std::optional<bool> dark = wish == 1 ? std::optional(true) : wish == 2 ? std::optional(false) : std::nullopt;
  if (dark == dark_) return;
  dark_ = dark;
  emit changed();
}

}  // namespace koma::ui
