// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QImage>
#include <QObject>
#include <filesystem>
#include <list>
#include <map>
#include <set>

#include "engine/manga/ids.h"

namespace koma::ui {

class Background;

/// The open project's pictures, decoded and shrunk away from the GUI thread and kept within a budget of memory.
///
///     QImage picture = library.picture(asset, 300);   // now, or null and a `ready` later
///
/// One per window, on the GUI thread.
class PictureLibrary : public QObject {
  Q_OBJECT
 public:
  explicit PictureLibrary(Background& background, QObject* parent = nullptr);

  /// Another project: forgets all pictures.
  void setBundle(const std::filesystem::path& bundle);
  [[nodiscard]] const std::filesystem::path& bundle() const noexcept { return bundle_; }
  /// The file of a picture, for requests; needs not exist.
  [[nodiscard]] std::filesystem::path fileOf(const manga::AssetId& asset) const;

  /// The picture with its longer side at least `side` pixels, or as large as it is; 0 asks for all of it. Null when it
  /// is not at hand yet: then `ready` follows, or `failed`. May be a larger one than asked.
  [[nodiscard]] QImage picture(const manga::AssetId& asset, int side);
  /// Pixels that just came into being, so that nobody has to read them back.
  void put(const manga::AssetId& asset, const QImage& picture);
  /// Why a picture cannot be had; empty when nothing is known against it.
  [[nodiscard]] QString problem(const manga::AssetId& asset) const;
  void setBudget(std::size_t bytes) { budget_ = bytes; }

 signals:
  void ready(const std::string& asset);
  void failed(const std::string& asset);

 private:
  struct Key {
    manga::AssetId asset;
    int side = 0;  ///< a power of two, or 0 for all
    friend auto operator<=>(const Key&, const Key&) = default;
  };
  struct Entry {
    QImage image;
    std::list<Key>::iterator use;
  };
  void load(const Key& key);
  void keep(const Key& key, const QImage& image);
  [[nodiscard]] QImage known(const Key& key);

  Background& background_;
  std::filesystem::path bundle_;
  std::map<Key, Entry> entries_;
  std::list<Key> uses_;  ///< the most recent in front
  std::set<Key> loading_;
  std::map<manga::AssetId, QString> problems_;
  std::size_t bytes_ = 0, budget_ = 512u << 20;
};

}  // namespace koma::ui
