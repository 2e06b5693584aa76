// SPDX-License-Identifier: Apache-2.0
#include "app/service/project_import.h"

#include <fstream>
#include <functional>
#include <iterator>

#include "engine/base/error.h"
#include "engine/base/picture_file.h"
#include "engine/manga/project_json.h"
#include "engine/manga/project_store.h"

namespace koma::app {

namespace fs = std::filesystem;

namespace {

std::vector<std::uint8_t> bytesOf(const fs::path& file, const char* what) {
  std::error_code ignored;
  if (!fs::is_regular_file(file, ignored)) {
    throw Error(ErrorCode::not_found, std::string("there is no such ") + what + "; check the path", file.string());
  }
  std::ifstream stream(file, std::ios::binary);
  std::vector<std::uint8_t> bytes{std::istreambuf_iterator<char>(stream), {}};
  if (!stream) throw Error(ErrorCode::unreadable, "cannot be read; check its permissions", file.string());
  return bytes;
}

/// Calls `change` with every picture name that is not empty.
void eachPicture(manga::Project& project, const std::function<void(manga::AssetId&)>& change) {
  const auto visit = [&](manga::AssetId& picture) {
    if (!picture.empty()) change(picture);
  };
  for (auto& character : project.cast) {
    for (auto& reference : character.references) visit(reference.picture);
  }
  for (auto& page : project.pages) {
    for (auto& panel : page.panels) {
      visit(panel.mask);
      for (auto& control : panel.controls) visit(control.picture);
      for (auto& take : panel.takes) visit(take.picture);
    }
  }
}

/// A described project names only what lies in its own folder.
fs::path inside(const fs::path& folder, const std::string& name) {
  const fs::path path = fs::path(name).lexically_normal();
  if (path.is_absolute() || path.empty() || *path.begin() == "..") {
    throw Error(ErrorCode::invalid_argument, "pictures must lie in the folder of the project's JSON; move it there",
                name);
  }
  return folder / path;
}

std::string kindOf(const std::vector<std::uint8_t>& bytes) {
  return !bytes.empty() && bytes.front() == 0x89 ? "png" : "jpg";
}

}  // namespace

DescribedProject readDescribedProject(const fs::path& source) {
  const fs::path file = fs::is_directory(source) ? source / "project.json" : source;
  const auto text = bytesOf(file, "project description");
  DescribedProject described;
  try {
    described.project = manga::project_from_text({text.begin(), text.end()}, file.string());
  } catch (const Error& error) {
    if (error.place() == file.string()) throw;
    throw Error(error.code(), error.what(), file.string());
  }
  eachPicture(described.project, [&](manga::AssetId& name) {
    const fs::path picture = inside(file.parent_path(), name);
    auto bytes = bytesOf(picture, "picture");
    (void)decode_picture(bytes, picture.string());
    described.pictures[name] = std::move(bytes);
  });
  return described;
}

void createBundle(const fs::path& bundle, const DescribedProject& described) {
  manga::Project project = described.project;
  manga::Project empty = project;
  empty.pages.clear();
  empty.cast.clear();
  auto store = manga::ProjectStore::create(bundle, empty);
  try {
    std::map<std::string, manga::AssetId> assets;
    for (const auto& [name, bytes] : described.pictures) assets[name] = store.put_object(bytes, kindOf(bytes));
    eachPicture(project, [&](manga::AssetId& name) { name = assets.at(name); });
    store.save(project);
  } catch (...) {
    std::error_code ignored;
    fs::remove_all(bundle, ignored);  // we made it a moment ago, and nothing else lies in it
    throw;
  }
}

}  // namespace koma::app
