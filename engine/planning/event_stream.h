// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>
#include <string_view>

namespace koma::planning {

/// Reads server-sent events (WHATWG HTML, "Server-sent events") out of bytes that arrive in any pieces: LF, CR and
/// CRLF end a line, the data lines of an event are joined by LF, an empty line ends it; comments and other fields are
/// passed over. An event that the stream's end cuts off is none, except through `finish`.
class EventStream {
 public:
  /// `hear` gets the data of each event; false ends the reading.
  explicit EventStream(std::function<bool(const std::string&)> hear) : hear_(std::move(hear)) {}

  /// False when nothing more is wanted, or a line is longer than `longest_line`: see `overlong`.
  bool feed(std::string_view bytes);
  /// Some servers leave out the last empty line.
  void finish();
  [[nodiscard]] bool overlong() const noexcept { return overlong_; }

  static constexpr std::size_t longest_line = 2u << 20;  ///< bytes, and of the data of one event

 private:
  bool end_line();
  bool end_event();

  std::function<bool(const std::string&)> hear_;
  std::string line_, data_;
  bool has_data_ = false, after_return_ = false, ended_ = false, overlong_ = false;
};

}  // namespace koma::planning
