// SPDX-License-Identifier: Apache-2.0
#include <nlohmann/json.hpp>

#include "ui/shell/settings.h"

namespace koma::ui {
namespace {

using nlohmann::json;

constexpr const char* themes[] = {"system", "light", "dark"};
constexpr const char* qualities[] = {"off", "fast", "tiny"};
constexpr std::size_t mostFolders = 256;

/// Reads fields of one object and never complains.
class Fields {
 public:
  explicit Fields(const json& value) : value_(value) {}

  [[nodiscard]] Fields object(const char* name) const {
    static const json nothing = json::object();
    return Fields(value_.is_object() && value_.contains(name) ? value_.at(name) : nothing);
  }
  void read(const char* name, bool& target) const {
    if (const json* found = find(name); found && found->is_boolean()) target = found->get<bool>();
  }
  void read(const char* name, int& target, int least, int most) const {
    const json* found = find(name);
    if (!found || !found->is_number_integer()) return;
    const auto number = found->get<std::int64_t>();
    if (number >= least && number <= most) target = int(number);
  }
  void read(const char* name, double& target, double least, double most) const {
    const json* found = find(name);
    if (!found || !found->is_number()) return;
    const auto number = found->get<double>();
    if (number >= least && number <= most) target = number;
  }
  void read(const char* name, QString& target) const {
    if (const json* found = find(name); found && found->is_string())
      target = QString::fromStdString(found->get_ref<const std::string&>());
  }
  void read(const char* name, QByteArray& target) const {
    QString text;
    read(name, text);
    target = QByteArray::fromBase64(text.toLatin1());
  }
  /// One of `words`, in the order of the choices.
  template <class Choice, std::size_t N>
  void read(const char* name, Choice& target, const char* const (&words)[N]) const {
    QString text;
    read(name, text);
    for (std::size_t i = 0; i < N; ++i)
      if (text == QLatin1String(words[i])) target = Choice(i);
  }
  void read(const char* name, QStringList& target) const {
    const json* found = find(name);
    if (!found || !found->is_array() || found->size() > mostFolders) return;
    for (const json& text : *found)
      if (text.is_string()) target << QString::fromStdString(text.get_ref<const std::string&>());
  }

 private:
  [[nodiscard]] const json* find(const char* name) const {
    return value_.is_object() && value_.contains(name) ? &value_.at(name) : nullptr;
  }
  const json& value_;
};

json written(const Preferences& preferences) {
  return {{"theme", themes[std::size_t(preferences.theme)]},
          {"language", preferences.language.toStdString()},
          {"threads", preferences.threads},
          {"device", preferences.device.toStdString()},
          {"previews", qualities[std::size_t(preferences.previews)]},
          {"accept_new_pictures", preferences.acceptNewPictures},
          {"gutter_row_mm", preferences.gutters.row},
          {"gutter_column_mm", preferences.gutters.column},
          {"snap", preferences.snap},
          {"picture_memory_mib", preferences.pictureMemory}};
}

Preferences preferencesOf(const Fields& fields) {
  Preferences preferences;
  fields.read("theme", preferences.theme, themes);
  fields.read("language", preferences.language);
  fields.read("threads", preferences.threads, 0, limits::threads);
  fields.read("device", preferences.device);
  fields.read("previews", preferences.previews, qualities);
  // Once it was only said whether there are any.
  bool any = true;
  fields.read("previews", any);
  if (!any) preferences.previews = api::PreviewQuality::off;
  fields.read("accept_new_pictures", preferences.acceptNewPictures);
  fields.read("gutter_row_mm", preferences.gutters.row, 0, limits::gutter);
  fields.read("gutter_column_mm", preferences.gutters.column, 0, limits::gutter);
  fields.read("snap", preferences.snap);
  fields.read("picture_memory_mib", preferences.pictureMemory, limits::leastMemory, limits::mostMemory);
  return preferences;
}

std::string base64(const QByteArray& bytes) {
  return bytes.toBase64().toStdString();
}

json written(const QStringList& texts) {
  json list = json::array();
  for (const QString& text : texts) list.push_back(text.toStdString());
  return list;
}

}  // namespace

std::string writeSettings(const SettingsValues& values) {
  const json document = {
      {"preferences", written(values.preferences)},
      {"window", {{"geometry", base64(values.geometry)}, {"docks", base64(values.docks)}}},
      {"view", {{"spread", values.spread}, {"guides", values.guides}, {"tool", values.tool.toStdString()}}},
      {"folders",
       {{"export", values.exportFolder.toStdString()},
        {"works", values.worksFolder.toStdString()},
        {"models", written(values.modelFolders)}}}};
  return document.dump(2) + "\n";
}

SettingsValues readSettings(const std::string& text) {
  const json document = json::parse(text, nullptr, false);
  const Fields root(document);
  SettingsValues values;
  values.preferences = preferencesOf(root.object("preferences"));
  root.object("window").read("geometry", values.geometry);
  root.object("window").read("docks", values.docks);
  root.object("view").read("spread", values.spread);
  root.object("view").read("guides", values.guides);
  root.object("view").read("tool", values.tool);
  root.object("folders").read("export", values.exportFolder);
  root.object("folders").read("works", values.worksFolder);
  root.object("folders").read("models", values.modelFolders);
  return values;
}

}  // namespace koma::ui
