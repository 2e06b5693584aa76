// SPDX-License-Identifier: Apache-2.0
#include "app/service/demo_drawing.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>
#include <string>

#include "engine/synthesis/panel_drawing.h"
#include "engine/synthesis/random.h"
#include "engine/synthesis/synonyms.h"
#include "engine/synthesis/vocabulary.h"

namespace koma::app {

namespace {

constexpr int longestDrawn = 1024, shortestDrawn = 32;  ///< sides that engine/synthesis draws
constexpr int previewShare = 4;

/// FNV-1a: the same everywhere, unlike std::hash.
std::uint64_t numberOf(const std::string& text) {
  std::uint64_t number = 0xcbf29ce484222325;
  for (const char c : text) number = (number ^ std::uint8_t(c)) * 0x100000001b3;
  return number;
}

bool says(const std::string& text, const std::vector<std::string>& ways) {
  return std::ranges::any_of(ways, [&](const std::string& way) { return text.find(way) != std::string::npos; });
}

/// The code that the text says in one of its ways, or one by chance.
int codeIn(const std::string& text, const synthesis::Synonyms& codes, synthesis::Random& random) {
  const int byChance = random.integer(int(codes.size()));  // drawn in any case, so that one word changes one thing
  const auto said = std::ranges::find_if(codes, [&](const auto& ways) { return says(text, ways); });
  return said == codes.end() ? byChance : int(said - codes.begin());
}

synthesis::View viewOf(const api::PlacedCharacter& character) {
  const synthesis::Synonyms& views = synthesis::view_synonyms();
  const bool away = character.facing == api::Facing::back;
  if (away || says(character.pose, views[std::size_t(synthesis::View::back)])) return synthesis::View::back;
  return says(character.pose, views[std::size_t(synthesis::View::profile)]) ? synthesis::View::profile
                                                                            : synthesis::View::front;
}

Shot shotOf(const api::GenerationRequest& request, const UnitBox& box) {
  if (!request.shot) return shot_of(box, *request.width, *request.height);
  switch (*request.shot) {
    case api::ShotKind::close_up:
      return Shot::close_up;
    case api::ShotKind::bust:
      return Shot::bust;
    default:
      return Shot::full;
  }
}

synthesis::DrawnCharacter figureOf(const api::GenerationRequest& request, const api::PlacedCharacter& character,
                                   synthesis::Random& random) {
  synthesis::DrawnCharacter figure;
  synthesis::Random person(numberOf(character.name));
  figure.identity = synthesis::random_identity(person);
  figure.expression = codeIn(character.expression, synthesis::expression_synonyms(), random);
  figure.pose = codeIn(character.pose, synthesis::pose_synonyms(), random);
  figure.facing = random.integer(2);
  if (character.facing) figure.facing = *character.facing == api::Facing::left ? 1 : 0;
  figure.view = viewOf(character);
  figure.box = character.box;
  figure.shot = shotOf(request, character.box);
  return figure;
}

/// Somebody, when the prompt tells of something and nobody was placed.
api::PlacedCharacter somebody(const api::GenerationRequest& request) {
  api::PlacedCharacter character;
  character.name = std::to_string(*request.seed);
  character.expression = character.pose = request.prompt;
  character.box = box_of(
      {float(*request.width) / 2, float(*request.height) * 0.45f, float(std::min(*request.width, *request.height)) / 5},
      Shot::bust, *request.width, *request.height);
  return character;
}

Image resized(const cv::Mat& pixels, int width, int height, int interpolation) {
  cv::Mat out;
  cv::resize(pixels, out, {width, height}, 0, 0, interpolation);
  return Image(width, height, 1, std::vector<std::uint8_t>(out.datastart, out.dataend));
}

/// A header over an image's pixels; OpenCV has none for pixels that may only be read, and nothing writes to it.
cv::Mat over(const Image& image) {
  return cv::Mat(image.height(), image.width(), CV_8UC1, const_cast<std::uint8_t*>(image.pixels().data()));
}

}  // namespace

Image demoDrawing(const api::GenerationRequest& request) {
  synthesis::Random random(*request.seed);
  synthesis::PanelLabels labels;
  const double scale = std::min(1.0, double(longestDrawn) / std::max(*request.width, *request.height));
  labels.width = std::max(shortestDrawn, int(std::lround(*request.width * scale)));
  labels.height = std::max(shortestDrawn, int(std::lround(*request.height * scale)));
  labels.background = codeIn(request.prompt, synthesis::background_synonyms(), random);
  labels.night = synthesis::knows_night(labels.background) && says(request.prompt, synthesis::night_synonyms()[1]);
  labels.dialogs = request.dialog_boxes;
  std::vector<api::PlacedCharacter> people = request.characters;
  if (people.empty() && !request.prompt.empty()) people.push_back(somebody(request));
  for (const api::PlacedCharacter& character : people) {
    labels.characters.push_back(figureOf(request, character, random));
  }
  Image drawn = synthesis::draw_labels(std::move(labels)).picture;
  if (drawn.width() == *request.width && drawn.height() == *request.height) return drawn;
  return resized(over(drawn), *request.width, *request.height, cv::INTER_CUBIC);
}

Image demoPreview(const Image& drawing, double done, std::uint64_t seed) {
  const int width = std::max(1, drawing.width() / previewShare), height = std::max(1, drawing.height() / previewShare);
  const double left = 1 - std::clamp(done, 0.0, 1.0);
  cv::Mat estimate;
  cv::resize(over(drawing), estimate, {width, height}, 0, 0, cv::INTER_AREA);
  estimate.convertTo(estimate, CV_32F);
  const double blur = 0.09 * std::max(width, height) * left * left;
  if (blur > 0.3) cv::GaussianBlur(estimate, estimate, {0, 0}, blur);
  cv::Mat noise(height, width, CV_32F);
  cv::RNG random(seed + 1);
  random.fill(noise, cv::RNG::NORMAL, 0, 90 * std::pow(left, 1.5));
  // At first there is nothing but noise about the middle grey.
  const double known = 1 - left * left * left;
  estimate = known * estimate + (1 - known) * 128 + noise;
  estimate.convertTo(estimate, CV_8U);
  return Image(width, height, 1, std::vector<std::uint8_t>(estimate.datastart, estimate.dataend));
}

}  // namespace koma::app
