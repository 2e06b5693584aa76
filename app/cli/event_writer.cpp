// SPDX-License-Identifier: Apache-2.0
#include "app/cli/event_writer.h"

#include <nlohmann/json.hpp>

namespace koma::app {

using nlohmann::json;

namespace {

struct ToJson {
  const std::vector<std::filesystem::path>& files;

  json operator()(const api::Started&) const { return {{"event", "started"}}; }
  json operator()(const api::Progress& progress) const {
    return {{"event", "progress"}, {"step", progress.step}, {"steps", progress.steps}, {"seconds", progress.seconds}};
  }
  json operator()(const api::Finished& finished) const {
    json pictures = json::array();
    for (std::size_t i = 0; i < finished.pictures.size(); ++i) {
      const api::FinishedPicture& picture = finished.pictures[i];
      json entry = {{"width", picture.image.width()}, {"height", picture.image.height()}};
      if (i < files.size()) entry["file"] = files[i].string();
      if (picture.recipe.request.seed) entry["seed"] = *picture.recipe.request.seed;
      pictures.push_back(std::move(entry));
    }
    return {{"event", "finished"}, {"pictures", pictures}, {"notes", finished.notes}, {"seconds", finished.seconds}};
  }
  json operator()(const api::Failed& failed) const {
    return {{"event", "failed"}, {"code", to_string(failed.code)}, {"text", failed.text}};
  }
  json operator()(const api::Cancelled&) const { return {{"event", "cancelled"}}; }
};

}  // namespace

json eventJson(const api::GenerationEvent& event, const std::vector<std::filesystem::path>& files) {
  return std::visit(ToJson{files}, event);
}

void writeEvent(std::ostream& out, const json& event) {
  // A reader at the other end of a pipe wants the line now; text that is no UTF-8 must not end the run.
  out << event.dump(-1, ' ', false, json::error_handler_t::replace) << std::endl;
}

}  // namespace koma::app
