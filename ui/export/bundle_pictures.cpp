// SPDX-License-Identifier: Apache-2.0
#include "ui/export/bundle_pictures.h"

#include "engine/base/picture_file.h"
#include "engine/manga/object_file.h"
#include "ui/lettering/qt_image.h"

namespace koma::ui {

lettering::PictureSource bundlePictures(std::filesystem::path bundle) {
  return [bundle = std::move(bundle)](const manga::AssetId& asset) {
    const Image picture = decode_picture(manga::read_object(bundle, asset), manga::object_path(bundle, asset).string());
    return lettering::toQImage(picture.channels() == 4 ? to_rgb(picture) : picture);  // paper is opaque
  };
}

}  // namespace koma::ui
