// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <ostream>
#include <stop_token>
#include <thread>

namespace koma::app {

/// Exit statuses of every verb.
enum ExitCode { exitFinished = 0, exitFailed = 1, exitUsage = 2, exitCancelled = 130 };

/// What every verb is given: where the program's data lies, where to speak, and whether the user wants to stop.
/// A verb throws koma::Error when it fails (main prints the sentence and exits with 1) and sets `exitCode` otherwise.
struct Context {
  std::filesystem::path resources;  ///< holds fonts/, models/, samples/
  std::ostream& out;                ///< results: what a script reads
  std::ostream& err;                ///< progress and complaints
  std::stop_source stop;            ///< requested by the first Ctrl+C
  int exitCode = exitFinished;
  bool outIsTerminal = false;
  bool errIsTerminal = false;
};

/// Turns the first SIGINT or SIGTERM into a request to stop and lets the second end the program at once with 130.
/// Made first in main, before any other thread exists: it blocks both signals and waits for them on its own thread,
/// because almost nothing may be done inside a signal handler.
class StopOnSignal {
 public:
  explicit StopOnSignal(std::stop_source stop);
  ~StopOnSignal();
  StopOnSignal(const StopOnSignal&) = delete;
  StopOnSignal& operator=(const StopOnSignal&) = delete;

 private:
  std::jthread watcher_;
};

}  // namespace koma::app
