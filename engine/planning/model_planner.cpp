// SPDX-License-Identifier: Apache-2.0
#include "engine/planning/model_planner.h"

#include <algorithm>
#include <chrono>
#include <ctime>

#include "engine/base/error.h"
#include "engine/manga/apply_proposal.h"
#include "engine/manga/region_answer.h"
#include "engine/manga/region_plan.h"
#include "engine/planning/answer_reader.h"
#include "engine/planning/assistant_reader.h"
#include "engine/planning/json_answer.h"
#include "engine/planning/page_dressing.h"
#include "engine/planning/rule_planner.h"
#include "engine/planning/safe_text.h"
#include "engine/planning/spoken_text.h"
#include "engine/planning/tagged_text.h"
#include "engine/planning/task_words.h"

namespace koma::planning {

namespace {

constexpr std::size_t most_quoted = 4000;  // bytes of a wrong answer that are told back

/// "qwen3-vl at localhost:8080".
std::string origin_of(const std::string& model, const api::Endpoint& endpoint) {
  const auto address = network::parse_address(endpoint.url);
  return model + " at " + (address ? network::to_text(*address) : endpoint.url);
}

/// "2026-01-31T12:00:00Z".
std::string now_text() {
  const std::time_t now = std::time(nullptr);
  std::tm utc{};
  gmtime_r(&now, &utc);
  char text[32];
  return {text, std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &utc)};
}

/// A box of a part of a picture, in 0…1 of the picture.
UnitBox whole_box(const UnitBox& box, const UnitBox& part) {
  const float across = part.right - part.left, down = part.bottom - part.top;
  return {part.left + box.left * across, part.top + box.top * down, part.left + box.right * across,
          part.top + box.bottom * down};
}

manga::RegionProposal regions_of(const std::string& answer, manga::PanelId panel) {
  const manga::RegionAnswer found = manga::read_region_answer(answer);
  manga::RegionProposal proposal{.panel = panel};
  for (const auto& region : manga::plan_regions({.split = found.split, .prompts = found.prompts})) {
    const auto& span = region.span;
    proposal.regions.push_back({.box = {float(span.left), float(span.top), float(span.right), float(span.bottom)},
                                .prompt = cleaned(region.prompt, 4000)});
  }
  return proposal;
}

}  // namespace

class ModelPlanner::Run {
 public:
  Run(ModelPlanner& planner, const api::PlanRequest& request, const api::PlanSink& sink, std::stop_token stop)
      : planner_(planner),
        request_(request),
        sink_(sink),
        stop_(std::move(stop)),
        client_(*planner.transport_, *request.endpoint, key(), planner.pause_) {
    if (const auto* task = std::get_if<api::AssistantTask>(&request.task)) spoken_ = spoken_fields(task->kind);
  }

  /// None when stopped.
  std::optional<api::PlanFinished> plan() {
    const auto model = client_.model(stop_);
    if (!model) return {};
    words_ = words_for(request_, request_.endpoint->sight, *model);
    std::vector<ChatMessage> messages = words_.messages;
    for (int attempt = 1;; ++attempt) {
      const bool plain = attempt == 3 || words_.begins_plain;
      std::optional<ChatReply> reply;
      try {
        reply = ask(messages, plain ? nullptr : &words_.form);
      } catch (const BlindModelError&) {
        if (words_.needs_sight) throw;
        // Words are enough for this task.
        sink_(api::PlanRetry{"the model cannot see pictures"});
        words_ = words_for(request_, api::Sight::blind, *model);
        messages = words_.messages;
        attempt = 0;
        continue;
      }
      if (!reply) return {};
      try {
        return finished({.change = plain ? read_plain(reply->text) : read(reply->text),
                         .origin = origin_of(*model, *request_.endpoint)});
      } catch (const Error& error) {
        const std::string wrong = reply->cut ? "the answer was cut off at its longest" : error.what();
        const bool last = attempt == 3 || (attempt == 2 && words_.plain.empty());
        if (last) {
          throw Error(
              ErrorCode::invalid_file,
              "the model's answers cannot be used: " + cleaned(wrong, 300) + "; try again, or choose another model",
              *model);
        }
        sink_(api::PlanRetry{cleaned(wrong, 300)});
        messages = next_messages(reply->text, wrong, attempt);
      }
    }
  }

