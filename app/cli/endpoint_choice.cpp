// SPDX-License-Identifier: Apache-2.0
#include "app/cli/endpoint_choice.h"

#include <termios.h>
#include <unistd.h>

#include <algorithm>
#include <iostream>

#include "app/service/endpoint_file.h"
#include "engine/base/error.h"
#include "engine/planning/endpoint_check.h"
#ifdef KOMA_HAS_UI
#include <QCoreApplication>

#include "app/keys/desktop_key_ring.h"
#endif

namespace koma::app {

namespace {

/// The terminal does not show what is typed while this lives.
class Unseen {
 public:
  Unseen() : is_terminal_(tcgetattr(STDIN_FILENO, &before_) == 0) {
    if (!is_terminal_) return;
    termios unseen = before_;
    unseen.c_lflag &= ~tcflag_t(ECHO);
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &unseen);
  }
  ~Unseen() {
    if (is_terminal_) tcsetattr(STDIN_FILENO, TCSAFLUSH, &before_);
  }
  Unseen(const Unseen&) = delete;
  Unseen& operator=(const Unseen&) = delete;

 private:
  termios before_{};
  bool is_terminal_;
};

}  // namespace

void addEndpointFlags(CLI::App& verb, EndpointFlags& flags) {
  verb.add_option("--endpoint", flags.endpoint,
                  "A name of `komawari-cli endpoints`, or an address such as "
                  "http://127.0.0.1:8080/v1; default: by rule")
      ->type_name("NAME|URL");
  verb.add_option("--model", flags.model, "As the server names it; default: the endpoint's, else the server's first");
  verb.add_flag("--remote", flags.remote, "Let texts and pictures go to another machine");
  verb.add_flag("--plain", flags.plain, "Let them go there unencrypted");
  verb.add_flag("--ask-key", flags.askKey, "Read the server's key from the standard input, for this run only");
}

std::optional<api::Endpoint> chosenEndpoint(const EndpointFlags& flags) {
  if (flags.endpoint.empty()) return {};
  api::Endpoint endpoint;
  if (flags.endpoint.find("://") != std::string::npos) {
    endpoint.name = endpoint.url = flags.endpoint;
  } else {
    const auto all = readEndpoints(endpointFile());
    const auto found = std::ranges::find(all, flags.endpoint, &api::Endpoint::name);
    if (found == all.end()) {
      throw Error(ErrorCode::not_found, "is no endpoint; komawari-cli endpoints lists them, and adds one",
                  flags.endpoint);
    }
    endpoint = *found;
  }
  if (!flags.model.empty()) endpoint.model = flags.model;
  endpoint.may_leave_machine = endpoint.may_leave_machine || flags.remote;
  endpoint.may_be_plain = endpoint.may_be_plain || flags.plain;
  planning::check_endpoint(endpoint);
  return endpoint;
}

std::unique_ptr<EndpointKeys> makeKeys() {
#ifdef KOMA_HAS_UI
  if (QCoreApplication::instance() == nullptr) {
    static int count = 1;
    static char name[] = "komawari-cli";
    static char* arguments[] = {name, nullptr};
    static QCoreApplication application(count, arguments);
  }
  return std::make_unique<EndpointKeys>(makeDesktopKeyRing());
#else
  return std::make_unique<EndpointKeys>(nullptr);
#endif
}

std::string askForKey(const std::string& endpoint, Context& context) {
  const Unseen unseen;
  if (isatty(STDIN_FILENO) != 0) context.err << "Key of " << endpoint << ": " << std::flush;
  std::string key;
  if (!std::getline(std::cin, key)) {
    throw Error(ErrorCode::invalid_argument, "no key was given on the standard input", endpoint);
  }
  if (isatty(STDIN_FILENO) != 0) context.err << "\n";
  return key;
}

}  // namespace koma::app
