// SPDX-License-Identifier: Apache-2.0
#include "engine/planning/llmga_words.h"

namespace koma::planning {

const char* const llmga_system =
    "You are an assistant for language and pictures. When a picture is wanted, write its detailed description between "
    "<gen_image> and </gen_image>. Where a part of a picture is black, imagine what lies there.";

std::string llmga_instruction(const api::AssistantTask& task, const std::string& prompt, const std::string& matter) {
  const std::string wish = task.words.empty() ? "" : " " + task.words;
  switch (task.kind) {
    case manga::TurnKind::refine:
      return "Please generate an image of this: " + prompt + "." + wish;
    case manga::TurnKind::similar:
      return "Please regenerate this image." + wish;
    case manga::TurnKind::describe:
      return "Please describe this image in detail.";
    case manga::TurnKind::fill:
      return "Please fill the black part of this image and describe the whole image for inpainting." + wish;
    case manga::TurnKind::edit:
      return task.words;
    case manga::TurnKind::explain:
      return "This image was drawn for the following. Where does it differ, and why?\n" + matter;
    case manga::TurnKind::ask:
      break;
  }
  return task.words;
}

}  // namespace koma::planning
