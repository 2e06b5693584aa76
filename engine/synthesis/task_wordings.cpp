// SPDX-License-Identifier: Apache-2.0
#include "engine/synthesis/task_wordings.h"

#include <algorithm>
#include <vector>

namespace koma::synthesis {

namespace {

using dataset::CaptionedPicture;
using dataset::Conversation;
using Wordings = std::vector<std::string>;

/// "%" stands where the brief prompt goes.
const Wordings to_generate = {"Please generate an image of this: %.",
                              "Generate a picture: %.",
                              "Draw %.",
                              "Please draw this for me: %.",
                              "Make an image of %.",
                              "I would like to see %.",
                              "Create an illustration of the following: %.",
                              "Paint this scene: %.",
                              "Can you draw this? %",
                              "Show me %.",
                              "I need a picture of this: %.",
                              "Produce an image from these words: %.",
                              "Let me see this as a picture: %.",
                              "Turn this into an image: %.",
                              "%. Please generate an image of it.",
                              "%. Draw it.",
                              "%. Make a picture of that.",
                              "%. Could you paint this?",
                              "%. I want to see it.",
                              "%. Create the image, please.",
                              "%. Generate it with many details.",
                              "%. Turn that into an illustration.",
                              "%. Show it to me.",
                              "%. That is what the picture should show."};

const Wordings to_expand = {"Expand this prompt: %.",
                            "Describe this scene in more detail: %.",
                            "Write a longer description of the following: %.",
                            "Add details to this: %.",
                            "What could a picture of this look like? %",
                            "Make a full description out of these words: %.",
                            "%. Describe it at length.",
                            "%. Say more about how it looks.",
                            "%. Write this out as a long caption."};

const Wordings to_regenerate = {"Please regenerate this image.",
                                "Draw an image like this one.",
                                "Make a similar picture.",
                                "Generate something close to this image.",
                                "I would like another picture of this kind.",
                                "Create a variation of this image.",
                                "Can you paint this scene again?",
                                "Produce an image that resembles this one.",
                                "Give me a new version of this picture.",
                                "Draw this once more."};

const Wordings to_describe = {"Please describe this image in detail.",
                              "What does this image show?",
                              "Describe the picture.",
                              "Tell me everything that can be seen here.",
                              "Write a long caption for this image.",
                              "What is going on in this picture?",
                              "Explain what this image contains.",
                              "Give a detailed account of the scene.",
                              "Say what you see.",
                              "How would you describe this picture to somebody?",
                              "Put this image into words.",
                              "Describe people and place in this picture."};

const Wordings to_fill = {"Please fill the black part of this image and describe the whole image for inpainting.",
                          "Fill the black part of this picture.",
                          "Inpaint the missing part of this image.",
                          "Something is blacked out here; complete the picture.",
                          "Restore what lies under the black area.",
                          "Imagine what is hidden by the black mask and draw the whole image.",
                          "Complete this damaged picture.",
                          "Repair the holes of this image.",
                          "Replace the black part with what belongs there.",
                          "Finish this image where it is black."};

const Wordings to_extend = {
    "Please extend this image over the black border and describe the whole image for outpainting.",
    "Extend this picture into the black area.",
    "Outpaint this image.",
    "Continue the scene beyond its edges.",
    "Fill the black border around this picture.",
    "Make this picture larger: draw what surrounds it.",
    "Imagine what lies outside of this image and draw it all.",
    "Widen the view of this picture.",
    "Complete the scene where the border is black.",
    "Draw the rest of this image."};

const std::string& one_of(Random& random, const Wordings& wordings) {
  return wordings[std::size_t(random.integer(int(wordings.size())))];
}

/// Blanks and the last stop go.
std::string bare(std::string text) {
  while (!text.empty() && (text.back() == ' ' || text.back() == '.')) text.pop_back();
  return text;
}

std::string filled_in(std::string wording, const std::string& prompt) {
  return wording.replace(wording.find('%'), 1, bare(prompt));
}

std::string tagged(const std::string& caption) {
  return "<gen_image> " + caption + " </gen_image>";
}

std::string shown(const std::string& question) {
  return std::string(dataset::picture_mark) + "\n" + question;
}

}  // namespace

std::string brief_of(const CaptionedPicture& picture) {
  if (!picture.brief.empty()) return picture.brief;
  return bare(picture.caption.substr(0, std::min(picture.caption.find_first_of(",.;"), picture.caption.size())));
}

Conversation refinement_talk(Random& random, const CaptionedPicture& picture) {
  const bool drawn = random.chance(0.5);
  const std::string question = filled_in(one_of(random, drawn ? to_generate : to_expand), brief_of(picture));
  return {picture.image + "-refine", "", {{question, drawn ? tagged(picture.caption) : picture.caption}}};
}

Conversation similar_talk(Random& random, const CaptionedPicture& picture) {
  const bool drawn = random.chance(0.7);
  const std::string question = shown(one_of(random, drawn ? to_regenerate : to_describe));
  return {picture.image + "-similar", picture.image, {{question, drawn ? tagged(picture.caption) : picture.caption}}};
}

Conversation filling_talk(Random& random, const CaptionedPicture& picture, const std::string& with_hole,
                          bool extended) {
  const std::string question = shown(one_of(random, extended ? to_extend : to_fill));
  return {picture.image + "-fill", with_hole, {{question, tagged(picture.caption)}}};
}

}  // namespace koma::synthesis
