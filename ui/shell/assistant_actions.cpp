// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/assistant_actions.h"

#include <QAction>
#include <algorithm>
#include <cmath>

#include "engine/api/project_service.h"
#include "engine/api/request_builder.h"
#include "ui/assistant/assistant_dock.h"
#include "ui/document/conversation_commands.h"
#include "ui/document/picture_library.h"
#include "ui/document/qt_values.h"
#include "ui/document/reply.h"
#include "ui/generation/generation_service.h"
#include "ui/generation/picture_extension.h"
#include "ui/generation/similar_picture.h"
#include "ui/shell/actions.h"
#include "ui/style/notices.h"

namespace koma::ui {
namespace {

/// The turn, when it is still there.
const manga::Turn* turnOf(const manga::Project& project, manga::PanelId panel, std::size_t index) {
  const manga::Conversation* talk = conversationAbout(project, panel);
  return talk && index < talk->size() ? &(*talk)[index] : nullptr;
}

/// A box of a picture in 0…1 of the part that is shown of it.
UnitBox inPart(const UnitBox& box, const UnitBox& part) {
  const auto place = [](float at, float from, float to) { return std::clamp((at - from) / (to - from), 0.0F, 1.0F); };
  return {place(box.left, part.left, part.right), place(box.top, part.top, part.bottom),
          place(box.right, part.left, part.right), place(box.bottom, part.top, part.bottom)};
}

}  // namespace

Image areaMask(const UnitBox& area, double aspect) {
  constexpr double longer = 512;
  constexpr int white = 255;
  const int width = std::max(1, int(std::lround(aspect >= 1 ? longer : longer * aspect)));
  const int height = std::max(1, int(std::lround(aspect >= 1 ? longer / aspect : longer)));
  std::vector<std::uint8_t> pixels(std::size_t(width) * std::size_t(height), 0);
  const auto at = [](float share, int length) { return int(std::lround(double(share) * length)); };
  for (int y = at(area.top, height); y < at(area.bottom, height); ++y) {
    const auto row = pixels.begin() + std::ptrdiff_t(y) * width;
    std::fill(row + at(area.left, width), row + at(area.right, width), white);
  }
  return {width, height, 1, std::move(pixels)};
}

AssistantActions::AssistantActions(Actions& actions, AssistantDock& dock, AssistantSurroundings place, QObject* parent)
    : QObject(parent), place_(place) {
  connect(actions["view.assistant"], &QAction::triggered, &dock, &AssistantDock::raiseForWriting);
  connect(&dock, &AssistantDock::similarWanted, this, &AssistantActions::drawSimilar);
  connect(&dock, &AssistantDock::editWanted, this, &AssistantActions::maskEdit);
}

void AssistantActions::drawSimilar(manga::PanelId panel, std::size_t index) {
  const manga::Turn* turn = turnOf(place_.document.project(), panel, index);
  if (!turn) return;
  const SimilarPicture wish{turn->prompt, turn->negative_prompt, turn->shot};
  if (place_.generation.generateSimilar(panel, wish) > 0) acceptTurn(place_.document, panel, index);
}

void AssistantActions::maskEdit(manga::PanelId id, std::size_t index) {
  const manga::Panel* panel = manga::find_panel(place_.document.project(), id);
  const manga::Turn* turn = turnOf(place_.document.project(), id, index);
  if (!panel || !turn || !turn->area) return;
  const manga::Rect frame = manga::bounds_of(panel->frame);
  UnitBox area = *turn->area;
  if (const auto size = shownPictureSize(*panel, place_.pictures)) {
    area = inPart(area, api::shown_part(size->width(), size->height(), frame));
  }
  const Image mask = areaMask(area, frame.width / frame.height);
  // By the time that the mask is kept the conversation may have grown, but nothing before the turn has gone, unless the
  // whole was deleted: then nothing happens.
  const manga::Turn meant = *turn;
  place_.projects.import_image(mask, std::max(mask.width(), mask.height()),
                               onGuiThread<api::StoredPicture>(this, [this, id, index, meant](const auto& outcome) {
                                 const auto* stored = std::get_if<api::StoredPicture>(&outcome);
                                 if (!stored) {
                                   place_.notices.say({.kind = Notice::Kind::error,
                                                       .text = tr("The mask could not be kept."),
                                                       .details = toQt(std::get<api::Failed>(outcome).text),
                                                       .key = "mask"});
                                   return;
                                 }
                                 const manga::Turn* now = turnOf(place_.document.project(), id, index);
                                 if (!now || !(*now == meant)) return;
                                 acceptEdit(place_.document, id, index, stored->asset);
                                 emit editReady(id);
                               }));
}

}  // namespace koma::ui
