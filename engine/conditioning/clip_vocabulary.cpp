// SPDX-License-Identifier: Apache-2.0
#include "engine/conditioning/clip_vocabulary.h"

#include <fstream>
#include <limits>
#include <nlohmann/json.hpp>
#include <sstream>

#include "engine/base/error.h"
#include "engine/conditioning/clip_words.h"

namespace koma::conditioning {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

constexpr std::uintmax_t max_file_bytes = 64 << 20;
constexpr std::size_t max_merges = 49152 - 256 - 2;  // transformers reads no more, whatever the file holds
constexpr std::int64_t no_id = std::numeric_limits<std::int32_t>::max();

[[noreturn]] void refuse(const fs::path& file, const std::string& what) {
  throw Error(ErrorCode::invalid_file, what + "; get the tokenizer again", file.string());
}

std::string read_text(const fs::path& file) {
  std::error_code failure;
  if (!fs::is_regular_file(file, failure)) {
    throw Error(ErrorCode::not_found, "the tokenizer's file is not there; choose a complete model folder",
                file.string());
  }
  if (fs::file_size(file, failure) > max_file_bytes || failure) refuse(file, "it is larger than 64 MiB");
  std::ifstream stream(file, std::ios::binary);
  std::ostringstream text;
  text << stream.rdbuf();
  if (!stream) throw Error(ErrorCode::unreadable, "the file cannot be read; check the permissions", file.string());
  return std::move(text).str();
}

json read_object(const fs::path& file) {
  auto object = json::parse(read_text(file), nullptr, /*allow_exceptions=*/false);
  if (!object.is_object()) refuse(file, "it is not a JSON object");
  return object;
}

json read_optional_object(const fs::path& file) {
  return fs::exists(file) ? read_object(file) : json::object();
}

std::int64_t id_of(const json& value, const fs::path& file) {
  const bool fits = value.is_number_integer() && value.get<double>() >= 0 && value.get<double>() < no_id;
  if (!fits) refuse(file, "an id is not a whole number from 0 to 2³¹ − 2");
  return value.get<std::int64_t>();
}

/// A mark is written as a text or as an object with "content".
std::string mark_text(const json& settings, const std::string& key, const std::string& otherwise) {
  const auto found = settings.find(key);
  if (found == settings.end()) return otherwise;
  if (found->is_string()) return found->get<std::string>();
  if (found->is_object() && found->contains("content") && (*found)["content"].is_string()) {
    return (*found)["content"].get<std::string>();
  }
  return otherwise;
}

void add_entries(ClipVocabulary& vocabulary, const json& entries, const fs::path& file) {
  vocabulary.ids.reserve(entries.size());
  for (const auto& [text, id] : entries.items()) vocabulary.ids.emplace(text, id_of(id, file));
}

void add_merge(ClipVocabulary& vocabulary, const std::string& line, std::size_t number, const fs::path& file) {
  const std::size_t space = line.find(' ');
  const std::string left = line.substr(0, space);
  const std::string right = space == std::string::npos ? std::string() : line.substr(space + 1);
  if (left.empty() || right.empty() || right.find(' ') != std::string::npos) {
    refuse(file, "line " + std::to_string(number) + " does not hold two symbols");
  }
  vocabulary.merges.emplace_back(left, right);
}

/// A heading and at most max_merges lines.
void add_merge_lines(ClipVocabulary& vocabulary, const fs::path& file) {
  std::istringstream lines(read_text(file));
  std::string line;
  std::getline(lines, line);  // "#version: 0.2"
  vocabulary.merges.reserve(max_merges);
  for (std::size_t number = 2; number < max_merges + 2 && std::getline(lines, line); ++number) {
    if (line.ends_with('\r')) line.pop_back();
    if (!line.empty()) add_merge(vocabulary, line, number, file);
  }
  if (vocabulary.merges.empty()) refuse(file, "there is no merge in it");
}

/// tokenizer.json of the tokenizers library: everything but the names of the marks.
void add_tokenizer_json(ClipVocabulary& vocabulary, const fs::path& file) {
  const json object = read_object(file);
  const json model = object.value("model", json());
  const bool complete = model.is_object() && model.value("vocab", json()).is_object() &&
                        model.value("merges", json()).is_array() && !model["merges"].empty();
  if (!complete) refuse(file, "it holds no byte-pair model with \"vocab\" and \"merges\"");
  add_entries(vocabulary, model["vocab"], file);
  for (const json& merge : model["merges"]) {
    if (vocabulary.merges.size() == max_merges) break;
    const bool pair = merge.is_array() && merge.size() == 2 && merge[0].is_string() && merge[1].is_string();
    if (!pair && !merge.is_string()) refuse(file, "one of \"merges\" does not hold two symbols");
    const std::string line =
        pair ? merge[0].get<std::string>() + " " + merge[1].get<std::string>() : merge.get<std::string>();
    add_merge(vocabulary, line, vocabulary.merges.size() + 1, file);
  }
  for (const json& mark : object.value("added_tokens", json::array())) {
    const std::string text = mark.is_object() ? mark_text(mark, "content", "") : "";
    if (text.empty() || !mark.contains("id")) refuse(file, "one of \"added_tokens\" has no id or content");
    vocabulary.marks[text] = id_of(mark["id"], file);
  }
}

/// Adds the marks of "added_tokens_decoder"; false when there is no such key.
bool add_decoder(ClipVocabulary& vocabulary, const json& settings, const fs::path& file) {
  const auto added = settings.find("added_tokens_decoder");
  if (added == settings.end()) return false;
  if (!added->is_object()) refuse(file, "\"added_tokens_decoder\" is not an object");
  for (const auto& [id, token] : added->items()) {
    const std::string text = mark_text({{"token", token}}, "token", "");
    const bool numeric = !id.empty() && id.size() < 10 && id.find_first_not_of("0123456789") == std::string::npos;
    if (text.empty() || !numeric) refuse(file, "\"added_tokens_decoder\" has an entry without id or content");
    vocabulary.marks[text] = std::stoll(id);
  }
  return true;
}

std::int64_t add_mark(ClipVocabulary& vocabulary, const std::string& text, const fs::path& file) {
  const std::int64_t* id = vocabulary.find(text);
  if (id == nullptr || text.empty()) refuse(file, "the mark \"" + text + "\" has no id");
  return vocabulary.marks.emplace(text, *id).first->second;
}

void add_settings(ClipVocabulary& vocabulary, const fs::path& folder, const fs::path& entries) {
  const fs::path file = folder / "tokenizer_config.json";
  json settings = read_optional_object(file);
  // Folders from before this key existed: the other file has the last word.
  if (!add_decoder(vocabulary, settings, file))
    settings.update(read_optional_object(folder / "special_tokens_map.json"));
  const auto mark = [&](const char* key, const char* otherwise) {
    return add_mark(vocabulary, mark_text(settings, key, otherwise), entries);
  };
  vocabulary.start = mark("bos_token", start_mark);
  vocabulary.end = mark("eos_token", end_mark);
  vocabulary.unknown = mark("unk_token", end_mark);
  vocabulary.padding = mark("pad_token", end_mark);
  const auto length = settings.find("model_max_length");
  if (length != settings.end() && length->is_number() && *length >= 2 && *length < no_id) {
    vocabulary.model_length = static_cast<std::size_t>(length->get<double>());
  }
}

/// GPT-2's order of the byte symbols: those that show themselves, then the others.
std::vector<std::string> ordered_symbols() {
  const auto symbols = byte_symbols();
  std::vector<std::string> shown, others;
  for (int byte = 0; byte < 256; ++byte) {
    const std::string& symbol = symbols[static_cast<std::size_t>(byte)];
    (is_shown_byte(byte) ? shown : others).push_back(symbol);
  }
  shown.insert(shown.end(), others.begin(), others.end());
  return shown;
}

}  // namespace

