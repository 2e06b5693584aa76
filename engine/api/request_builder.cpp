// SPDX-License-Identifier: Apache-2.0
#include "engine/api/request_builder.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <nlohmann/json.hpp>
#include <numeric>
#include <string>

#include "engine/api/region_request.h"
#include "engine/api/request_names.h"
#include "engine/base/error.h"

namespace koma::api {

namespace {

constexpr int shortest_side = 64, longest_side = 2048, side_multiple = 8;
/// Square millimetres of a balloon in a panel below which it only touches the frame.
constexpr double least_overlap = 4;

template <class T, std::size_t N>
std::optional<T> named(const std::string& word, const char* const (&names)[N], const std::string& place) {
  if (word.empty()) return {};
  for (std::size_t i = 0; i < N; ++i) {
    if (word == names[i]) return T(int(i));
  }
  throw Error(ErrorCode::invalid_argument, "does not know \"" + word + "\"", place);
}

int side(double pixels) {
  return std::clamp(int(std::lround(pixels / side_multiple)) * side_multiple, shortest_side, longest_side);
}

PlacedCharacter placed(const manga::Project& project, const manga::CharacterBox& box, const AssetLoader& assets,
                       const std::string& place) {
  const manga::Character* member = manga::find_character(project, box.character);
  if (!member) {
    throw Error(ErrorCode::not_found, "a character box names somebody who is not in the cast; choose another", place);
  }
  PlacedCharacter character;
  character.name = member->name;
  for (const manga::Reference& reference : member->references) {
    Picture picture = assets(reference.picture);
    picture.crop = reference.crop;
    character.references.push_back(std::move(picture));
  }
  character.box = box.box;
  const double strength = box.strength.value_or(member->strength);
  if (strength != 1) character.strength = strength;
  character.phrase = box.phrase;
  character.expression = box.expression;
  character.pose = box.pose;
  character.facing = named<Facing>(box.facing, names::facings, place + ".facing");
  return character;
}

UnitBox relative(const manga::Rect& rect, const manga::Rect& frame) {
  return {float((rect.left - frame.left) / frame.width), float((rect.top - frame.top) / frame.height),
          float((rect.right() - frame.left) / frame.width), float((rect.bottom() - frame.top) / frame.height)};
}

float area(const UnitBox& box) {
  return (box.right - box.left) * (box.bottom - box.top);
}

struct PixelSize {
  double width = 0, height = 0;
};

/// What the take's recipe says about its size; zero when it does not.
PixelSize size_of(const manga::Take& take) {
  const auto recipe = nlohmann::json::parse(take.recipe, nullptr, false);
  const auto side = [&](const char* name) {
    const auto& request = recipe["request"];
    return request.contains(name) && request[name].is_number() ? request[name].get<double>() : 0;
  };
  if (!recipe.is_object() || !recipe.contains("request") || !recipe["request"].is_object()) return {};
  return {side("width"), side("height")};
}

std::string located(const BuildOptions& options, ModelKind kind, const std::string& name) {
  return options.locate ? options.locate(kind, name) : name;
}

/// Without an adapter a layout says nothing, and a request that has one is refused.
void add_subjects(GenerationRequest& request, const manga::DrawingSettings& settings) {
  if (!manga::has_adapter(settings)) return;
  const std::filesystem::path file = settings.subject_adapter;
  const bool beside = settings.subject_encoder.empty();
  request.subject_adapter = {
      file, beside ? file.parent_path() / "image_encoder" : std::filesystem::path(settings.subject_encoder)};
  if (!settings.auto_layout.value_or(false)) return;
  SubjectLayout layout{.automatic = true};
  layout.mask_threshold = settings.layout_threshold.value_or(layout.mask_threshold);
  layout.start_step = settings.layout_start.value_or(layout.start_step);
  request.layout = layout;
}

void add_drawing(GenerationRequest& request, const manga::DrawingSettings& settings, const BuildOptions& options,
                 const std::string& place) {
  request.model = located(options, ModelKind::checkpoint, settings.model);
  request.steps = settings.steps;
  request.guidance_scale = settings.guidance_scale;
  request.guidance_rescale = settings.guidance_rescale.value_or(0);
  request.seed = settings.seed;
  request.sampler = named<SamplerKind>(settings.sampler, names::samplers, place + ".sampler");
  request.sigmas = named<SigmaKind>(settings.sigmas, names::sigmas, place + ".sigmas");
  request.timestep_spacing =
      named<TimestepSpacing>(settings.timestep_spacing, names::spacings, place + ".timestep_spacing");
  request.clip_skip = settings.clip_skip.value_or(0);
  request.prompt_weighting = settings.prompt_weighting.value_or(false);
  request.character_scale = settings.character_scale;
  // Without the agent its share says nothing, and recipes stay free of it.
  if (settings.agent.value_or(false)) request.mllm = {true, settings.agent_scale.value_or(Agent{}.scale)};
  add_subjects(request, settings);
  for (const manga::LoraUse& lora : settings.loras) {
    request.loras.push_back({located(options, ModelKind::lora, lora.model), lora.weight});
  }
}

/// Whence pictures come, and whom an error names.
struct Place {
  const AssetLoader& assets;
  const std::string& name;
};

/// The part of the accepted take that the frame shows.
void add_start(GenerationRequest& request, const manga::Panel& panel, const manga::Rect& frame, const Place& place) {
  const manga::Take& take = *manga::accepted_take(panel);
  request.init_picture = place.assets(take.picture);
  const Image& pixels = request.init_picture.image;
  const PixelSize size = pixels.empty() ? size_of(take) : PixelSize{double(pixels.width()), double(pixels.height())};
  if (size.width > 0 && size.height > 0) request.init_picture.crop = shown_part(size.width, size.height, frame);
}

void add_mask_search(GenerationRequest& request, const manga::Panel& panel, const manga::Rect& frame,
                     const Place& place, const std::string& words) {
  if (!manga::accepted_take(panel)) {
    throw Error(ErrorCode::invalid_argument, "the panel has no picture in which words can be found; draw it first",
                place.name);
  }
  add_start(request, panel, frame, place);
  request.repaint = Repaint{.words = words, .mask_only = true};
}

void add_repaint(GenerationRequest& request, const manga::Panel& panel, const manga::Rect& frame, const Place& place) {
  add_start(request, panel, frame, place);
  request.mask = place.assets(panel.mask);
  request.strength = panel.repaint.strength;
  const auto known = [&](const std::string& word, const auto& words, const char* field) {
    return named<int>(word, words, place.name + ".repaint." + field) ? std::optional(word) : std::nullopt;
  };
  request.repaint = Repaint{.context = panel.repaint.context,
                            .feather = panel.repaint.feather,
                            .prefill = known(panel.repaint.prefill, names::prefills, "prefill"),
                            .seam = known(panel.repaint.seam, names::seams, "seam")};
  if (*request.repaint == Repaint{}) request.repaint.reset();
}

/// Who repairs the seam counts only where it is to be repaired.
void add_restorer(GenerationRequest& request, const manga::RepaintSettings& settings, const BuildOptions& options) {
  if (!request.repaint || request.repaint->seam != "diffrir") return;
  if (!settings.restorer.empty()) request.repaint->restorer = located(options, ModelKind::restorer, settings.restorer);
  request.repaint->seam_blend = settings.seam_blend;
}

}  // namespace

bool repaints(const manga::Panel& panel) noexcept {
  return !panel.mask.empty() && manga::accepted_take(panel) != nullptr;
}

UnitBox shown_part(double width, double height, const manga::Rect& frame) {
  const double scale = std::max(frame.width / width, frame.height / height);
  const double across = (1 - frame.width / scale / width) / 2, down = (1 - frame.height / scale / height) / 2;
  return {float(across), float(down), float(1 - across), float(1 - down)};
}

std::vector<PlacedDialog> placed_dialogs(const manga::Page& page, const manga::Panel& panel) {
  const manga::Rect frame = manga::bounds_of(panel.frame);
  std::vector<PlacedDialog> dialogs;
  for (const manga::Balloon& balloon : page.balloons) {
    if (balloon.hidden) continue;
    const manga::Rect over = manga::intersection(balloon.bounds, frame);
    // In the bounding rectangle of a slanted frame is not yet in the frame.
    if (over.empty() || over.width * over.height < least_overlap) continue;
    if (!manga::contains(panel.frame, over.centre())) continue;
    dialogs.push_back({balloon.id, relative(over, frame)});
  }
  return dialogs;
}

std::vector<std::size_t> surplus_dialogs(const std::vector<PlacedDialog>& dialogs, int most) {
  std::vector<std::size_t> order(dialogs.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  // Of equals the earlier is left out.
  std::ranges::reverse(order);
  std::ranges::stable_sort(order, std::greater(), [&](std::size_t i) { return area(dialogs[i].box); });
  order.erase(order.begin(), order.begin() + std::min(std::ptrdiff_t(most), std::ptrdiff_t(order.size())));
  return order;
}

std::vector<UnitBox> dialog_boxes(const manga::Page& page, const manga::Panel& panel, int most) {
  const std::vector<PlacedDialog> dialogs = placed_dialogs(page, panel);
  const std::vector<std::size_t> surplus = surplus_dialogs(dialogs, most);
  std::vector<UnitBox> boxes;
  for (std::size_t i = 0; i < dialogs.size(); ++i) {
    if (std::ranges::find(surplus, i) == surplus.end()) boxes.push_back(dialogs[i].box);
  }
  return boxes;
}

GenerationRequest build_request(const manga::Project& project, manga::PanelId id, const AssetLoader& assets,
                                const BuildOptions& options) {
  const manga::Panel* panel = manga::find_panel(project, id);
  const std::string place = "panel " + std::to_string(id.value);
  if (!panel) throw Error(ErrorCode::not_found, "the project has no such panel", place);
  const manga::Rect frame = manga::bounds_of(panel->frame);
  if (frame.empty()) throw Error(ErrorCode::invalid_argument, "the panel's frame has no area; draw it larger", place);

  GenerationRequest request;
  const manga::DrawingSettings settings = manga::drawing_of(project, *panel);
  add_drawing(request, settings, options, place);
  request.prompt = whole_prompt(*panel);
  request.negative_prompt = panel->negative_prompt;
  const double area = double(options.area) * std::pow(settings.size.value_or(1), 2);
  const double width = std::sqrt(area * frame.width / frame.height);
  request.width = side(width);
  request.height = side(area / width);
  request.shot = named<ShotKind>(panel->shot, names::shots, place + ".shot");
  for (const manga::CharacterBox& box : panel->characters) {
    if (!box.hidden) request.characters.push_back(placed(project, box, assets, place));
  }
  request.dialog_boxes = dialog_boxes(*manga::page_of(project, id), *panel, options.dialogs);
  request.regions = requested_regions(*panel);
  for (const manga::ControlImage& image : panel->controls) {
    if (image.model.empty()) continue;  // nobody has said yet what should read it
    Control control{.model = located(options, ModelKind::controlnet, image.model), .picture = assets(image.picture)};
    control.scale = image.scale;
    control.start = image.start;
    control.end = image.end;
    control.preprocessor = named<Preprocessor>(image.preprocessor, names::preprocessors, place + ".preprocessor")
                               .value_or(Preprocessor::none);
    request.controls.push_back(std::move(control));
  }
  if (!options.mask_words.empty()) {
    add_mask_search(request, *panel, frame, {assets, place}, options.mask_words);
  } else if (repaints(*panel)) {
    add_repaint(request, *panel, frame, {assets, place});
    add_restorer(request, panel->repaint, options);
  }
  return request;
}

}  // namespace koma::api
