// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "engine/manga/project.h"

namespace koma::app {

/// A project as a person writes it down: the document's JSON, with file names where a bundle has object names.
struct DescribedProject {
  manga::Project project;                                     ///< still names files
  std::map<std::string, std::vector<std::uint8_t>> pictures;  ///< by the name in the JSON
};

/// Reads `project.json` of a folder, or the JSON file itself, and every picture it names; pictures lie beside it or
/// below. Everything is read and checked before anything is written.
/// Throws Error with the JSON path or the picture's path.
[[nodiscard]] DescribedProject readDescribedProject(const std::filesystem::path& source);

/// Makes the bundle: pictures become objects. When it throws, there is no bundle.
void createBundle(const std::filesystem::path& bundle, const DescribedProject& described);

}  // namespace koma::app
