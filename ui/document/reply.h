// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QCoreApplication>
#include <QMetaObject>
#include <QPointer>
#include <memory>

#include "engine/api/outcome.h"

namespace koma::ui {

/// A service's reply brought to the GUI thread: `then` gets the outcome there, unless `context` is gone by then. Make
/// it on the GUI thread; the service may call it on any.
template <class T, class Then>
[[nodiscard]] api::Reply<T> onGuiThread(QObject* context, Then then) {
  // A QPointer may be copied between threads but only looked at here: the queued call to qApp does that.
  return [guard = QPointer<QObject>(context), then = std::move(then)](api::Outcome<T> outcome) {
    // Queued calls must be copyable; an outcome may be large.
    auto shared = std::make_shared<api::Outcome<T>>(std::move(outcome));
    QMetaObject::invokeMethod(
        qApp,
        [guard, then, shared] {
          if (guard) then(std::move(*shared));
        },
        Qt::QueuedConnection);
  };
}

}  // namespace koma::ui
