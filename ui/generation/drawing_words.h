// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/generation/word_combo.h"

/// The words of a request that the author may choose from, with "the model's own" in front.
namespace koma::ui {

[[nodiscard]] std::vector<WordCombo::Word> samplerWords();
[[nodiscard]] std::vector<WordCombo::Word> sigmaWords();
[[nodiscard]] std::vector<WordCombo::Word> spacingWords();
/// Without one in front: nothing is made of a picture that is one already.
[[nodiscard]] std::vector<WordCombo::Word> preprocessorWords();
[[nodiscard]] std::vector<WordCombo::Word> prefillWords();
[[nodiscard]] std::vector<WordCombo::Word> seamWords();

}  // namespace koma::ui
