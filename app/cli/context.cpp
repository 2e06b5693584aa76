// SPDX-License-Identifier: Apache-2.0
#include "app/cli/context.h"

#include <pthread.h>
#include <unistd.h>

#include <csignal>

namespace koma::app {

namespace {

/// SIGUSR1 only wakes the watcher when the program ends by itself.
sigset_t watchedSignals() {
  sigset_t set;
  sigemptyset(&set);
  for (const int signal : {SIGINT, SIGTERM, SIGUSR1}) sigaddset(&set, signal);
  return set;
}

void watch(const std::stop_token& ended, std::stop_source& stop) {
  const sigset_t set = watchedSignals();
  int signal = 0;
  while (sigwait(&set, &signal) == 0 && !ended.stop_requested()) {
    if (signal == SIGUSR1) continue;
    if (!stop.request_stop()) _exit(exitCancelled);
  }
}

}  // namespace

StopOnSignal::StopOnSignal(std::stop_source stop) {
  const sigset_t set = watchedSignals();
  pthread_sigmask(SIG_BLOCK, &set, nullptr);
  watcher_ = std::jthread([stop = std::move(stop)](const std::stop_token& ended) mutable { watch(ended, stop); });
}

StopOnSignal::~StopOnSignal() {
  watcher_.request_stop();
  pthread_kill(watcher_.native_handle(), SIGUSR1);
}

}  // namespace koma::app
