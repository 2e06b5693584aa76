// SPDX-License-Identifier: Apache-2.0
#include "engine/api/generation_request.h"

#include "engine/api/request_names.h"
#include "engine/base/picture_file.h"

namespace koma::api {

Image pixels_of(const Picture& picture) {
  return picture.image.empty() ? read_picture(picture.path) : picture.image;
}

const char* to_string(SamplerKind kind) noexcept {
  return names::samplers[int(kind)];
}
const char* to_string(Facing facing) noexcept {
  return names::facings[int(facing)];
}
const char* to_string(ShotKind shot) noexcept {
  return names::shots[int(shot)];
}

}  // namespace koma::api
