// SPDX-License-Identifier: Apache-2.0
#include "engine/training/restoration/clean_pictures.h"

#include <algorithm>

#include "engine/base/error.h"
#include "engine/base/picture_file.h"
#include "engine/pipelines/repaint_pixels.h"
#include "engine/pipelines/screentone.h"
#include "engine/synthesis/random.h"
#include "engine/training/drawings.h"
#include "engine/training/mixed_seed.h"
#include "engine/training/restoration/random_screen.h"

namespace koma::training {

namespace fs = std::filesystem;

namespace {

constexpr int largest_part = 512, cell = 16;
constexpr std::size_t held_out_every = 10;

std::vector<fs::path> picture_files(const fs::path& folder) {
  std::error_code problem;
  std::vector<fs::path> files;
  for (fs::recursive_directory_iterator entry(folder, problem), end; !problem && entry != end;
       entry.increment(problem)) {
    std::string ending = entry->path().extension().string();
    std::ranges::transform(ending, ending.begin(), [](unsigned char c) { return char(std::tolower(c)); });
    if (ending == ".png" || ending == ".jpg" || ending == ".jpeg") files.push_back(entry->path());
  }
  if (problem)
    throw Error(fs::exists(folder) ? ErrorCode::unreadable : ErrorCode::not_found,
                "the folder of pictures cannot be read (" + problem.message() + "); give another with --images",
                folder.string());
  std::ranges::sort(files);
  return files;
}

bool is_large(const fs::path& file, int least) {
  try {
    const PictureSize size = read_picture_size(file);
    return std::min(size.width, size.height) >= least;
  } catch (const Error&) {
    return false;
  }
}

cv::Mat unit_of(const Image& picture) {
  cv::Mat unit;
  pipelines::view_of(picture).convertTo(unit, CV_32F, 1 / 255.0);
  return unit;
}

/// A window of whole cells, somewhere.
CleanPicture window_of(const Image& picture, synthesis::Random& random) {
  const auto length = [](int side) { return std::min(side, largest_part) / cell * cell; };
  const int width = length(picture.width()), height = length(picture.height());
  const int left = random.integer(picture.width() - width + 1), top = random.integer(picture.height() - height + 1);
  return {unit_of(picture)(cv::Rect(left, top, width, height)).clone()};
}

}  // namespace

CleanPictures::CleanPictures(const Options& options) : options_(options) {
  if (options.folder.empty()) {
    const auto short_side = [](const PanelSize& size) { return std::min(size.width, size.height); };
    const int least = short_side(*std::ranges::min_element(panel_sizes, {}, short_side));
    if (options.least_side > least)
      throw Error(ErrorCode::invalid_argument, "crops of our drawings have at most " + std::to_string(least) +
                                                   " pixels a side; lower --crop or give --images");
    return;
  }
  std::size_t number = 0;
  for (fs::path& file : picture_files(options.folder)) {
    if (!is_large(file, options.least_side)) {
      ++left_out_;
      continue;
    }
    (number++ % held_out_every == held_out_every - 1 ? held_out_ : files_).push_back(std::move(file));
  }
  if (files_.empty())
    throw Error(ErrorCode::not_found,
                "no PNG or JPEG file in the folder has sides of at least " + std::to_string(options.least_side) +
                    " pixels; give another with --images or lower --crop",
                options.folder.string());
}

CleanPicture CleanPictures::drawing(std::uint64_t seed, bool held_out) const {
  synthesis::Random random(seed);
  const Image panel = draw_training_panel(mixed_seed(seed, 0, 0), {.held_out = held_out}).picture;
  const bool toned = random.chance(options_.toned);
  return {unit_of(toned ? pipelines::with_screentone(panel, random_screen(random)) : panel), toned};
}

CleanPicture CleanPictures::draw(std::uint64_t seed, bool held_out) const {
  if (options_.folder.empty()) return drawing(seed, held_out);
  const std::vector<fs::path>& files = held_out && !held_out_.empty() ? held_out_ : files_;
  synthesis::Random random(seed);
  const std::size_t first = std::size_t(random.integer(int(files.size())));
  for (std::size_t i = 0; i < files.size(); ++i) {
    try {
      const Image read = pipelines::on_paper(read_picture(files[(first + i) % files.size()]));
      return window_of(pipelines::is_grey(read) ? to_grey(read) : read, random);
    } catch (const Error&) {
      continue;  // its header was fine, the rest is not
    }
  }
  throw Error(ErrorCode::unreadable, "none of the pictures can be decoded; give another folder with --images",
              options_.folder.string());
}

}  // namespace koma::training
