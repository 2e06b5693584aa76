// SPDX-License-Identifier: Apache-2.0
#include "app/service/take_file.h"

#include <chrono>
#include <ctime>
#include <nlohmann/json.hpp>

#include "engine/manga/object_file.h"
#include "engine/manga/project_store.h"

namespace koma::app {

PictureText recipeText(const api::Recipe& recipe, const std::filesystem::path& base) {
  return {{api::recipe_keyword, api::recipe_to_json(recipe, base).dump()}};
}

std::string timestamp() {
  const std::time_t now = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
  std::tm utc{};
  gmtime_r(&now, &utc);
  char text[32];
  std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &utc);
  return text;
}

manga::Take storeTake(const std::filesystem::path& bundle, manga::TakeId id, const api::FinishedPicture& picture) {
  const PictureText text = recipeText(picture.recipe, std::filesystem::absolute(bundle));
  manga::Take take{.id = id, .created = timestamp()};
  take.picture = manga::write_object(bundle, encode_png(picture.image, text), "png");
  take.recipe = text.at(api::recipe_keyword);
  return take;
}

}  // namespace koma::app
