// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/settings.h"

#include <QStandardPaths>
#include <fstream>
#include <sstream>

#include "engine/base/atomic_file.h"
#include "engine/base/error.h"
#include "ui/document/background.h"

namespace koma::ui {

namespace fs = std::filesystem;

namespace {

std::string textOf(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  std::ostringstream text;
  if (stream) text << stream.rdbuf();
  return text.str();
}

/// Why it could not be written; empty when it was.
QString writeFile(const fs::path& file, const std::string& text) {
  std::error_code ignored;
  fs::create_directories(file.parent_path(), ignored);
  try {
    write_atomically(file, text);
    return {};
  } catch (const Error& error) {
    return QString::fromStdString(error.what());
  }
}

}  // namespace

Settings::Settings(fs::path file, QObject* parent)
    : QObject(parent), file_(std::move(file)), values_(readSettings(textOf(file_))), written_(values_) {
  pause_.setSingleShot(true);
  pause_.setInterval(400);  // a dragged dock changes many times; one write is enough
  connect(&pause_, &QTimer::timeout, this, &Settings::writeNow);
}

Settings::~Settings() {
  if (!(values_ == written_)) (void)writeFile(file_, writeSettings(values_));
}

fs::path Settings::defaultFile() {
  return fs::path(QStandardPaths::writableLocation(QStandardPaths::AppConfigLocation).toStdString()) / "settings.json";
}

void Settings::set(const SettingsValues& values) {
  if (values == values_) return;
  values_ = values;
  writeSoon();
  emit changed();
}

void Settings::setPreferences(const Preferences& preferences) {
  SettingsValues values = values_;
  values.preferences = preferences;
  set(values);
}

void Settings::writeSoon() {
  if (background_) pause_.start();
}

void Settings::writeNow() {
  if (!background_ || values_ == written_) return;
  if (writing_) return writeSoon();  // one at a time: two could end in the wrong order
  writing_ = true;
  background_->run(
      this, [file = file_, text = writeSettings(values_)] { return writeFile(file, text); },
      [this, sent = values_](const QString& problem) {
        writing_ = false;
        if (problem.isEmpty()) {
          written_ = sent;
          complained_ = false;
        } else if (!complained_) {
          complained_ = true;
          emit failed(problem);
        }
      });
}

}  // namespace koma::ui