 private:
  [[nodiscard]] std::string key() const { return planner_.keys_ ? planner_.keys_(request_.endpoint->name) : ""; }

  std::optional<ChatReply> ask(const std::vector<ChatMessage>& messages, const AnswerForm* form) {
    const api::Endpoint& endpoint = *request_.endpoint;
    std::int64_t& spent = planner_.spent_[endpoint.name];
    const std::int64_t ahead = estimated_tokens(messages) + endpoint.most_tokens;
    if (endpoint.token_budget > 0 && spent + ahead > endpoint.token_budget) {
      throw Error(ErrorCode::no_space,
                  "the budget of " + std::to_string(endpoint.token_budget) + " tokens has " +
                      std::to_string(std::max<std::int64_t>(0, endpoint.token_budget - spent)) +
                      " left, and this may take " + std::to_string(ahead) + "; raise it in the endpoint's settings",
                  endpoint.name);
    }
    SpokenText spoken(spoken_);
    const ChatListener listener{.piece =
                                    [&](const std::string& text, bool thinking) {
                                      const bool raw = thinking || spoken_.empty();
                                      std::string heard = raw ? text : spoken.feed(text);
                                      if (!heard.empty()) sink_(api::PlanText{std::move(heard), thinking});
                                    },
                                .again = [this](const std::string& reason) { sink_(api::PlanRetry{reason}); }};
    auto reply = client_.ask(messages, form, listener, stop_);
    if (!reply) return {};
    spent += reply->prompt_tokens + reply->answer_tokens;
    cost_.prompt_tokens += reply->prompt_tokens;
    cost_.answer_tokens += reply->answer_tokens;
    cost_.estimated = cost_.estimated || !reply->counted;
    return reply;
  }

  /// The rules and the matter once more, what was answered, and what is wrong with it.
  std::vector<ChatMessage> next_messages(const std::string& answer, const std::string& wrong, int attempt) const {
    std::vector<ChatMessage> messages = words_.messages;
    if (words_.begins_plain) return messages;
    if (attempt == 2) {
      messages.back().text += "\nDo not answer with JSON. " + words_.plain;
      return messages;
    }
    messages.push_back({ChatMessage::Role::assistant, cleaned(without_thoughts(answer), most_quoted), {}});
    messages.push_back({ChatMessage::Role::user,
                        "That cannot be used: " + wrong + ". Answer again, with the corrected JSON object only.",
                        {}});
    return messages;
  }

  [[nodiscard]] manga::ProposedChange read(const std::string& answer) const {
    const nlohmann::json value = read_json_answer(answer);
    if (const auto* task = std::get_if<api::RecaptionTask>(&request_.task)) return read_recaption(value, task->panel);
    if (const auto* task = std::get_if<api::PanelTask>(&request_.task)) {
      return read_regions(value, task->panel, {request_.endpoint->coordinates, words_.width, words_.height});
    }
    if (const auto* task = std::get_if<api::PageTask>(&request_.task)) {
      manga::PageProposal plan = read_page(value, task->page);
      dress(plan, *manga::find_page(request_.project, task->page), request_.project.direction);
      return plan;
    }
    if (const auto* task = std::get_if<api::CharacterTask>(&request_.task))
      return read_character(value, task->character);
    if (const auto* task = std::get_if<api::AssistantTask>(&request_.task)) {
      return answer_of(read_turn(value, *task, {request_.endpoint->coordinates, words_.width, words_.height}), *task);
    }
    const auto& task = std::get<api::TranslationTask>(request_.task);
    return read_translation(value, task.language, balloons_of(task, request_.project));
  }