const std::int64_t* ClipVocabulary::find(const std::string& text) const {
  if (const auto mark = marks.find(text); mark != marks.end()) return &mark->second;
  if (const auto entry = ids.find(text); entry != ids.end()) return &entry->second;
  return nullptr;
}

ClipVocabulary read_tokenizer_folder(const fs::path& folder) {
  ClipVocabulary vocabulary;
  fs::path entries = folder / "vocab.json";
  if (!fs::exists(entries) && fs::exists(folder / "tokenizer.json")) {
    entries = folder / "tokenizer.json";
    add_tokenizer_json(vocabulary, entries);
  } else {
    add_entries(vocabulary, read_object(entries), entries);
    add_merge_lines(vocabulary, folder / "merges.txt");
  }
  add_settings(vocabulary, folder, entries);
  return vocabulary;
}

ClipVocabulary read_merge_list(const fs::path& file, ClipPadding padding) {
  ClipVocabulary vocabulary;
  add_merge_lines(vocabulary, file);
  if (vocabulary.merges.size() < max_merges) {
    refuse(file, "it holds " + std::to_string(vocabulary.merges.size()) + " merges, CLIP's has at least " +
                     std::to_string(max_merges));
  }
  const auto add = [&](const std::string& text) {
    vocabulary.ids.emplace(text, static_cast<std::int64_t>(vocabulary.ids.size()));
  };
  const auto symbols = ordered_symbols();
  for (const std::string& symbol : symbols) add(symbol);
  for (const std::string& symbol : symbols) add(symbol + word_end);
  for (const auto& [left, right] : vocabulary.merges) add(left + right);
  add(start_mark);
  add(end_mark);
  vocabulary.start = add_mark(vocabulary, start_mark, file);
  vocabulary.end = vocabulary.unknown = add_mark(vocabulary, end_mark, file);
  vocabulary.padding = padding == ClipPadding::end_mark ? vocabulary.end : add_mark(vocabulary, "!", file);
  return vocabulary;
}

}  // namespace koma::conditioning
