// SPDX-License-Identifier: Apache-2.0
#include "app/cli/picture_recipe.h"

#include <nlohmann/json.hpp>

#include "engine/api/recipe.h"
#include "engine/base/error.h"
#include "engine/base/json_fields.h"
#include "engine/base/picture_file.h"

namespace koma::app {

namespace fs = std::filesystem;

namespace {

/// The folder that a picture's recipe counts its paths from.
fs::path baseOf(const fs::path& picture) {
  const fs::path folder = fs::absolute(picture).parent_path();
  const fs::path project = folder.parent_path().parent_path();
  return folder.parent_path().filename() == "objects" && fs::exists(project / "project.db") ? project : folder;
}

}  // namespace

api::GenerationRequest requestOfPicture(const fs::path& picture) {
  PictureText text;
  (void)read_picture(picture, &text);
  const auto found = text.find(api::recipe_keyword);
  if (found == text.end()) {
    throw Error(ErrorCode::invalid_file, "this picture carries no recipe; give one that komawari-cli drew",
                picture.string());
  }
  return api::recipe_from_json(parse_document(found->second, picture.string()), baseOf(picture)).request;
}

}  // namespace koma::app
