// SPDX-License-Identifier: Apache-2.0
#include "engine/dataset/captioned_pictures.h"

#include <algorithm>
#include <cctype>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

#include "engine/base/error.h"
#include "engine/base/json_fields.h"
#include "engine/dataset/list_reader.h"

namespace koma::dataset {

namespace {

namespace fs = std::filesystem;

/// Lines that hold words, without blanks at their ends.
std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  for (std::size_t start = 0; start <= text.size();) {
    const std::size_t end = std::min(text.find('\n', start), text.size());
    std::string line = text.substr(start, end - start);
    const std::size_t first = line.find_first_not_of(" \t\r");
    if (first != std::string::npos) lines.push_back(line.substr(first, line.find_last_not_of(" \t\r") - first + 1));
    start = end + 1;
  }
  return lines;
}

void note(CaptionFile& file, const std::string& problem) {
  if (++file.skipped == 1) file.first_problem = problem;
}

CaptionedPicture picture_beside(const fs::path& words, const std::string& image) {
  std::ifstream stream(words, std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
  std::vector<std::string> lines = lines_of(text);
  CaptionedPicture picture{image, {}, {}};
  if (lines.size() > 1) {
    picture.brief = lines.front();
    lines.erase(lines.begin());
  }
  for (const std::string& line : lines) picture.caption += (picture.caption.empty() ? "" : " ") + line;
  return picture;
}

CaptionFile from_folder(const fs::path& folder) {
  std::vector<fs::path> files;
  std::error_code failure;
  for (const auto& item : fs::recursive_directory_iterator(folder, failure)) {
    if (item.is_regular_file() && is_picture_file(item.path())) files.push_back(item.path());
  }
  if (failure)
    throw Error(ErrorCode::unreadable, "the folder cannot be read (" + failure.message() + ")", folder.string());
  std::sort(files.begin(), files.end());
  CaptionFile result;
  for (const fs::path& file : files) {
    const fs::path words = fs::path(file).replace_extension(".txt");
    const CaptionedPicture picture = picture_beside(words, fs::relative(file, folder).generic_string());
    if (picture.caption.empty())
      note(result, file.string() + ": the picture has no caption beside it in " + words.filename().string());
    else
      result.pictures.push_back(picture);
  }
  return result;
}

CaptionFile from_list(const fs::path& file) {
  ListReader list(file);
  CaptionFile result;
  std::int64_t number = 0;
  while (const auto text = list.next()) {
    const std::string path = "$[" + std::to_string(number++) + "]";
    try {
      const nlohmann::json entry = parse_document(*text, path);
      JsonFields fields(entry, path);
      const CaptionedPicture picture{fields.text("image").value_or(""), fields.text("caption").value_or(""),
                                     fields.text("brief").value_or("")};
      if (picture.image.empty() || lines_of(picture.caption).empty())
        throw Error(ErrorCode::invalid_file, "the entry needs an image and a caption", path);
      result.pictures.push_back(picture);
    } catch (const Error& error) {
      note(result, file.string() + ":" + std::to_string(list.line()) + ": " + error.what());
    }
  }
  return result;
}

}  // namespace

bool is_picture_file(const fs::path& file) {
  std::string ending = file.extension().string();
  std::ranges::transform(ending, ending.begin(), [](unsigned char c) { return char(std::tolower(c)); });
  return ending == ".png" || ending == ".jpg" || ending == ".jpeg";
}

CaptionFile read_captions(const fs::path& place) {
  std::error_code ignored;
  CaptionFile result = fs::is_directory(place, ignored) ? from_folder(place) : from_list(place);
  if (result.pictures.empty())
    throw Error(ErrorCode::invalid_file,
                "there is no picture with a caption" +
                    (result.first_problem.empty() ? std::string() : " (" + result.first_problem + ")"),
                place.string());
  return result;
}

}  // namespace koma::dataset
