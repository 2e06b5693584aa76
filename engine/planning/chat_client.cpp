// SPDX-License-Identifier: Apache-2.0
#include "engine/planning/chat_client.h"

#include <algorithm>
#include <array>
#include <condition_variable>
#include <mutex>

#include "engine/planning/event_stream.h"
#include "engine/planning/safe_text.h"
#include "engine/planning/script_text.h"

namespace koma::planning {

using network::HttpAnswer;
using nlohmann::json;
using std::chrono::milliseconds;
using std::chrono::seconds;

namespace {

constexpr std::size_t most_answer = 1u << 20;  // bytes of an answer and of thoughts
constexpr std::int64_t most_wire = 32 << 20;   // bytes of a stream: an event is far longer than its token
constexpr std::int64_t most_list = 4 << 20;    // bytes of a list of models
constexpr std::size_t most_models = 1000;
constexpr seconds longest_pause{60};

/// Reads an answer as it comes, a stream of events or one object.
class ReplyReader {
 public:
  explicit ReplyReader(const ChatListener& listener)
      : listener_(listener), stream_([this](const std::string& data) { return hear(data); }) {}

  bool feed(std::string_view bytes) {
    if (!whole_) {
      const std::size_t first = bytes.find_first_not_of(" \t\r\n");
      if (first == std::string_view::npos) return true;
      whole_ = bytes[first] == '{';
    }
    if (!*whole_) return stream_.feed(bytes);
    text_ += bytes;
    return text_.size() <= 2 * most_answer;
  }

  /// What is wrong with what came, one clause; empty: nothing.
  std::string finish() {
    if (whole_ && *whole_) {
      hear(text_);
    } else {
      stream_.finish();
    }
    if (stream_.overlong()) return "it sends lines without end";
    if (problem_.empty() && !heard_) return "it sends no answer";
    if (problem_.empty() && (!is_utf8(reply_.text) || !is_utf8(reply_.thoughts))) return "its answer is not UTF-8";
    return problem_;
  }
  ChatReply& reply() noexcept { return reply_; }

 private:
  bool hear(const std::string& data) {
    if (data == "[DONE]") return false;
    const json event = json::parse(data, nullptr, /*allow_exceptions=*/false);
    if (!event.is_object()) return complain("it sends something else than JSON");
    heard_ = true;
    try {
      const ChatPiece piece = take_up(event, reply_);
      tell(piece.thoughts, pending_thoughts_, true);
      tell(piece.text, pending_text_, false);
    } catch (const Error& error) {
      return complain(error.sentence());
    }
    if (reply_.text.size() + reply_.thoughts.size() > most_answer) return complain("its answer is longer than 1 MiB");
    return true;
  }

  bool complain(std::string problem) {
    if (problem_.empty()) problem_ = std::move(problem);
    return false;
  }

  /// A sign that was cut between two events waits for its rest.
  void tell(const std::string& piece, std::string& pending, bool thinking) {
    pending += piece;
    const std::size_t whole = whole_signs(pending);
    if (whole == 0 || !listener_.piece) return;
    listener_.piece(shown(std::string_view(pending).substr(0, whole)), thinking);
    pending.erase(0, whole);
  }

