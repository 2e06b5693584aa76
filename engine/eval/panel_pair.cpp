// SPDX-License-Identifier: Apache-2.0
#include "engine/eval/panel_pair.h"

#include <algorithm>
#include <cctype>
#include <map>
#include <system_error>

#include "engine/api/generation_request.h"
#include "engine/base/error.h"
#include "engine/base/picture_file.h"
#include "engine/dataset/mangazero.h"

namespace koma::eval {

namespace fs = std::filesystem;

namespace {

bool is_picture(const fs::path& file) {
  std::string ending = file.extension().string();
  std::ranges::transform(ending, ending.begin(), [](unsigned char c) { return char(std::tolower(c)); });
  return ending == ".png" || ending == ".jpg" || ending == ".jpeg";
}

/// A relative path without its ending: what names a picture.
std::string stem_of(const fs::path& file, const fs::path& folder) {
  return file.lexically_relative(folder).replace_extension().generic_string();
}

std::map<std::string, fs::path> by_stem(const fs::path& folder) {
  std::map<std::string, fs::path> found;
  for (const fs::path& file : pictures_below(folder)) found.emplace(stem_of(file, folder), file);
  return found;
}

PanelPair pair_of(const dataset::DatasetFrame& frame) {
  PanelPair panel;
  panel.frame = frame.bbox;
  panel.caption = frame.caption;
  for (const auto& character : frame.characters) {
    if (const auto box = share_of_frame(character.bbox, frame.bbox)) panel.characters.push_back(*box);
  }
  for (const auto& dialog : frame.dialogs) {
    if (const auto box = share_of_frame(dialog.bbox, frame.bbox)) panel.dialogs.push_back(*box);
  }
  return panel;
}

std::vector<PanelPair> annotated_pairs(const api::PictureEvaluationRequest& request) {
  const auto pictures = by_stem(request.pictures);
  std::vector<PanelPair> panels;
  for (const dataset::DatasetPage& page : dataset::read_mangazero(request.annotations)) {
    for (std::size_t i = 0; i < page.frames.size(); ++i) {
      const std::string name = picture_name(page.image_path, i);
      const auto found = pictures.find(name);
      if (found == pictures.end()) {
        throw Error(ErrorCode::not_found, "there is no picture " + name + ".png or .jpg for a frame of the annotations",
                    request.pictures.string());
      }
      PanelPair panel = pair_of(page.frames[i]);
      panel.name = name;
      panel.picture = found->second;
      if (!request.against.empty()) panel.original = request.against / page.image_path;
      panels.push_back(std::move(panel));
    }
  }
  if (panels.empty()) {
    throw Error(ErrorCode::invalid_argument, "the annotations have no frame", request.annotations.string());
  }
  return panels;
}

std::vector<PanelPair> named_pairs(const api::PictureEvaluationRequest& request) {
  std::map<std::string, fs::path> originals;
  if (!request.against.empty()) originals = by_stem(request.against);
  std::vector<PanelPair> panels;
  for (const auto& [name, file] : by_stem(request.pictures)) {
    PanelPair panel;
    panel.name = name;
    panel.picture = file;
    if (const auto found = originals.find(name); found != originals.end()) panel.original = found->second;
    panels.push_back(std::move(panel));
  }
  return panels;
}

}  // namespace

std::vector<fs::path> pictures_below(const fs::path& folder) {
  std::error_code problem;
  if (!fs::is_directory(folder, problem)) {
    throw Error(ErrorCode::not_found, "there is no such folder; give one with PNG or JPEG pictures", folder.string());
  }
  std::vector<fs::path> files;
  for (fs::recursive_directory_iterator entry(folder, problem), end; !problem && entry != end;
       entry.increment(problem)) {
    if (entry->is_regular_file(problem) && is_picture(entry->path())) files.push_back(entry->path());
  }
  if (problem) throw Error(ErrorCode::unreadable, "the folder cannot be read: " + problem.message(), folder.string());
  if (files.empty()) {
    throw Error(ErrorCode::not_found, "the folder holds no PNG or JPEG pictures; give another", folder.string());
  }
  std::ranges::sort(files);
  return files;
}

std::string picture_name(const std::string& image_path, std::size_t frame) {
  return fs::path(image_path).replace_extension().generic_string() + "-" + std::to_string(frame + 1);
}

std::optional<UnitBox> share_of_frame(const dataset::PixelBox& box, const dataset::PixelBox& frame) {
  const auto share = [](int value, int from, int size) {
    return std::clamp(float(value - from) / float(size), 0.0f, 1.0f);
  };
  const UnitBox unit{share(box.left, frame.left, frame.width()), share(box.top, frame.top, frame.height()),
                     share(box.right, frame.left, frame.width()), share(box.bottom, frame.top, frame.height())};
  if (unit.left >= unit.right || unit.top >= unit.bottom) return {};
  return unit;
}

std::vector<PanelPair> panel_pairs(const api::PictureEvaluationRequest& request) {
  return request.annotations.empty() ? named_pairs(request) : annotated_pairs(request);
}

Image original_of(const PanelPair& panel) {
  if (panel.original.empty()) return {};
  const Image page = read_picture(panel.original);
  if (!panel.frame) return page;
  const auto& frame = *panel.frame;
  if (frame.left < 0 || frame.top < 0 || frame.right > page.width() || frame.bottom > page.height()) {
    throw Error(ErrorCode::invalid_argument, "a frame of the annotations lies outside this page",
                panel.original.string());
  }
  const auto w = float(page.width()), h = float(page.height());
  return cut_out(page, {float(frame.left) / w, float(frame.top) / h, float(frame.right) / w, float(frame.bottom) / h});
}

Image cut_out(const Image& picture, const UnitBox& box) {
  return api::pixels_of({.path = {}, .image = picture, .crop = box});
}

}  // namespace koma::eval
