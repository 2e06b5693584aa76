// SPDX-License-Identifier: Apache-2.0
#include "ui/generation/enlarged_picture.h"

#include <algorithm>

#include "engine/base/error.h"
#include "ui/document/picture_library.h"

namespace koma::ui {

api::GenerationRequest enlargedRequest(const manga::Panel& panel, const EnlargedPicture& wish, PictureLibrary& pictures,
                                       const api::GenerationRequest& drawing) {
  const auto take = std::ranges::find(panel.takes, wish.take, &manga::Take::id);
  if (take == panel.takes.end()) throw Error(ErrorCode::not_found, "the take is not there any more; choose another");
  const api::Picture picture{.path = pictures.fileOf(take->picture)};
  const auto print = api::print_request(manga::bounds_of(panel.frame), {picture, wish.size}, wish.print);
  if (!print) {
    throw Error(ErrorCode::invalid_argument,
                "the picture has as many pixels as that already; choose more dots per inch");
  }
  api::GenerationRequest request = drawing;
  request.mask = {};
  request.repaint.reset();
  request.init_box.reset();
  request.high_resolution.reset();
  request.strength = 1;
  request.init_picture = print->init_picture;
  request.width = print->width;
  request.height = print->height;
  request.upscale = print->upscale;
  return request;
}

}  // namespace koma::ui
