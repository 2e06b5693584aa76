// SPDX-License-Identifier: Apache-2.0
#include "app/keys/desktop_key_ring.h"

#include <qt6keychain/keychain.h>

#include <QCoreApplication>
#include <QEventLoop>
#include <QThread>
#include <QTimer>
#include <chrono>
#include <functional>
#include <future>

#include "engine/base/error.h"

namespace koma::app {

namespace {

using namespace std::chrono_literals;

constexpr auto patience = 30s;

/// What a job of the keyring came to; copied out of it, because the job dies on its own thread.
struct Came {
  QKeychain::Error error = QKeychain::OtherError;
  QString words, text;
};

[[noreturn]] void refuse(const QString& words) {
  throw Error(ErrorCode::unreadable, "the desktop's keyring cannot be used (" + words.toStdString() +
                                         "); unlock it, or give the key for this session");
}

/// Runs a job to its end on the application's thread.
template <class Job>
Came run(const std::function<void(Job&)>& prepare, const std::function<QString(const Job&)>& read) {
  QCoreApplication* application = QCoreApplication::instance();
  if (application == nullptr) refuse("the program has no event loop");
  auto promise = std::make_shared<std::promise<Came>>();
  std::future<Came> came = promise->get_future();
  const auto start = [=] {
    auto* job = new Job("komawari");  // deletes itself
    job->setInsecureFallback(false);
    prepare(*job);
    QObject::connect(job, &QKeychain::Job::finished, job, [=] {
      promise->set_value({job->error(), job->errorString(), read(*job)});
    });
    job->start();
  };
  if (QThread::currentThread() != application->thread()) {
    QMetaObject::invokeMethod(application, start, Qt::QueuedConnection);
    if (came.wait_for(patience) != std::future_status::ready) refuse("it does not answer");
    return came.get();
  }
  QTimer tick;  // wakes the loop, so that it looks whether the answer is there
  tick.start(20ms);
  QDeadlineTimer deadline(patience);
  start();
  while (came.wait_for(0s) != std::future_status::ready) {
    if (deadline.hasExpired()) refuse("it does not answer");
    QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents | QEventLoop::ExcludeUserInputEvents);
  }
  return came.get();
}

class DesktopKeyRing : public KeyRing {
 public:
  std::optional<std::string> find(const std::string& endpoint) override {
    using Job = QKeychain::ReadPasswordJob;
    const Came came = run<Job>([name = QString::fromStdString(endpoint)](Job& job) { job.setKey(name); },
                               [](const Job& job) { return job.textData(); });
    if (came.error == QKeychain::EntryNotFound) return {};
    if (came.error != QKeychain::NoError) refuse(came.words);
    return came.text.toStdString();
  }

  void store(const std::string& endpoint, const std::string& key) override {
    using Job = QKeychain::WritePasswordJob;
    const auto prepare = [name = QString::fromStdString(endpoint), key = QString::fromStdString(key)](Job& job) {
      job.setKey(name);
      job.setTextData(key);
    };
    const Came came = run<Job>(prepare, [](const Job&) { return QString(); });
    if (came.error != QKeychain::NoError) refuse(came.words);
  }

  void forget(const std::string& endpoint) override {
    using Job = QKeychain::DeletePasswordJob;
    const Came came = run<Job>([name = QString::fromStdString(endpoint)](Job& job) { job.setKey(name); },
                               [](const Job&) { return QString(); });
    if (came.error != QKeychain::NoError && came.error != QKeychain::EntryNotFound) refuse(came.words);
  }
};

}  // namespace

std::unique_ptr<KeyRing> makeDesktopKeyRing() {
  return std::make_unique<DesktopKeyRing>();
}

}  // namespace koma::app