  [[nodiscard]] manga::ProposedChange read_plain(const std::string& answer) const {
    if (const auto* task = std::get_if<api::PanelTask>(&request_.task)) return regions_of(answer, task->panel);
    if (const auto* task = std::get_if<api::AssistantTask>(&request_.task)) {
      return answer_of(read_plain_turn(answer, *task, words_.begins_plain), *task);
    }
    const TaggedText found = read_tagged_text(answer);
    const std::string text = found.prompts.empty() ? found.talk : found.prompts.front();
    if (text.starts_with('{') || text.starts_with('[')) throw Error(ErrorCode::invalid_file, "the answer is no text");
    if (std::ranges::count(text, ' ') < 2)
      throw Error(ErrorCode::invalid_file, "the answer has fewer than three words");
    if (const auto* task = std::get_if<api::RecaptionTask>(&request_.task)) {
      return manga::RecaptionProposal{.panel = task->panel, .prompt = text};
    }
    return manga::CharacterProposal{std::get<api::CharacterTask>(request_.task).character, text};
  }

  [[nodiscard]] manga::AnswerProposal answer_of(manga::Turn turn, const api::AssistantTask& task) const {
    turn.question = task.words;
    turn.picture = words_.picture;
    turn.created = now_text();
    for (manga::NamedBox& box : turn.boxes) box.box = whole_box(box.box, words_.part);
    if (turn.area) turn.area = whole_box(*turn.area, words_.part);
    return {task.subject, std::move(turn)};
  }

  /// Throws when the project cannot take it: that is the model's fault as well.
  api::PlanFinished finished(manga::Proposal proposal) const {
    static_cast<void>(manga::applied(request_.project, proposal));
    api::PlanFinished finished{.notes = words_.notes, .cost = cost_};
    for (std::string& note : manga::notes_on(request_.project, proposal)) finished.notes.push_back(std::move(note));
    const api::Endpoint& endpoint = *request_.endpoint;
    finished.cost.price =
        (double(cost_.prompt_tokens) * endpoint.prompt_price + double(cost_.answer_tokens) * endpoint.answer_price) /
        1e6;
    finished.proposal = std::move(proposal);
    return finished;
  }

  ModelPlanner& planner_;
  const api::PlanRequest& request_;
  const api::PlanSink& sink_;
  std::stop_token stop_;
  ChatClient client_;
  TaskWords words_;
  std::vector<std::string> spoken_;  ///< fields that are told while they come; empty: the answer as it is
  api::PlanCost cost_;
};

ModelPlanner::ModelPlanner(std::unique_ptr<network::HttpTransport> transport, KeyFinder keys, Pause pause)
    : transport_(std::move(transport)), keys_(std::move(keys)), pause_(std::move(pause)) {}

void ModelPlanner::run(const api::PlanRequest& request, api::PlanSink sink, std::stop_token stop) {
  const auto start = std::chrono::steady_clock::now();
  sink(api::Started{});
  try {
    std::optional<api::PlanFinished> finished;
    if (request.endpoint) {
      finished = Run(*this, request, sink, stop).plan();
    } else if (const auto* task = std::get_if<api::PageTask>(&request.task)) {
      finished.emplace(api::PlanFinished{.proposal = plan_by_rule(*task, request.project)});
      finished->notes = manga::notes_on(request.project, finished->proposal);
      finished->notes.insert(finished->notes.begin(), "planned by rule, without a language model");
    } else {
      throw Error(ErrorCode::unsupported,
                  "only pages can be planned by rule; set up an endpoint with a language model");
    }
    if (!finished || stop.stop_requested()) return sink(api::Cancelled{});
    finished->cost.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    sink(*finished);
  } catch (const Error& error) {
    sink(api::Failed{error.code(), error.what()});
  } catch (const std::bad_alloc&) {
    sink(api::Failed{ErrorCode::out_of_memory, "out of memory; close other programs"});
  } catch (const std::exception& error) {
    sink(api::Failed{ErrorCode::internal, error.what()});
  }
}

}  // namespace koma::planning
