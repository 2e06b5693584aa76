// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QCoreApplication>
#include <QMetaObject>
#include <QPointer>
#include <functional>

namespace koma::ui {

/// Work away from the GUI thread: decoding, shrinking, painting of pictures. The application owns the threads behind it
/// and outlives every widget.
class Background {
 public:
  virtual ~Background() = default;

  /// Runs `work` on another thread, in no particular order with other work.
  virtual void post(std::function<void()> work) = 0;

  /// Runs `work` there and hands its result to `then` on the GUI thread, unless `context` is gone by then. Call it on
  /// the GUI thread. `work` must not touch QObjects and must not throw.
  template <class Work, class Then>
  void run(QObject* context, Work work, Then then) {
    // A QPointer may be copied between threads but only looked at here: the queued call to qApp does that.
    post([guard = QPointer<QObject>(context), work = std::move(work), then = std::move(then)]() mutable {
      auto result = work();
      QMetaObject::invokeMethod(
          qApp,
          [guard = std::move(guard), then = std::move(then), result = std::move(result)]() mutable {
            if (guard) then(std::move(result));
          },
          Qt::QueuedConnection);
    });
  }
};

}  // namespace koma::ui
