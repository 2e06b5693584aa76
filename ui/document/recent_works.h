// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QDateTime>
#include <QImage>
#include <QObject>
#include <filesystem>
#include <set>
#include <vector>

namespace koma::ui {

class Background;

/// A work that was open once.
struct RecentWork {
  QString title;
  std::filesystem::path bundle;
  QDateTime opened;
  std::filesystem::path thumbnail;  ///< a PNG in the cache; needs not exist
  bool missing = false;             ///< the bundle was not there when last looked
  friend bool operator==(const RecentWork&, const RecentWork&) = default;
};

/// Where the list and its pictures are kept.
struct RecentPlaces {
  std::filesystem::path list;        ///< a JSON file
  std::filesystem::path thumbnails;  ///< a folder
  /// In the system's folders for this program's settings and caches.
  [[nodiscard]] static RecentPlaces ofSystem();
};

/// The works that were open lately, the last one first, kept as JSON between sessions. Losing it harms nothing: a list
/// that cannot be read is an empty one. Files are touched on the background only. One per application, on the GUI
/// thread.
class RecentWorks : public QObject {
  Q_OBJECT
 public:
  RecentWorks(Background& background, RecentPlaces places, QObject* parent = nullptr);

  [[nodiscard]] const std::vector<RecentWork>& works() const noexcept { return works_; }
  /// Reads the list; `changed` follows.
  void load();
  /// Looks again which works are there; `changed` follows when that differs.
  void look();
  /// To the front of the list.
  void add(const QString& title, const std::filesystem::path& bundle);
  void remove(const std::filesystem::path& bundle);
  void setThumbnail(const std::filesystem::path& bundle, const QImage& thumbnail);

 signals:
  void changed();

 private:
  void write();
  void trim();
  [[nodiscard]] std::filesystem::path thumbnailOf(const std::filesystem::path& bundle) const;

  Background& background_;
  RecentPlaces places_;
  std::vector<RecentWork> works_;
  std::set<std::filesystem::path> removed_;  ///< before the list was read: it must not bring them back
  bool loaded_ = false, writing_ = false, again_ = false;
};

}  // namespace koma::ui
