// SPDX-License-Identifier: Apache-2.0
#include "ui/document/recent_works.h"

#include <QStandardPaths>
#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>

#include "engine/base/atomic_file.h"
#include "engine/base/json_fields.h"
#include "engine/base/picture_file.h"
#include "engine/base/sha256.h"
#include "ui/document/background.h"
#include "ui/lettering/qt_image.h"

namespace koma::ui {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t longestList = 24;

std::vector<RecentWork> parseList(const std::string& text, const fs::path& place) {
  std::vector<RecentWork> works;
  const auto document = parse_document(text, place.string());
  JsonFields fields(document, "$");
  for (const auto& value : fields.array("works", 1000)) {
    JsonFields work(value, "$.works[]");
    works.push_back(
        {.title = QString::fromStdString(work.text("title").value_or("")),
         .bundle = work.text("path").value_or(""),
         .opened = QDateTime::fromString(QString::fromStdString(work.text("opened").value_or("")), Qt::ISODateWithMs)});
  }
  std::erase_if(works, [](const RecentWork& work) { return work.bundle.empty(); });
  return works;
}

/// Runs away from the GUI thread.
std::vector<RecentWork> readList(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  const std::string text((std::istreambuf_iterator<char>(stream)), std::istreambuf_iterator<char>());
  try {
    return text.empty() ? std::vector<RecentWork>() : parseList(text, file);
  } catch (const std::exception&) {
    return {};
  }
}

/// Runs away from the GUI thread.
std::vector<RecentWork> looked(std::vector<RecentWork> works) {
  for (RecentWork& work : works) {
    std::error_code error;
    work.missing = !fs::exists(work.bundle / "project.db", error);
  }
  return works;
}

std::string textOf(const std::vector<RecentWork>& works) {
  nlohmann::json list = nlohmann::json::array();
  for (const RecentWork& work : works) {
    list.push_back({{"title", work.title.toStdString()},
                    {"path", work.bundle.string()},
                    {"opened", work.opened.toString(Qt::ISODateWithMs).toStdString()}});
  }
  return nlohmann::json{{"works", list}}.dump(1, ' ', false, nlohmann::json::error_handler_t::replace);
}

bool writeList(const fs::path& file, const std::string& text) {
  try {
    fs::create_directories(file.parent_path());
    write_atomically(file, text);
    return true;
  } catch (const std::exception&) {
    return false;  // A convenience: not worth a message while somebody draws.
  }
}

}  // namespace

RecentPlaces RecentPlaces::ofSystem() {
  const auto folder = [](QStandardPaths::StandardLocation location) {
    return fs::path(QStandardPaths::writableLocation(location).toStdString());
  };
  return {folder(QStandardPaths::AppConfigLocation) / "recent.json",
          folder(QStandardPaths::CacheLocation) / "thumbnails"};
}

RecentWorks::RecentWorks(Background& background, RecentPlaces places, QObject* parent)
    : QObject(parent), background_(background), places_(std::move(places)) {}

fs::path RecentWorks::thumbnailOf(const fs::path& bundle) const {
  const std::string path = bundle.string();
  const std::span bytes(reinterpret_cast<const std::uint8_t*>(path.data()), path.size());
  return places_.thumbnails / (sha256(bytes).substr(0, 32) + ".png");
}

void RecentWorks::load() {
  background_.run(
      this, [file = places_.list] { return looked(readList(file)); },
      [this](const std::vector<RecentWork>& read) {
        loaded_ = true;
        for (RecentWork work : read) {
          const bool known = std::ranges::find(works_, work.bundle, &RecentWork::bundle) != works_.end();
          if (known || removed_.contains(work.bundle)) continue;
          work.thumbnail = thumbnailOf(work.bundle);
          works_.push_back(std::move(work));
        }
        trim();
        emit changed();
        if (again_) write();
      });
}

void RecentWorks::look() {
  background_.run(
      this, [works = works_] { return looked(works); },
      [this](const std::vector<RecentWork>& seen) {
        bool differs = false;
        for (RecentWork& work : works_) {
          const auto found = std::ranges::find(seen, work.bundle, &RecentWork::bundle);
          if (found == seen.end() || found->missing == work.missing) continue;
          work.missing = found->missing;
          differs = true;
        }
        if (differs) emit changed();
      });
}

void RecentWorks::add(const QString& title, const fs::path& bundle) {
  std::erase_if(works_, [&](const RecentWork& work) { return work.bundle == bundle; });
  works_.insert(works_.begin(), {title, bundle, QDateTime::currentDateTimeUtc(), thumbnailOf(bundle), false});
  removed_.erase(bundle);
  trim();
  emit changed();
  write();
}

void RecentWorks::remove(const fs::path& bundle) {
  std::erase_if(works_, [&](const RecentWork& work) { return work.bundle == bundle; });
  removed_.insert(bundle);
  background_.post([file = thumbnailOf(bundle)] {
    std::error_code ignored;
    fs::remove(file, ignored);
  });
  emit changed();
  write();
}

void RecentWorks::trim() {
  if (works_.size() > longestList) works_.resize(longestList);
}

void RecentWorks::setThumbnail(const fs::path& bundle, const QImage& thumbnail) {
  background_.run(
      this,
      [file = thumbnailOf(bundle), thumbnail] {
        try {
          fs::create_directories(file.parent_path());
          write_png(file, lettering::toImage(thumbnail));
          return true;
        } catch (const std::exception&) {
          return false;
        }
      },
      [this](bool written) {
        if (written) emit changed();
      });
}

void RecentWorks::write() {
  // One at a time, so that an older list never lands on a newer one; before the list is read, none at all.
  if (writing_ || !loaded_) {
    again_ = true;
    return;
  }
  writing_ = true;
  again_ = false;
  background_.run(
      this, [file = places_.list, text = textOf(works_)] { return writeList(file, text); },
      [this](bool) {
        writing_ = false;
        if (again_) write();
      });
}

}  // namespace koma::ui
