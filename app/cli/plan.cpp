// SPDX-License-Identifier: Apache-2.0
#include "app/cli/plan.h"

#include <fstream>
#include <iterator>
#include <memory>
#include <nlohmann/json.hpp>

#include "app/cli/endpoint_choice.h"
#include "app/cli/event_writer.h"
#include "app/cli/plan_answer.h"
#include "engine/api/panel_review.h"
#include "engine/api/plan_event.h"
#include "engine/base/error.h"
#include "engine/base/picture_file.h"
#include "engine/manga/apply_proposal.h"
#include "engine/manga/conversation_json.h"
#include "engine/manga/differences.h"
#include "engine/manga/project_store.h"
#include "engine/network/http_transport.h"
#include "engine/planning/model_planner.h"
#include "engine/planning/safe_text.h"

namespace koma::app {

namespace {

using nlohmann::json;

struct Arguments {
  std::filesystem::path bundle, textFile;
  EndpointFlags endpoint;
  std::size_t page = 0;
  std::uint64_t panel = 0;
  int panels = 0;
  std::string text, wish, character, language;
  bool accept = false, json = false;
};

using TaskMaker = std::function<api::PlanTask(const Arguments&, const manga::Project&)>;

manga::PageId pageAt(const manga::Project& project, std::size_t number) {
  if (number >= 1 && number <= project.pages.size()) return project.pages[number - 1].id;
  throw Error(ErrorCode::not_found,
              "there is no page " + std::to_string(number) + "; the work has " + std::to_string(project.pages.size()));
}

std::string textOf(const Arguments& arguments) {
  if (arguments.textFile.empty()) return arguments.text;
  std::ifstream file(arguments.textFile, std::ios::binary);
  if (!file) throw Error(ErrorCode::not_found, "cannot be read", arguments.textFile.string());
  return {std::istreambuf_iterator<char>(file), {}};
}

json rowJson(const manga::Difference& row) {
  return {{"place", manga::to_text(row.place)},
          {"subject", manga::to_string(row.subject)},
          {"before", row.before},
          {"after", row.after}};
}

/// One run of the verb.
class Planning {
 public:
  Planning(const Arguments& arguments, Context& context)
      : arguments_(arguments),
        context_(context),
        store_(manga::ProjectStore::open(arguments.bundle)),
        project_(store_.load_with_results()) {}

  void run(const TaskMaker& task) {
    api::PlanRequest request{
        .task = task(arguments_, project_), .project = project_, .endpoint = chosenEndpoint(arguments_.endpoint)};
    request.pictures = [this](const manga::AssetId& asset) {
      return decode_picture(store_.read_object(asset), store_.object_path(asset).string());
    };
    const bool mayAsk = request.endpoint && arguments_.endpoint.askKey;
    const std::string asked = mayAsk ? askForKey(request.endpoint->name, context_) : "";
    const auto keys = request.endpoint && asked.empty() ? makeKeys() : nullptr;
    planning::ModelPlanner planner(network::make_curl_transport(), [&](const std::string& endpoint) {
      return keys ? keys->find(endpoint).first : asked;
    });
    planner.run(
        request, [this](const api::PlanEvent& event) { hear(event); }, context_.stop.get_token());
    if (failed_) throw Error(failed_->code, failed_->text);
    if (finished_) show();
  }

 private:
  void hear(const api::PlanEvent& event) {
    if (const auto* piece = std::get_if<api::PlanText>(&event)) {
      if (context_.errIsTerminal && !arguments_.json) context_.err << piece->text << std::flush;
      if (arguments_.json)
        writeEvent(context_.out, {{"event", "text"}, {"text", piece->text}, {"thinking", piece->thinking}});
    } else if (const auto* retry = std::get_if<api::PlanRetry>(&event)) {
      if (!arguments_.json) context_.err << "komawari-cli: asked again: " << retry->reason << "\n";
      if (arguments_.json) writeEvent(context_.out, {{"event", "retry"}, {"reason", retry->reason}});
    } else if (const auto* finished = std::get_if<api::PlanFinished>(&event)) {
      finished_ = *finished;
    } else if (const auto* failed = std::get_if<api::Failed>(&event)) {
      failed_ = *failed;
      if (arguments_.json) writeEvent(context_.out, eventJson(*failed));
    } else if (std::holds_alternative<api::Cancelled>(event)) {
      context_.exitCode = exitCancelled;
      if (arguments_.json) writeEvent(context_.out, eventJson(api::Cancelled{}));
    }
  }

