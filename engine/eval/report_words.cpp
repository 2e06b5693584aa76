// SPDX-License-Identifier: Apache-2.0
#include "engine/eval/report_words.h"

#include <cmath>
#include <iomanip>
#include <sstream>

namespace koma::eval {

std::string rounded(double value, int digits) {
  std::ostringstream out;
  out << std::fixed << std::setprecision(digits) << value;
  return out.str();
}

std::string signed_number(double value) {
  return (value < 0 ? "−" : "+") + rounded(std::abs(value));
}

std::string range(const Score::Interval& interval) {
  return rounded(interval.low) + "–" + rounded(interval.high);
}

std::string definitions_text(std::span<const Definition> definitions) {
  std::string out = "\n### Definitions\n\n";
  for (const Definition& one : definitions) out += std::string("- **") + one.name + "**: " + one.meaning + ".\n";
  return out;
}

nlohmann::json definitions_json(std::span<const Definition> definitions) {
  nlohmann::json out = nlohmann::json::object();
  for (const Definition& one : definitions) out[one.name] = one.meaning;
  return out;
}

}  // namespace koma::eval
