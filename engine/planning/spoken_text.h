// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace koma::planning {

/// What of an answer people hear while it comes: of a JSON object the texts in some of its fields, with a blank line
/// between them; of anything else all of it, without LLMGA's tags and without what a model thinks between
/// think tags before. What looks like JSON and is none is heard nowhere:
/// it will be asked for again.
class SpokenText {
 public:
  explicit SpokenText(std::vector<std::string> fields) : fields_(std::move(fields)) {}

  /// The words that the next piece of the answer adds: well-formed, odd signs spelled out.
  [[nodiscard]] std::string feed(std::string_view piece);

 private:
  void take(char sign);
  void take_json(char sign);
  void take_string(char sign);
  void take_escape(char sign);
  void end_string();
  void speak(std::string_view text);

  enum class Form { open, json, plain, thought };
  std::vector<std::string> fields_;
  Form form_ = Form::open;
  int depth_ = 0;
  bool in_string_ = false, escaped_ = false, is_value_ = false, speaks_ = false, spoken_ = false;
  std::string string_, key_, code_, tag_, out_;
  unsigned high_ = 0;  ///< the first half of a sign that JSON writes as two
};

}  // namespace koma::planning
