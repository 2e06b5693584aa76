// SPDX-License-Identifier: Apache-2.0
#include "engine/synthesis/task_folder.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <vector>

#include "engine/base/error.h"
#include "engine/base/output_folder.h"
#include "engine/base/picture_file.h"
#include "engine/dataset/mangazero.h"
#include "engine/synthesis/caption.h"
#include "engine/synthesis/hole_masks.h"
#include "engine/synthesis/panel_drawing.h"
#include "engine/synthesis/task_wordings.h"

namespace koma::synthesis {

namespace {

namespace fs = std::filesystem;
using dataset::CaptionedPicture;

/// Wordings that make up the long caption of a drawing; its words are few, so it is told from several sides.
constexpr int long_wordings = 4;

/// A picture with its words, before its file has a name.
struct Material {
  Image picture;
  CaptionedPicture words;
};

Material drawn_material(const TaskFolder& folder, Random& random) {
  const DrawnPanel panel =
      draw_panel(random, {.width = folder.width, .height = folder.height, .held_out = folder.held_out, .masks = false});
  CaptionedPicture words{"", plain_caption(panel.labels), caption(random, panel.labels)};
  for (int i = 1; i < long_wordings; ++i) words.caption += " . " + caption(random, panel.labels);
  return {panel.picture, words};
}

/// A seed of each picture's own, so that it does not depend on how many come before it.
Random random_of(const TaskFolder& folder, int number) {
  return Random(folder.seed * 1'000'003 + std::uint64_t(number));
}

/// Writes pictures and their conversations.
class TaskWriter {
 public:
  explicit TaskWriter(const TaskFolder& folder)
      : folder_(folder), talks_(folder.out / "conversations.json"), captions_(folder.out / "captions.json") {}

  fs::path add(int number, Random& random, Material material) {
    const std::string name = std::to_string(number);
    CaptionedPicture& words = material.words;
    words.image = name + ".png";
    const std::string hole_name = name + "-hole.png";
    const HoleKind kind = pick_hole(random, deep_holes);
    const cv::Size size(material.picture.width(), material.picture.height());
    const cv::Mat mask = hole_mask(random, size, deep_holes, kind);
    write_png(folder_.out / words.image, material.picture);
    write_png(folder_.out / hole_name, with_black_hole(material.picture, mask.ptr<float>()));
    talks_.add(refinement_talk(random, words));
    talks_.add(similar_talk(random, words));
    talks_.add(filling_talk(random, words, hole_name, kind == HoleKind::strips));
    captions_.add(nlohmann::json{{"image", words.image}, {"caption", words.caption}, {"brief", brief_of(words)}});
    return folder_.out / words.image;
  }
  void commit() {
    talks_.commit();
    captions_.commit();
  }

 private:
  const TaskFolder& folder_;
  dataset::ConversationWriter talks_;
  dataset::PageWriter captions_;
};

}  // namespace

Image with_black_hole(const Image& picture, const float* mask) {
  std::vector<std::uint8_t> pixels(picture.pixels().begin(), picture.pixels().end());
  const auto channels = std::size_t(picture.channels());
  for (std::size_t i = 0; i < pixels.size(); ++i) {
    if (mask[i / channels] > 0.5F) pixels[i] = 0;
  }
  return Image(picture.width(), picture.height(), picture.channels(), std::move(pixels));
}

TaskSummary write_tasks(const TaskFolder& folder, const std::function<bool(const fs::path&, int)>& told) {
  dataset::CaptionFile captions;
  if (!folder.captions.empty()) captions = dataset::read_captions(folder.captions);
  const auto found = int(captions.pictures.size());
  const int given = folder.count > 0 ? std::min(folder.count, found) : found;
  const int count = folder.captions.empty() ? folder.count : given;
  const fs::path beside = fs::is_directory(folder.captions) ? folder.captions : folder.captions.parent_path();
  const fs::path images = folder.images.empty() ? beside : folder.images;
  make_output_folder(folder.out);
  TaskWriter writer(folder);
  TaskSummary summary{0, captions.skipped, captions.first_problem};
  for (int number = 1; number <= count; ++number) {
    Random random = random_of(folder, number);
    try {
      Material material;
      if (folder.captions.empty()) {
        material = drawn_material(folder, random);
      } else {
        const CaptionedPicture& words = captions.pictures[std::size_t(number - 1)];
        const Image picture = read_picture(images / words.image);
        material = {picture.channels() == 4 ? to_rgb(picture) : picture, words};
      }
      const fs::path written = writer.add(number, random, std::move(material));
      ++summary.pictures;
      if (!told(written, count)) break;
    } catch (const Error& error) {
      if (error.code() == ErrorCode::no_space || folder.captions.empty()) throw;
      if (++summary.skipped == 1) summary.first_problem = error.what();
    }
  }
  if (summary.pictures == 0)
    throw Error(ErrorCode::unreadable, "none of the pictures can be read (" + summary.first_problem + ")",
                images.string());
  writer.commit();
  return summary;
}

}  // namespace koma::synthesis
