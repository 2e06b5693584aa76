// SPDX-License-Identifier: Apache-2.0
#include "ui/generation/similar_picture.h"

#include "engine/api/request_builder.h"
#include "engine/manga/panel_layout.h"
#include "ui/document/picture_library.h"
#include "ui/generation/picture_extension.h"

namespace koma::ui {

void makeSimilar(api::GenerationRequest& request, const manga::Panel& panel, const SimilarPicture& wish,
                 PictureLibrary& pictures, bool startsFromPictures) {
  request.prompt = wish.prompt;
  if (wish.negativePrompt) request.negative_prompt = wish.negativePrompt;
  for (const api::ShotKind shot :
       {api::ShotKind::close_up, api::ShotKind::bust, api::ShotKind::full, api::ShotKind::wide}) {
    if (wish.shot == api::to_string(shot)) request.shot = shot;
  }
  request.mask = {};
  request.repaint.reset();
  request.init_box.reset();
  request.init_picture = {};
  request.strength = 1;
  const manga::Take* take = manga::accepted_take(panel);
  if (!take || !startsFromPictures) return;
  request.init_picture = {.path = pictures.fileOf(take->picture)};
  if (const auto size = shownPictureSize(panel, pictures)) {
    request.init_picture.crop = api::shown_part(size->width(), size->height(), manga::bounds_of(panel.frame));
  }
  request.strength = wish.strength;
}

}  // namespace koma::ui