  void show() {
    const auto* answer = std::get_if<manga::AnswerProposal>(&finished_->proposal.change);
    if (answer) std::get<manga::AnswerProposal>(finished_->proposal.change).turn.origin = finished_->proposal.origin;
    const manga::Project changed = manga::applied(project_, finished_->proposal);
    const auto rows = manga::differences(project_, changed);
    if (arguments_.accept) store_.save(changed);
    const api::PlanCost& cost = finished_->cost;
    if (arguments_.json) {
      json list = json::array();
      for (const auto& row : rows) list.push_back(rowJson(row));
      json event = {{"event", "finished"},
                    {"origin", finished_->proposal.origin},
                    {"differences", list},
                    {"notes", finished_->notes},
                    {"accepted", arguments_.accept},
                    {"cost",
                     {{"prompt_tokens", cost.prompt_tokens},
                      {"answer_tokens", cost.answer_tokens},
                      {"estimated", cost.estimated},
                      {"price", cost.price},
                      {"seconds", cost.seconds}}}};
      if (answer) event["answer"] = manga::turn_to_json(answer->turn);
      return writeEvent(context_.out, event);
    }
    if (context_.errIsTerminal && cost.answer_tokens > 0) context_.err << "\n";
    if (answer) writeAnswer(context_.out, answer->turn);
    for (const auto& row : rows) {
      if (!answer) print(row);
    }
    for (const std::string& note : finished_->notes) context_.err << "komawari-cli: note: " << note << "\n";
    context_.err << "by " << planning::shown(finished_->proposal.origin);
    if (cost.answer_tokens > 0) context_.err << ", " << cost.prompt_tokens + cost.answer_tokens << " tokens";
    if (answer) {
      context_.err << (arguments_.accept ? "; kept in the work\n" : "; nothing is changed, keep it with --accept\n");
    } else {
      context_.err << (arguments_.accept ? "; taken\n" : "; nothing is changed, take it with --accept\n");
    }
  }

  void print(const manga::Difference& row) {
    context_.out << planning::shown(manga::to_text(row.place)) << ": " << manga::to_string(row.subject) << "\n";
    if (!row.before.empty()) context_.out << "  - " << planning::shown(row.before) << "\n";
    if (!row.after.empty()) context_.out << "  + " << planning::shown(row.after) << "\n";
  }

