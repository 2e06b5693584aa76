// SPDX-License-Identifier: Apache-2.0
#include "engine/training/workers.h"

#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>

#include <cerrno>

#include "engine/base/error.h"

extern char** environ;

namespace koma::training {

namespace {

int spawn(const std::vector<std::string>& arguments) {
  std::vector<char*> raw;
  for (const std::string& argument : arguments) raw.push_back(const_cast<char*>(argument.c_str()));
  raw.push_back(nullptr);
  pid_t pid = 0;
  if (posix_spawn(&pid, "/proc/self/exe", nullptr, nullptr, raw.data(), environ) != 0)
    throw Error(ErrorCode::internal, "a second training process could not be started; use --processes 1");
  return pid;
}

}  // namespace

Workers::Workers(const std::vector<std::string>& arguments, int processes, const std::filesystem::path& rendezvous) {
  for (int rank = 1; rank < processes; ++rank) {
    std::vector<std::string> all = arguments;
    for (const std::string& word : {std::string("--rank"), std::to_string(rank), std::string("--world"),
                                    std::to_string(processes), std::string("--rendezvous"), rendezvous.string()})
      all.push_back(word);
    pids_.push_back(spawn(all));
  }
}

Workers::~Workers() {
  for (const int pid : pids_) {
    kill(pid, SIGTERM);
    waitpid(pid, nullptr, 0);
  }
}

void Workers::wait() {
  bool failed = false;
  for (const int pid : pids_) {
    int status = 0;
    while (waitpid(pid, &status, 0) < 0 && errno == EINTR) {
    }
    failed = failed || !WIFEXITED(status) || WEXITSTATUS(status) != 0;
  }
  pids_.clear();
  if (failed) throw Error(ErrorCode::internal, "a training process ended with an error; its message stands above");
}

}  // namespace koma::training