  const ChatListener& listener_;
  EventStream stream_;
  std::optional<bool> whole_;
  bool heard_ = false;
  std::string text_, problem_, pending_text_, pending_thoughts_;
  ChatReply reply_;
};

void pause_until_stopped(milliseconds time, const std::stop_token& stop) {
  std::mutex mutex;
  std::unique_lock lock(mutex);
  std::condition_variable_any never;
  never.wait_for(lock, stop, time, [] { return false; });
}

std::string body_text(const HttpAnswer& answer) {
  return {answer.body.begin(), answer.body.end()};
}

}  // namespace

Pause real_pause() {
  return pause_until_stopped;
}

struct ChatClient::Try {
  HttpAnswer answer;
  ChatReply reply;
  std::string problem;  ///< of the content
};

ChatClient::ChatClient(network::HttpTransport& transport, api::Endpoint endpoint, std::string key, Pause pause)
    : transport_(transport), endpoint_(std::move(endpoint)), key_(std::move(key)), pause_(std::move(pause)) {
  while (endpoint_.url.ends_with('/')) endpoint_.url.pop_back();
}

std::optional<ChatReply> ChatClient::ask(const std::vector<ChatMessage>& messages, const AnswerForm* form,
                                         const ChatListener& listener, const std::stop_token& stop) {
  const auto name = model(stop);
  if (!name) return {};
  for (int tries = 1;;) {
    const json body = chat_body(endpoint_, *name, messages, form, dialect_);
    Try done = try_once(body.dump(-1, ' ', false, json::error_handler_t::replace), listener, stop);
    const HttpAnswer& answer = done.answer;
    if (answer.kind == HttpAnswer::Kind::stopped || stop.stop_requested()) return {};
    if (answer.kind == HttpAnswer::Kind::answered && answer.status == 200) {
      if (!done.problem.empty()) fail(ErrorCode::invalid_file, done.problem + "; look into the server's log");
      if (!done.reply.counted) {
        done.reply.prompt_tokens = estimated_tokens(messages);
        done.reply.answer_tokens = estimated_tokens(done.reply.text + done.reply.thoughts);
      }
      return std::move(done.reply);
    }
    check_sight(answer, messages);
    if ((answer.status == 400 || answer.status == 422) && dialect_ != Dialect::bare) {
      dialect_ = Dialect(int(dialect_) + 1);
      continue;
    }
    if (!worth_another(answer) || tries > endpoint_.retries) fail(answer);
    if (listener.again) {
      listener.again(answer.problem.empty() ? "the server answers " + std::to_string(answer.status) : answer.problem);
    }
    const seconds wait = answer.retry_after > seconds(0) ? answer.retry_after : seconds(std::min(30, 1 << (tries - 1)));
    pause_(wait, stop);
    if (stop.stop_requested()) return {};
    ++tries;
  }
}

std::optional<std::vector<std::string>> ChatClient::models(const std::stop_token& stop) {
  network::HttpRequest request = request_to("/models");
  request.most_bytes = most_list;
  request.patience.total = request.patience.first_byte;
  const HttpAnswer answer = transport_.send(request, stop);
  if (answer.kind == HttpAnswer::Kind::stopped || stop.stop_requested()) return {};
  if (answer.kind != HttpAnswer::Kind::answered || answer.status != 200) fail(answer);
  const json list = json::parse(body_text(answer), nullptr, /*allow_exceptions=*/false);
  std::vector<std::string> names;
  if (list.is_object() && list.contains("data") && list["data"].is_array()) {
    for (const json& entry : list["data"]) {
      if (!entry.is_object() || !entry.contains("id") || !entry["id"].is_string()) continue;
      if (std::string id = cleaned(entry["id"].get<std::string>(), 300); !id.empty()) names.push_back(std::move(id));
      if (names.size() == most_models) break;
    }
  } else {
    fail(ErrorCode::invalid_file,
         "it does not name its models; is the address that of an OpenAI-compatible server, "
         "with its version, such as /v1?");
  }
  return names;
}

std::optional<std::string> ChatClient::model(const std::stop_token& stop) {
  if (!endpoint_.model.empty()) return endpoint_.model;
  if (model_.empty()) {
    const auto names = models(stop);
    if (!names) return {};
    if (names->empty()) fail(ErrorCode::not_found, "it has no model; load one, or name it in the endpoint's settings");
    model_ = names->front();
  }
  return model_;
}

network::HttpRequest ChatClient::request_to(const std::string& path) const {
  network::HttpRequest request{.url = endpoint_.url + path,
                               .headers = {{"Accept", "text/event-stream, application/json"}}};
  request.bearer = key_;
  request.patience = {endpoint_.patience.connect, endpoint_.patience.first_word, endpoint_.patience.stall,
                      endpoint_.patience.total};
  request.rule = {.elsewhere = endpoint_.may_leave_machine, .plain_elsewhere = endpoint_.may_be_plain};
  request.most_bytes = most_wire;
  return request;
}

ChatClient::Try ChatClient::try_once(const std::string& body, const ChatListener& listener,
                                     const std::stop_token& stop) {
  ReplyReader reader(listener);
  network::HttpRequest request = request_to("/chat/completions");
  request.body = body;
  request.headers.emplace_back("Content-Type", "application/json");
  request.sink = [&](std::string_view bytes) { return reader.feed(bytes); };
  Try done{.answer = transport_.send(request, stop)};
  if (done.answer.kind != HttpAnswer::Kind::answered || done.answer.status != 200) return done;
  const std::string& type = done.answer.content_type;
  if (type != "text/event-stream" && type != "application/json" && !type.empty()) {
    done.problem = "it answers with " + cleaned(type, 80) + " instead of text/event-stream or application/json";
  } else {
    done.problem = reader.finish();
  }
  done.reply = std::move(reader.reply());
  return done;
}

bool ChatClient::worth_another(const HttpAnswer& answer) const {
  constexpr std::array passing = {408, 425, 429, 500, 502, 503, 504};
  if (answer.retry_after > longest_pause) return false;
  return answer.kind == HttpAnswer::Kind::failed ||
         (answer.kind == HttpAnswer::Kind::answered && std::ranges::find(passing, answer.status) != passing.end());
}

/// Servers have no common word for it: what is refused must be a request with pictures, and the refusal speak of them.
void ChatClient::check_sight(const HttpAnswer& answer, const std::vector<ChatMessage>& messages) const {
  constexpr std::array refusals = {400, 404, 415, 422, 500, 501};
  constexpr std::array words = {"image", "vision", "multimodal", "multi-modal", "mmproj", "visual"};
  const bool refused = answer.kind == HttpAnswer::Kind::answered &&
                       std::ranges::find(refusals, answer.status) != refusals.end() &&
                       std::ranges::any_of(messages, [](const ChatMessage& one) { return !one.pictures.empty(); });
  if (!refused) return;
  const std::string said = words_of_refusal(body_text(answer)), low = lowered(said);
  if (std::ranges::none_of(words, [&](const char* word) { return low.find(word) != std::string::npos; })) return;
  throw BlindModelError(ErrorCode::unsupported,
                        without_secret("the model cannot see pictures (the server says: " + said +
                                           "); choose one that can, or ask for what needs words only",
                                       key_),
                        endpoint_.name.empty() ? endpoint_.url : endpoint_.name);
}

void ChatClient::fail(ErrorCode code, const std::string& sentence) const {
  throw Error(code, without_secret(sentence, key_), endpoint_.name.empty() ? endpoint_.url : endpoint_.name);
}

void ChatClient::fail(const HttpAnswer& answer) const {
  if (answer.kind == HttpAnswer::Kind::refused) {
    fail(ErrorCode::unsupported, answer.problem + "; change the endpoint's address or its settings");
  }
  if (answer.kind == HttpAnswer::Kind::failed) {
    fail(ErrorCode::unreadable, answer.problem + "; is the server running, and its address right?");
  }
  std::string said = words_of_refusal(body_text(answer));
  if (!said.empty()) said = ": " + said;
  const std::string status = "the server answers " + std::to_string(answer.status) + said;
  switch (answer.status) {
    case 401:
    case 403:
      fail(ErrorCode::invalid_argument, status + "; set the right key in the endpoint's settings");
    case 404:
      fail(ErrorCode::not_found, status + "; check the address and the model in the endpoint's settings");
    case 429:
      fail(ErrorCode::busy, status + "; go on later");
    default:
      fail(answer.status < 500 ? ErrorCode::unsupported : ErrorCode::unreadable,
           status + "; look into the server's log");
  }
}

}  // namespace koma::planning
