// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>

namespace koma::app {

/// $KOMAWARI_RESOURCES, else share/komawari beside the installed program, else the source tree it was built from.
[[nodiscard]] std::filesystem::path findResources();

/// CLIP's merge list for checkpoints that bring no tokenizer: clip_vocabulary.txt in `resources`, else in share beside
/// the built programs; empty when this build was given none.
[[nodiscard]] std::filesystem::path findClipVocabulary(const std::filesystem::path& resources);

}  // namespace koma::app
