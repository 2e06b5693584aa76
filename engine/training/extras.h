// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <nlohmann/json.hpp>

namespace koma::training {

/// Draws the people who play whoever has no reference picture, a girl and a boy of every hair style, into
/// `checkpoint`/extras, and returns what komawari.json says of them. Always the same pictures.
/// Throws Error(unreadable | no_space).
[[nodiscard]] nlohmann::ordered_json write_extras(const std::filesystem::path& checkpoint);

}  // namespace koma::training
