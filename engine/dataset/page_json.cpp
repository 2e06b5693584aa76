// SPDX-License-Identifier: Apache-2.0
#include "engine/dataset/page_json.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "engine/base/error.h"
#include "engine/base/json_fields.h"

namespace koma::dataset {

using nlohmann::json;

namespace {

constexpr std::size_t most_frames = 200, most_people = 200;
constexpr double farthest_pixel = 100'000;
constexpr std::size_t most_unknown_keys = 100;

[[noreturn]] void refuse(const std::string& path, const std::string& sentence) {
  throw Error(ErrorCode::invalid_argument, sentence, path);
}

/// Reads one entry; knows how wide its page is, if anybody does, and what to remember.
class PageReader {
 public:
  explicit PageReader(PageRemarks& remarks) : remarks_(remarks) {}

  [[nodiscard]] DatasetPage page(const json& entry, const std::string& path) {
    JsonFields fields(entry, path);
    DatasetPage result;
    const auto image_path = fields.text("image_path");
    if (!image_path) refuse(fields.path("image_path"), "is missing; give the picture's path");
    check_image_path(*image_path, fields.path("image_path"));
    result.image_path = *image_path;
    if (const json* meta = fields.find("meta")) result.sources = sources(*meta, fields.path("meta"));
    if (!fields.find("frames")) refuse(fields.path("frames"), "is missing; give the list of panels");
    const auto& frames = fields.array("frames", most_frames);
    for (std::size_t i = 0; i < frames.size(); ++i) {
      result.frames.push_back(frame(frames[i], element(fields.path("frames"), i)));
    }
    remember(fields, "");
    return result;
  }

 private:
  static std::string element(const std::string& path, std::size_t index) {
    return path + "[" + std::to_string(index) + "]";
  }

  PageSources sources(const json& value, const std::string& path) {
    JsonFields fields(value, path);
    PageSources result;
    result.url1 = fields.text("url1").value_or("");
    result.url2 = fields.text("url2").value_or("");
    result.width1 = int(fields.integer("width1", 1, std::int64_t(farthest_pixel)).value_or(0));
    result.width2 = int(fields.integer("width2", 1, std::int64_t(farthest_pixel)).value_or(0));
    if (result.width1 > 0 && (result.width2 > 0 || result.url2.empty())) page_width_ = result.width1 + result.width2;
    remember(fields, "meta.");
    return result;
  }

  DatasetFrame frame(const json& value, const std::string& path) {
    JsonFields fields(value, path);
    DatasetFrame result;
    result.bbox = box(fields);
    const auto caption = fields.text("caption");
    if (!caption) refuse(fields.path("caption"), "is missing; describe the panel, or give an empty text");
    result.caption = *caption;
    const auto& people = fields.array("characters", most_people);
    for (std::size_t i = 0; i < people.size(); ++i) {
      result.characters.push_back(character(people[i], element(fields.path("characters"), i)));
    }
    const auto& dialogs = fields.array("dialogs", most_people);
    for (std::size_t i = 0; i < dialogs.size(); ++i) {
      JsonFields dialog(dialogs[i], element(fields.path("dialogs"), i));
      result.dialogs.push_back({box(dialog)});
      remember(dialog, "frames[].dialogs[].");
    }
    remember(fields, "frames[].");
    return result;
  }

  DatasetCharacter character(const json& value, const std::string& path) {
    JsonFields fields(value, path);
    DatasetCharacter result;
    result.id = number_of(fields);
    result.bbox = box(fields);
    if (const auto type = fields.integer("type", 0, 2)) result.type = FaceType(*type);
    remember(fields, "frames[].characters[].");
    return result;
  }

  /// A whole number, or a text or a float that holds one: annotations went through several programs.
  static std::int64_t number_of(JsonFields& fields) {
    const json* value = fields.find("id");
    if (!value) refuse(fields.path("id"), "is missing; say who it is");
    if (value->is_number_integer()) return fields.integer("id", INT64_MIN, INT64_MAX).value();
    if (value->is_number_float()) {
      const double number = value->get<double>();
      if (number == std::floor(number) && std::abs(number) < 9e15) return std::int64_t(number);
    }
    if (value->is_string()) {
      const auto& text = value->get_ref<const std::string&>();
      std::int64_t number = 0;
      const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
      if (error == std::errc() && end == text.data() + text.size()) return number;
    }
    refuse(fields.path("id"), "is " + value->dump() + ", but must be a whole number");
  }

