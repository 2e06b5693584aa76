// SPDX-License-Identifier: Apache-2.0
#include "engine/planning/event_stream.h"

namespace koma::planning {

bool EventStream::feed(std::string_view bytes) {
  for (const char c : bytes) {
    if (ended_) return false;
    const bool second_half = c == '\n' && after_return_;  // of CRLF
    after_return_ = c == '\r';
    if (second_half) continue;
    if (c == '\n' || c == '\r') {
      if (!end_line()) ended_ = true;
    } else if (line_.size() + data_.size() >= longest_line) {
      overlong_ = ended_ = true;
    } else {
      line_ += c;
    }
  }
  return !ended_;
}

void EventStream::finish() {
  if (!ended_ && (line_.empty() || end_line())) end_event();
  ended_ = true;
}

bool EventStream::end_line() {
  std::string line;
  line.swap(line_);
  if (line.empty()) return end_event();
  const std::size_t colon = line.find(':');
  if (colon == 0) return true;
  const std::string field = line.substr(0, colon);
  if (field != "data") return true;
  std::size_t begin = colon == std::string::npos ? line.size() : colon + 1;
  if (begin < line.size() && line[begin] == ' ') ++begin;
  if (has_data_) data_ += '\n';
  data_ += line.substr(begin);
  has_data_ = true;
  return true;
}

bool EventStream::end_event() {
  if (!has_data_) return true;
  std::string data;
  data.swap(data_);
  has_data_ = false;
  return hear_(data);
}

}  // namespace koma::planning
