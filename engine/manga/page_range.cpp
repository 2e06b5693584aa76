// SPDX-License-Identifier: Apache-2.0
#include "engine/manga/page_range.h"

#include <charconv>
#include <set>
#include <sstream>

#include "engine/base/error.h"

namespace koma::manga {

namespace {

[[noreturn]] void refuse_list(const std::string& text) {
  throw Error(ErrorCode::invalid_argument, "\"" + text + "\" is no list of pages, such as 1-3,7");
}

std::size_t page_number(const std::string& text, const std::string& whole) {
  std::size_t number = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
  if (read.ec != std::errc() || read.ptr != text.data() + text.size() || number == 0) refuse_list(whole);
  return number;
}

}  // namespace

std::vector<std::size_t> pages_of(const std::string& text, std::size_t count) {
  std::set<std::size_t> pages;
  if (text.empty()) {
    for (std::size_t i = 0; i < count; ++i) pages.insert(i);
  }
  std::istringstream parts(text);
  for (std::string part; std::getline(parts, part, ',');) {
    const auto dash = part.find('-');
    const std::size_t first = page_number(part.substr(0, dash), text);
    const std::size_t last = dash == std::string::npos ? first : page_number(part.substr(dash + 1), text);
    if (last < first) refuse_list(text);
    if (last > count) {
      throw Error(ErrorCode::not_found,
                  "there is no page " + std::to_string(last) + "; the project has " + std::to_string(count));
    }
    for (std::size_t page = first; page <= last; ++page) pages.insert(page - 1);
  }
  return {pages.begin(), pages.end()};
}

}  // namespace koma::manga