  PixelBox box(JsonFields& fields) {
    const json* value = fields.find("bbox");
    const std::string path = fields.path("bbox");
    if (!value) refuse(path, "is missing; give [left, top, right, bottom]");
    if (!value->is_array() || value->size() != 4) refuse(path, "must be [left, top, right, bottom]");
    int edges[4];
    for (std::size_t i = 0; i < 4; ++i) {
      const double edge = (*value)[i].is_number() ? (*value)[i].get<double>() : std::nan("");
      if (!(std::abs(edge) <= farthest_pixel)) refuse(element(path, i), "must be a number of pixels");
      edges[i] = int(std::lround(edge));
    }
    return inside_page({edges[0], edges[1], edges[2], edges[3]}, value->dump(), path);
  }

  PixelBox inside_page(const PixelBox& box, const std::string& text, const std::string& path) {
    const int right_edge = page_width_ > 0 ? page_width_ : int(farthest_pixel);
    if (box.left >= box.right || box.top >= box.bottom) {
      refuse(path, "is " + text + ", but left must be less than right and top less than bottom");
    }
    const PixelBox cut{std::max(box.left, 0), std::max(box.top, 0), std::min(box.right, right_edge), box.bottom};
    if (cut == box) return box;
    const bool near = box.left >= -edge_tolerance && box.top >= -edge_tolerance &&
                      box.right <= right_edge + edge_tolerance && cut.left < cut.right && cut.top < cut.bottom;
    if (!near) {
      const std::string width = page_width_ > 0 ? ", which is " + std::to_string(page_width_) + " pixels wide" : "";
      refuse(path, "is " + text + " and lies outside the page" + width);
    }
    ++remarks_.cut_boxes;
    return cut;
  }

  void remember(const JsonFields& fields, const std::string& where) {
    const json unknown = fields.unknown();
    for (const auto& field : unknown.items()) {
      const std::string key = where + field.key();
      if (remarks_.unknown_keys.size() < most_unknown_keys || remarks_.unknown_keys.contains(key)) {
        ++remarks_.unknown_keys[key];
      }
    }
  }

  PageRemarks& remarks_;
  int page_width_ = 0;  ///< 0 where nobody knows
};

json box_json(const PixelBox& box) {
  return {box.left, box.top, box.right, box.bottom};
}

json frame_json(const DatasetFrame& frame) {
  auto people = json::array(), dialogs = json::array();
  for (const auto& who : frame.characters) {
    json entry = {{"id", who.id}, {"bbox", box_json(who.bbox)}};
    if (who.type) entry["type"] = int(*who.type);
    people.push_back(std::move(entry));
  }
  for (const auto& dialog : frame.dialogs) dialogs.push_back({{"bbox", box_json(dialog.bbox)}});
  return {{"bbox", box_json(frame.bbox)}, {"caption", frame.caption}, {"characters", people}, {"dialogs", dialogs}};
}

}  // namespace

void check_image_path(const std::string& image_path, const std::string& place) {
  const auto wrong = [&](const std::string& why) { refuse(place, "is \"" + image_path + "\"; " + why); };
  if (image_path.empty() || image_path.back() == '/') wrong("it must name a picture");
  if (image_path.size() > 1000) refuse(place, "is longer than 1000 bytes");
  if (std::ranges::any_of(image_path, [](unsigned char c) { return c < 0x20 || c == '\\' || c == ':'; })) {
    wrong("a path has forward slashes and neither colons nor control characters");
  }
  if (image_path.front() == '/') wrong("it must be relative to the folder of pictures");
  for (std::size_t start = 0; start <= image_path.size();) {
    const auto end = std::min(image_path.find('/', start), image_path.size());
    if (image_path.substr(start, end - start) == "..") wrong("it must not leave the folder of pictures");
    start = end + 1;
  }
}

DatasetPage page_from_json(const json& entry, const std::string& path, PageRemarks& remarks) {
  return PageReader(remarks).page(entry, path);
}

json page_to_json(const DatasetPage& page) {
  json frames = json::array();
  for (const auto& frame : page.frames) frames.push_back(frame_json(frame));
  json meta = json::object();
  if (!page.sources.url1.empty()) meta["url1"] = page.sources.url1;
  if (!page.sources.url2.empty()) meta["url2"] = page.sources.url2;
  if (page.sources.width1 > 0) meta["width1"] = page.sources.width1;
  if (page.sources.width2 > 0) meta["width2"] = page.sources.width2;
  json entry = {{"image_path", page.image_path}, {"frames", std::move(frames)}};
  if (!meta.empty()) entry["meta"] = std::move(meta);
  return entry;
}

}  // namespace koma::dataset
