// SPDX-License-Identifier: Apache-2.0
#include "ui/document/panel_commands.h"

#include <QCoreApplication>
#include <algorithm>
#include <array>

#include "engine/api/recipe.h"
#include "engine/api/region_request.h"
#include "engine/api/request_names.h"
#include "engine/base/error.h"
#include "ui/document/merge_verbs.h"
#include "ui/document/qt_values.h"
#include "ui/document/things.h"

namespace koma::ui {
namespace {

using manga::CharacterBox;

/// How much of a box lies over the boxes that are there, in 0…1 of the panel.
double overlap(const UnitBox& box, const std::vector<CharacterBox>& others) {
  double sum = 0;
  for (const CharacterBox& other : others) {
    const double width = std::min(box.right, other.box.right) - std::max(box.left, other.box.left);
    const double height = std::min(box.bottom, other.box.bottom) - std::max(box.top, other.box.top);
    if (width > 0 && height > 0) sum += width * height;
  }
  return sum;
}

const manga::Take& takeOf(const manga::Panel& panel, manga::TakeId id) {
  const auto take = std::ranges::find(panel.takes, id, &manga::Take::id);
  if (take == panel.takes.end()) {
    throw Error(ErrorCode::not_found, "the panel has no take of that number any more", std::to_string(id.value));
  }
  return *take;
}

std::vector<CharacterBox> recalledBoxes(const api::GenerationRequest& request, const manga::Project& project,
                                        const manga::Panel& panel) {
  std::vector<CharacterBox> boxes;
  for (const api::PlacedCharacter& placed : request.characters) {
    const auto member = std::ranges::find(project.cast, placed.name, &manga::Character::name);
    if (member == project.cast.end()) continue;
    CharacterBox box;
    box.character = member->id;
    box.box = placed.box;
    // The request leaves out a strength of 1, whatever the character's own is.
    const double strength = placed.strength.value_or(1);
    if (strength != member->strength) box.strength = strength;
    box.expression = placed.expression;
    box.pose = placed.pose;
    box.phrase = placed.phrase;
    if (placed.facing) box.facing = api::to_string(*placed.facing);
    boxes.push_back(std::move(box));
  }
  std::ranges::copy_if(panel.characters, std::back_inserter(boxes), &CharacterBox::hidden);
  return boxes;
}

manga::DrawingSettings recalledSettings(const api::GenerationRequest& request, const manga::DrawingSettings& now) {
  using namespace api::names;
  const auto word = [](const auto& choice, const auto& words) {
    return choice ? std::string(words[std::size_t(*choice)]) : std::string();
  };
  manga::DrawingSettings settings;
  settings.model = request.model;
  settings.size = now.size;
  settings.steps = request.steps;
  settings.guidance_scale = request.guidance_scale;
  settings.seed = request.seed;
  settings.sampler = word(request.sampler, samplers);
  settings.sigmas = word(request.sigmas, sigmas);
  settings.timestep_spacing = word(request.timestep_spacing, spacings);
  settings.clip_skip = request.clip_skip;
  settings.guidance_rescale = request.guidance_rescale;
  settings.prompt_weighting = request.prompt_weighting;
  settings.character_scale = request.character_scale;
  settings.agent = request.mllm.enabled;
  // A share that waits for the agent to be switched on is not in the recipe.
  settings.agent_scale = request.mllm.enabled ? std::optional(request.mllm.scale) : now.agent_scale;
  for (const api::Lora& lora : request.loras) {
    settings.loras.push_back({.model = lora.file.string(), .weight = lora.weight});
  }
  if (request.subject_adapter) {
    settings.subject_adapter = request.subject_adapter->file.string();
    settings.subject_encoder = request.subject_adapter->image_encoder.string();
  }
  if (request.layout) {
    settings.auto_layout = request.layout->automatic;
    settings.layout_threshold = request.layout->mask_threshold;
    settings.layout_start = request.layout->start_step;
  }
  settings.unknown = now.unknown;
  return settings;
}

}  // namespace

manga::PanelId addPanel(Document& document, manga::PageId page, const manga::Polygon& frame) {
  manga::PanelId id;
  document.edit(QCoreApplication::translate("Commands", "Add panel"), [&](Draft& draft) {
    manga::Panel panel;
    panel.id = id = draft.newId<manga::Panel>();
    panel.frame = frame;
    for (const manga::Panel& other : draft.page(page).panels) panel.z_order = std::max(panel.z_order, other.z_order);
    draft.page(page).panels.push_back(std::move(panel));
  });
  return id;
}

void setFrame(Document& document, manga::PanelId panel, const manga::Polygon& frame) {
  document.edit(QCoreApplication::translate("Commands", "Change frame"),
                [&](Draft& draft) { draft.panel(panel).frame = frame; });
}

void setBorder(Document& document, manga::PanelId panel, manga::BorderStyle style, double width) {
  document.edit(
      QCoreApplication::translate("Commands", "Change frame line"),
      [&](Draft& draft) {
        draft.panel(panel).border = style;
        draft.panel(panel).border_width = width;
      },
      mergeKey(MergeVerb::border, panel));
}

CharacterBox boxFor(const manga::Panel& panel, manga::CharacterId character,
                    const std::optional<manga::Point>& centre) {
  constexpr int unitsPerMm = 10;
  const manga::Rect frame = manga::bounds_of(panel.frame);
  const int width = std::max(1, int(frame.width * unitsPerMm)), height = std::max(1, int(frame.height * unitsPerMm));
  // A bust is four radii high and 3.2 wide: with this it leaves room for a balloon beside the head and above it.
  const float radius = std::min(float(height) * 0.175f, float(width) * 0.1875f);
  const auto boxAround = [&](double x, double y) {
    return box_of({float(x) * float(width), float(y) * float(height) - 0.6f * radius, radius}, Shot::bust, width,
                  height);
  };
  CharacterBox box;
  box.character = character;
  if (centre) {
    box.box = boxAround((centre->x - frame.left) / frame.width, (centre->y - frame.top) / frame.height);
    return box;
  }
  constexpr double belowMiddle = 0.58;  // balloons stand above
  constexpr std::array places = {0.5, 0.7, 0.3, 0.82, 0.18};
  double least = 0;
  for (const double x : places) {
    const UnitBox candidate = boxAround(x, belowMiddle);
    const double covered = overlap(candidate, panel.characters);
    if (x != places[0] && covered >= least) continue;
    least = covered;
    box.box = candidate;
  }
  return box;
}

BoxRef placeCharacter(Document& document, manga::PanelId panel, const CharacterBox& box) {
  BoxRef ref{panel, 0};
  document.edit(QCoreApplication::translate("Commands", "Place character"), [&](Draft& draft) {
    auto& boxes = draft.panel(panel).characters;
    ref.index = boxes.size();
    boxes.push_back(box);
  });
  return ref;
}

void setCharacterBox(Document& document, const BoxRef& ref, const CharacterBox& box) {
  document.edit(QCoreApplication::translate("Commands", "Change character box"),
                [&](Draft& draft) {
                  auto& boxes = draft.panel(ref.panel).characters;
                  if (ref.index < boxes.size()) boxes[ref.index] = box;
                },
                {int(MergeVerb::box), ref.panel.value * 4096 + ref.index});
}

BoxRef moveBox(Document& document, const BoxRef& ref, manga::PanelId to, const QRectF& rect) {
  BoxRef moved{to, 0};
  document.edit(QCoreApplication::translate("Commands", "Move character to another panel"), [&](Draft& draft) {
    auto& from = draft.panel(ref.panel).characters;
    manga::Panel& target = draft.panel(to);
    if (ref.index >= from.size()) return;
    manga::CharacterBox box = from[ref.index];
    from.erase(from.begin() + std::ptrdiff_t(ref.index));
    box.box = boxIn(boundsOf(target), rect);
    moved.index = target.characters.size();
    target.characters.push_back(std::move(box));
  });
  return moved;
}

void setPrompt(Document& document, manga::PanelId panel, const QString& prompt) {
  document.edit(
      QCoreApplication::translate("Commands", "Edit prompt"),
      [&](Draft& draft) { draft.panel(panel).prompt = prompt.toStdString(); }, mergeKey(MergeVerb::prompt, panel));
}

void setNegativePrompt(Document& document, manga::PanelId panel, const std::optional<QString>& prompt) {
  document.edit(
      QCoreApplication::translate("Commands", "Edit negative prompt"),
      [&](Draft& draft) {
        auto& negative = draft.panel(panel).negative_prompt;
        negative.reset();
        if (prompt) negative = prompt->toStdString();
      },
      mergeKey(MergeVerb::negativePrompt, panel));
}

void setShot(Document& document, manga::PanelId panel, const std::string& shot) {
  document.edit(QCoreApplication::translate("Commands", "Change shot"),
                [&](Draft& draft) { draft.panel(panel).shot = shot; });
}

void setSettings(Document& document, manga::PanelId panel, const manga::DrawingSettings& settings) {
  document.edit(
      QCoreApplication::translate("Commands", "Change drawing settings"),
      [&](Draft& draft) { draft.panel(panel).settings = settings; }, mergeKey(MergeVerb::drawingSettings, panel));
}

void acceptTake(Document& document, manga::PanelId panel, manga::TakeId take) {
  document.edit(take ? QCoreApplication::translate("Commands", "Accept take")
                     : QCoreApplication::translate("Commands", "Show no take"),
                [&](Draft& draft) {
                  manga::Panel& changed = draft.panel(panel);
                  changed.accepted = take ? takeOf(changed, take).id : manga::TakeId();
                });
}

void removeTakes(Document& document, manga::PanelId panel, std::span<const manga::TakeId> takes) {
  const QString text = QCoreApplication::translate("Commands", "Remove %n take(s)", nullptr, int(takes.size()));
  document.edit(text, [&](Draft& draft) {
    manga::Panel& changed = draft.panel(panel);
    const auto removed = [&](manga::TakeId id) { return std::ranges::find(takes, id) != takes.end(); };
    std::erase_if(changed.takes, [&](const manga::Take& take) { return removed(take.id); });
    if (removed(changed.accepted)) changed.accepted = {};
  });
}

void recallTake(Document& document, manga::PanelId panel, manga::TakeId take) {
  document.edit(QCoreApplication::translate("Commands", "Recall take"), [&](Draft& draft) {
    manga::Panel& changed = draft.panel(panel);
    const manga::Take& recalled = takeOf(changed, take);
    const auto json = nlohmann::json::parse(recalled.recipe, nullptr, false);
    if (json.is_discarded()) {
      throw Error(ErrorCode::invalid_argument, "the take's recipe cannot be read", std::to_string(take.value));
    }
    const api::GenerationRequest request = api::recipe_from_json(json, {}).request;
    changed.prompt = request.prompt;
    changed.negative_prompt = request.negative_prompt;
    changed.shot = request.shot ? api::to_string(*request.shot) : "";
    changed.settings = recalledSettings(request, changed.settings);
    changed.characters = recalledBoxes(request, draft.project(), changed);
    api::recall_regions(changed, request);
  });
}

}  // namespace koma::ui