  const Arguments& arguments_;
  Context& context_;
  manga::ProjectStore store_;
  manga::Project project_;
  std::optional<api::PlanFinished> finished_;
  std::optional<api::Failed> failed_;
};

api::PlanTask pageTask(const Arguments& arguments, const manga::Project& project) {
  return api::PageTask{pageAt(project, arguments.page), textOf(arguments), arguments.panels};
}

api::PlanTask characterTask(const Arguments& arguments, const manga::Project& project) {
  const manga::Character* member = manga::find_by_name(project, arguments.character);
  if (member == nullptr) throw Error(ErrorCode::not_found, "is nobody of the cast", arguments.character);
  return api::CharacterTask{member->id};
}

api::PlanTask translationTask(const Arguments& arguments, const manga::Project& project) {
  api::TranslationTask task{.language = arguments.language};
  if (arguments.page == 0) return task;
  for (const auto& balloon : manga::find_page(project, pageAt(project, arguments.page))->balloons) {
    task.balloons.push_back(balloon.id);
  }
  if (task.balloons.empty()) throw Error(ErrorCode::not_found, "the page has no balloons");
  return task;
}

/// A task about a panel, or somebody of the cast where they are named.
TaskMaker assistantTask(manga::TurnKind kind) {
  return [kind](const Arguments& arguments, const manga::Project& project) -> api::PlanTask {
    api::AssistantTask task{.subject = manga::PanelId{arguments.panel}, .kind = kind, .words = arguments.wish};
    if (!arguments.character.empty()) {
      task.subject = std::get<api::CharacterTask>(characterTask(arguments, project)).character;
    } else if (kind == manga::TurnKind::explain && manga::find_panel(project, {arguments.panel})) {
      const auto readable = [](const manga::AssetId&) { return true; };
      for (const auto& warning : api::review_panel(project, {arguments.panel}, {}, readable)) {
        task.findings.push_back(api::to_text(warning));
      }
    }
    return task;
  };
}

/// What can be asked about pictures of the work.
void addAssistant(const std::function<CLI::App*(const char*, const char*, TaskMaker)>& add, Arguments& arguments) {
  const auto about = [&](const char* name, const char* what, manga::TurnKind kind, bool people) {
    CLI::App* sub = add(name, what, assistantTask(kind));
    CLI::Option_group* subject = sub->add_option_group("About");
    subject->add_option("--panel", arguments.panel, "Id, as komawari-cli info tells it");
    if (people) subject->add_option("--character", arguments.character, "Name in the cast");
    subject->require_option(1);
    return sub;
  };
  about("ask", "A question about a panel's picture, or somebody's", manga::TurnKind::ask, true)
      ->add_option("QUESTION", arguments.wish, "In your language")
      ->required();
  about("describe", "What a panel's picture shows, or somebody's", manga::TurnKind::describe, true);
  about("explain", "Why a panel's picture does not keep to its boxes", manga::TurnKind::explain, false);
  about("similar", "A prompt for a picture like a panel's", manga::TurnKind::similar, false)
      ->add_option("--wish", arguments.wish, "What may vary");
  about("edit", "A change of a panel's picture, as a plan for komawari-cli edit", manga::TurnKind::edit, false)
      ->add_option("--wish", arguments.wish, "What is to be changed")
      ->required();
}

}  // namespace

void addPlan(CLI::App& program, Context& context) {
  auto arguments = std::make_shared<Arguments>();
  CLI::App* verb = program.add_subcommand("plan", "Let a language model, or rules, propose pages, panels and words");
  verb->require_subcommand(1);
  const auto add = [&](const char* name, const char* what, TaskMaker task) {
    CLI::App* sub = verb->add_subcommand(name, what);
    sub->add_option("PROJECT", arguments->bundle, "Bundle, TITLE.koma")->required();
    addEndpointFlags(*sub, arguments->endpoint);
    sub->add_flag("--accept", arguments->accept, "Take the proposal, keep the answer; without it nothing is changed");
    sub->add_flag("--json", arguments->json, "One event per line on the standard output");
    sub->callback([arguments, task = std::move(task), &context] { Planning(*arguments, context).run(task); });
    return sub;
  };
  CLI::App* page = add("page", "A whole page from a text; without --endpoint by rule", pageTask);
  page->add_option("--page", arguments->page, "From 1")->required();
  auto* text =
      page->add_option("--text", arguments->text, "A sentence or part of a script; default: the work's script");
  page->add_option("--text-file", arguments->textFile, "The same in a file")->excludes(text);
  page->add_option("--panels", arguments->panels, "How many; default: as the text wants")->check(CLI::Range(1, 12));
  CLI::App* panel = add("panel", "Regions for a panel", [](const Arguments& a, const manga::Project&) {
    return api::PanelTask{{a.panel}, a.wish};
  });
  CLI::App* recaption = add("recaption", "Better words for a panel", [](const Arguments& a, const manga::Project&) {
    return api::RecaptionTask{{a.panel}, a.wish};
  });
  for (CLI::App* sub : {panel, recaption}) {
    sub->add_option("--panel", arguments->panel, "Id, as komawari-cli info tells it")->required();
    sub->add_option("--wish", arguments->wish, "What you want otherwise");
  }
  addAssistant(add, *arguments);
  CLI::App* sheet = add("sheet", "A character's description from its reference pictures", characterTask);
  sheet->add_option("--character", arguments->character, "Name in the cast")->required();
  CLI::App* translate = add("translate", "The dialogue in another language", translationTask);
  translate->add_option("--language", arguments->language, "Such as English or 日本語")->required();
  translate->add_option("--page", arguments->page, "Only this page, from 1");
  verb->footer(R"(Examples:
  komawari-cli plan page "My Story.koma" --page 2 --text "Mia misses the last train."
  komawari-cli plan page "My Story.koma" --page 2 --endpoint local --accept
  komawari-cli plan panel "My Story.koma" --panel 12 --endpoint http://127.0.0.1:8080/v1
  komawari-cli plan ask "My Story.koma" --panel 12 "Is she smiling?" --endpoint local
  komawari-cli plan edit "My Story.koma" --panel 12 --wish "a hat for her" --endpoint local > plan.json
  komawari-cli plan translate "My Story.koma" --language English --endpoint local)");
}

}  // namespace koma::app
