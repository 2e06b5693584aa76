// SPDX-License-Identifier: Apache-2.0
#include "app/cli/endpoints.h"

#include <algorithm>
#include <memory>
#include <nlohmann/json.hpp>

#include "app/cli/endpoint_choice.h"
#include "app/cli/event_writer.h"
#include "app/service/endpoint_file.h"
#include "engine/base/error.h"
#include "engine/network/http_transport.h"
#include "engine/planning/endpoint_check.h"

namespace koma::app {

namespace {

using nlohmann::json;

struct Arguments {
  api::Endpoint added;
  std::string name;
  EndpointFlags flags;
  std::string thinking, sight;
  bool json = false;
};

const char* words(api::Sight sight) {
  constexpr const char* names[] = {"not known", "sees pictures", "sees no pictures"};
  return names[std::size_t(sight)];
}

void tell(const api::Endpoint& endpoint, bool asJson, Context& context, const json& more = json::object()) {
  if (asJson) {
    json line = {{"name", endpoint.name}, {"url", endpoint.url}, {"model", endpoint.model}};
    line.update(more);
    return writeEvent(context.out, line);
  }
  context.out << endpoint.name << ": " << endpoint.url << (endpoint.model.empty() ? "" : ", " + endpoint.model)
              << (endpoint.may_leave_machine ? ", may leave this machine" : "") << "\n";
}

void list(const Arguments& arguments, Context& context) {
  const auto endpoints = readEndpoints(endpointFile());
  for (const api::Endpoint& endpoint : endpoints) tell(endpoint, arguments.json, context);
  if (endpoints.empty() && !arguments.json) context.err << "none yet; see komawari-cli endpoints find, and add\n";
}

void find(const Arguments& arguments, Context& context) {
  const auto transport = network::make_curl_transport();
  const auto found = planning::discover(*transport, planning::local_servers(), context.stop.get_token());
  for (const api::FoundEndpoint& one : found) tell(one.endpoint, arguments.json, context, {{"models", one.models}});
  if (found.empty() && !arguments.json) context.err << "no server answers on this machine's usual ports\n";
}

void add(const Arguments& arguments, Context& context) {
  auto endpoints = readEndpoints(endpointFile());
  std::erase_if(endpoints, [&](const api::Endpoint& one) { return one.name == arguments.added.name; });
  api::Endpoint added = arguments.added;
  if (arguments.thinking == "off") added.thinking = api::Thinking::off;
  if (arguments.thinking == "on") added.thinking = api::Thinking::on;
  if (arguments.sight == "yes") added.sight = api::Sight::sees;
  if (arguments.sight == "no") added.sight = api::Sight::blind;
  endpoints.push_back(added);
  writeEndpoints(endpointFile(), endpoints);
  tell(added, arguments.json, context);
}

void remove(const Arguments& arguments) {
  auto endpoints = readEndpoints(endpointFile());
  if (std::erase_if(endpoints, [&](const api::Endpoint& one) { return one.name == arguments.name; }) == 0) {
    throw Error(ErrorCode::not_found, "is no endpoint of the list", arguments.name);
  }
  writeEndpoints(endpointFile(), endpoints);
}

void setKey(const Arguments& arguments, Context& context) {
  const api::Endpoint endpoint = chosenEndpoint({.endpoint = arguments.name, .remote = true, .plain = true}).value();
  if (makeKeys()->store(endpoint.name, askForKey(endpoint.name, context)) != api::KeyPlace::keyring) {
    throw Error(ErrorCode::unreadable,
                "there is no keyring to keep the key, and it is never written to a file; give it "
                "with --ask-key where it is needed",
                endpoint.name);
  }
}

void test(Arguments& arguments, Context& context) {
  arguments.flags.endpoint = arguments.name;
  const api::Endpoint endpoint = chosenEndpoint(arguments.flags).value();
  const std::string key =
      arguments.flags.askKey ? askForKey(endpoint.name, context) : makeKeys()->find(endpoint.name).first;
  const auto transport = network::make_curl_transport();
  const auto report = planning::try_out(*transport, endpoint, key, planning::real_pause(), context.stop.get_token());
  if (!report) {
    context.exitCode = exitCancelled;
    return;
  }
  if (arguments.json) {
    return tell(endpoint, true, context,
                {{"models", report->models},
                 {"model", report->model},
                 {"follows_schema", report->follows_schema},
                 {"sight", words(report->sight)},
                 {"seconds", report->seconds}});
  }
  context.out << report->model << " answers after " << report->seconds << " s, "
              << (report->follows_schema ? "keeps to the form" : "does not keep to the form") << ", "
              << words(report->sight) << "\n";
}

void addAdding(CLI::App& verb, const std::shared_ptr<Arguments>& arguments, Context& context) {
  CLI::App* adding = verb.add_subcommand("add", "Put an endpoint on the list, or change it");
  api::Endpoint& added = arguments->added;
  adding->add_option("NAME", added.name, "Your word for it")->required();
  adding->add_option("URL", added.url, "Up to and with the version: http://127.0.0.1:11434/v1")->required();
  adding->add_option("--model", added.model, "As the server names it; default: its first");
  adding->add_option("--most-tokens", added.most_tokens, "Of one answer")->check(CLI::Range(16, 32768));
  adding->add_option("--temperature", added.temperature, "How freely it answers")
      ->check(CLI::Range(0.0, 2.0))
      ->capture_default_str();
  adding->add_option("--budget", added.token_budget, "Tokens of one run, prompts and answers; default: no limit");
  adding->add_option("--prompt-price", added.prompt_price, "Of a million tokens");
  adding->add_option("--answer-price", added.answer_price, "Of a million tokens");
  adding->add_option("--thinking", arguments->thinking, "Whether it may think aloud")
      ->check(CLI::IsMember({"on", "off"}));
  adding->add_option("--sees", arguments->sight, "Whether it can be shown pictures")
      ->check(CLI::IsMember({"yes", "no"}));
  adding->add_flag("--remote", added.may_leave_machine, "Texts and pictures may go to another machine");
  adding->add_flag("--plain", added.may_be_plain, "Also unencrypted");
  adding->add_flag("--json", arguments->json, "JSON on the standard output");
  adding->callback([arguments, &context] { add(*arguments, context); });
}

}  // namespace

void addEndpoints(CLI::App& program, Context& context) {
  auto arguments = std::make_shared<Arguments>();
  CLI::App* verb = program.add_subcommand("endpoints", "List, find, keep and try servers of language models");
  verb->require_subcommand(0, 1);
  verb->add_flag("--json", arguments->json, "One JSON object per line on the standard output");
  verb->footer(R"(Examples:
  komawari-cli endpoints                                             # those you keep
  komawari-cli endpoints find                                        # asks the usual ports of this machine, nobody else
  komawari-cli endpoints add local http://127.0.0.1:8080/v1
  komawari-cli endpoints add far https://api.openai.com/v1 --model MODEL --remote
  komawari-cli endpoints key far                                     # from the terminal into the desktop's keyring
  komawari-cli endpoints test far)");
  CLI::App* finding = verb->add_subcommand("find", "Ask the usual ports of this machine");
  finding->add_flag("--json", arguments->json, "One JSON object per line on the standard output");
  finding->callback([arguments, &context] { find(*arguments, context); });
  addAdding(*verb, arguments, context);
  const auto named = [&](const char* name, const char* what) {
    CLI::App* sub = verb->add_subcommand(name, what);
    sub->add_option("NAME", arguments->name, "A name of the list")->required();
    return sub;
  };
  named("remove", "Take an endpoint off the list")->callback([arguments] { remove(*arguments); });
  named("key", "Put a key, read from the standard input, into the desktop's keyring")->callback([arguments, &context] {
    setKey(*arguments, context);
  });
  named("forget-key", "Take its key out of the keyring")->callback([arguments] {
    makeKeys()->forget(arguments->name);
  });
  CLI::App* trying = named("test", "Ask it for its models, a small answer, and the colour of a picture");
  trying->add_flag("--ask-key", arguments->flags.askKey, "Read the key from the standard input, for this run only");
  trying->add_flag("--json", arguments->json, "JSON on the standard output");
  trying->callback([arguments, &context] { test(*arguments, context); });
  verb->callback([arguments, verb, &context] {
    if (verb->get_subcommands().empty()) list(*arguments, context);
  });
}

}  // namespace koma::app
