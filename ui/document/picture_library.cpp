// SPDX-License-Identifier: Apache-2.0
#include "ui/document/picture_library.h"

#include <bit>
#include <optional>

#include "engine/base/error.h"
#include "engine/base/picture_file.h"
#include "engine/manga/object_file.h"
#include "ui/document/background.h"
#include "ui/lettering/qt_image.h"

namespace koma::ui {
namespace {

struct Loaded {
  QImage image;
  QString problem;
};

/// Sizes are asked for in all numbers; powers of two keep few versions of each picture.
int rounded(int side) {
  return side <= 0 ? 0 : int(std::bit_ceil(unsigned(std::max(side, 32))));
}

/// Runs away from the GUI thread.
Loaded readPicture(const std::filesystem::path& bundle, const manga::AssetId& asset, int side) {
  try {
    const auto file = manga::object_path(bundle, asset);
    QImage image = lettering::toQImage(decode_picture(manga::read_object(bundle, asset), file.string()));
    if (side > 0 && std::max(image.width(), image.height()) > side) {
      image = image.scaled(side, side, Qt::KeepAspectRatio, Qt::SmoothTransformation);
    }
    // What every screen wants: converted here, it need not be at every painting.
    return {image.convertToFormat(image.hasAlphaChannel() ? QImage::Format_ARGB32_Premultiplied : QImage::Format_RGB32),
            {}};
  } catch (const std::exception& error) {
    return {{}, QString::fromUtf8(error.what())};
  }
}

}  // namespace

PictureLibrary::PictureLibrary(Background& background, QObject* parent) : QObject(parent), background_(background) {}

void PictureLibrary::setBundle(const std::filesystem::path& bundle) {
  bundle_ = bundle;
  entries_.clear();
  uses_.clear();
  loading_.clear();
  problems_.clear();
  bytes_ = 0;
}

std::filesystem::path PictureLibrary::fileOf(const manga::AssetId& asset) const {
  return manga::object_path(bundle_, asset);
}

QImage PictureLibrary::known(const Key& key) {
  const auto entry = entries_.find(key);
  if (entry == entries_.end()) return {};
  uses_.splice(uses_.begin(), uses_, entry->second.use);
  return entry->second.image;
}

QImage PictureLibrary::picture(const manga::AssetId& asset, int side) {
  if (asset.empty()) return {};
  const Key key{asset, rounded(side)};
  QImage image = known(key);
  if (image.isNull()) image = known({asset, 0});
  if (image.isNull()) load(key);
  return image;
}

void PictureLibrary::load(const Key& key) {
  if (problems_.contains(key.asset) || !loading_.insert(key).second) return;
  background_.run(
      this, [bundle = bundle_, key] { return readPicture(bundle, key.asset, key.side); },
      [this, bundle = bundle_, key](const Loaded& loaded) {
        if (bundle != bundle_) return;
        loading_.erase(key);
        if (loaded.image.isNull()) {
          problems_[key.asset] = loaded.problem;
          emit failed(key.asset);
          return;
        }
        keep(key, loaded.image);
        emit ready(key.asset);
      });
}

void PictureLibrary::put(const manga::AssetId& asset, const QImage& picture) {
  problems_.erase(asset);
  keep({asset, 0}, picture);
  emit ready(asset);
}

void PictureLibrary::keep(const Key& key, const QImage& image) {
  if (const auto old = entries_.find(key); old != entries_.end()) {
    bytes_ -= std::size_t(old->second.image.sizeInBytes());
    uses_.erase(old->second.use);
    entries_.erase(old);
  }
  uses_.push_front(key);
  entries_[key] = {image, uses_.begin()};
  bytes_ += std::size_t(image.sizeInBytes());
  // The newest stays whatever its size: somebody is about to show it.
  while (bytes_ > budget_ && uses_.size() > 1) {
    const auto oldest = entries_.find(uses_.back());
    bytes_ -= std::size_t(oldest->second.image.sizeInBytes());
    entries_.erase(oldest);
    uses_.pop_back();
  }
}

QString PictureLibrary::problem(const manga::AssetId& asset) const {
  const auto found = problems_.find(asset);
  return found == problems_.end() ? QString() : found->second;
}

}  // namespace koma::ui
