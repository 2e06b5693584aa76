// SPDX-License-Identifier: Apache-2.0
#include "engine/dataset/list_reader.h"

#include "engine/base/error.h"
#include "engine/base/json_fields.h"

namespace koma::dataset {

namespace {

constexpr int end_of_file = -1;
constexpr std::size_t piece = 1u << 20;

}  // namespace

ListReader::ListReader(std::filesystem::path file) : path_(std::move(file)) {
  if (!std::filesystem::exists(path_)) {
    throw Error(ErrorCode::not_found, "the annotations are not there; check the path", path_.string());
  }
  stream_.open(path_, std::ios::binary);
  if (!stream_ || std::filesystem::is_directory(path_)) {
    throw Error(ErrorCode::unreadable, "the annotations cannot be read; give a file and check its permissions",
                path_.string());
  }
  if (peek() == 0xef) take(), take(), take();  // the byte order mark that some editors write
  if (peek_past_space() != '[') refuse("is no annotation file: it must be one JSON list of pages");
  take();
}

void ListReader::refuse(const std::string& sentence) const {
  throw Error(ErrorCode::invalid_file, sentence, path_.string() + ":" + std::to_string(line_));
}

int ListReader::peek() {
  if (position_ == buffer_.size()) {
    buffer_.resize(piece);
    stream_.read(buffer_.data(), std::streamsize(piece));
    if (stream_.bad()) throw Error(ErrorCode::unreadable, "reading it failed; check the disk", path_.string());
    buffer_.resize(std::size_t(stream_.gcount()));
    position_ = 0;
    if (buffer_.empty()) return end_of_file;
  }
  return static_cast<unsigned char>(buffer_[position_]);
}

int ListReader::take() {
  const int byte = peek();
  if (byte == end_of_file) return byte;
  ++position_;
  if (byte == '\n') ++line_;
  return byte;
}

int ListReader::peek_past_space() {
  int byte = peek();
  while (byte == ' ' || byte == '\n' || byte == '\r' || byte == '\t') {
    take();
    byte = peek();
  }
  return byte;
}

std::string ListReader::take_entry() {
  std::string text;
  int depth = 0;
  bool quoted = false;
  for (;;) {
    const int byte = peek();
    if (byte == end_of_file) {
      refuse("ends inside entry " + std::to_string(count_) + "; the file is cut off, fetch it again");
    }
    if (!quoted && depth == 0 && (byte == ',' || byte == ']')) return text;
    if (text.size() >= longest_document) refuse("entry " + std::to_string(count_) + " is longer than 16 MiB");
    text.push_back(char(take()));
    if (quoted && byte == '\\' && peek() != end_of_file) text.push_back(char(take()));
    if (byte == '"') quoted = !quoted;
    if (quoted) continue;
    if (byte == '{' || byte == '[') ++depth;
    if (byte == '}' || byte == ']') --depth;
  }
}

std::optional<std::string> ListReader::next() {
  int byte = peek_past_space();
  if (byte == ']') {
    take();
    if (peek_past_space() != end_of_file) refuse("there is text after the end of the list; remove it");
    count_ = -1;
    return {};
  }
  if (count_ < 0) return {};
  if (count_ > 0) {
    if (byte != ',') refuse("the list ends without its bracket; the file is cut off, fetch it again");
    take();
    byte = peek_past_space();
  }
  if (byte == ',' || byte == ']') refuse("there is a comma too many; remove it");
  entry_line_ = line_;
  std::string text = take_entry();
  ++count_;
  return text;
}

}  // namespace koma::dataset
