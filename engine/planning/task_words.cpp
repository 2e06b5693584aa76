// SPDX-License-Identifier: Apache-2.0
#include "engine/planning/task_words.h"

#include <algorithm>

#include "engine/base/error.h"
#include "engine/planning/answer_forms.h"
#include "engine/planning/assistant_words.h"
#include "engine/planning/picture_part.h"
#include "engine/planning/rule_planner.h"
#include "engine/planning/task_matter.h"

namespace koma::planning {

namespace {

constexpr std::size_t most_references = 4;

class Writer {
 public:
  Writer(const api::PlanRequest& request, api::Sight sight, const std::string& model)
      : request_(request), sight_(sight), model_(model) {}

  TaskWords operator()(const api::AssistantTask& task) const { return assistant_words(request_, task, sight_, model_); }

  TaskWords operator()(const api::RecaptionTask& task) {
    const manga::Panel& panel = known(manga::find_panel(project(), task.panel), "panel");
    TaskWords words =
        ask("You write prompts for a diffusion model that draws black and white manga panels. Rewrite the panel's "
            "prompt: one "
            "English paragraph of at most 120 words that says who is there, what they do and feel, the place, the "
            "light and "
            "the shot. Keep everything that the author has said. JSON fields: \"caption\" (the prompt), \"negative\" "
            "(a list "
            "of words for what must not be seen; may be empty).",
            recaption_form(), about(panel, project()) + wish(task.wish));
    words.plain = "Answer with the prompt alone, between <gen_image> and </gen_image>.";
    show_take(panel, words);
    return words;
  }

  TaskWords operator()(const api::PanelTask& task) {
    const manga::Panel& panel = known(manga::find_panel(project(), task.panel), "panel");
    TaskWords words = ask(
        "You divide a manga panel among prompts for a diffusion model. Find the main things in it, one region each, "
        "and "
        "describe each richly in English. JSON fields: \"base_prompt\" (the whole panel in one sentence), "
        "\"base_percent\" (0 to 80: how much of it each region hears; 30 when several people look alike), \"regions\": "
        "1 to 8 of {\"name\", \"prompt\", \"box\": {\"x0\", \"y0\", \"x1\", \"y1\"}, \"layer\"}. Boxes are integers "
        "from 0 to "
        "1000 relative to the panel: x to the right, y down. A higher layer (0 to 9) lies on top.",
        regions_form(), about(panel, project()) + wish(task.wish));
    words.plain =
        "Answer with two lines. The first: Final split ratio: rows separated by semicolons, in each row its height and "
        "then the widths of its cells, separated by commas. The second: Regional Prompt: the prompts of the cells in "
        "order, separated by the word BREAK.";
    show_take(panel, words);
    return words;
  }

  TaskWords operator()(const api::PageTask& task) {
    const std::string text = text_of(task, project());
    const bool leftwards = project().direction == manga::ReadingDirection::right_to_left;
    std::string rules =
        "You lay out one page of a manga from the author's text. Rows go from the top; the panels of a row are listed "
        "in "
        "reading order, ";
    rules += leftwards ? "from right to left. " : "from left to right. ";
    rules += task.panels > 0 ? "Make exactly " + std::to_string(task.panels) + " panels. " : "Make 4 to 7 panels. ";
    rules +=
        "Begin with the place, vary the shots, give the turning point the largest panel. JSON fields: \"rows\": 1 to 5 "
        "of "
        "{\"height\": weight 1 to 12, \"panels\": 1 to 4 of {\"width\": weight 1 to 12, \"shot\": close-up, bust, full "
        "or "
        "wide, \"prompt\": what is seen, in English, without names, \"people\": those of the cast who are seen, as "
        "{\"name\", \"expression\", \"pose\", \"facing\": left, right, front or back, \"box\": {\"x0\", \"y0\", "
        "\"x1\", \"y1\"} in "
        "integers 0 to 1000 of the panel, the head at the top of the box}, \"lines\": what is said there, in the "
        "author's "
        "own words and language, as {\"speaker\", \"text\", \"kind\": speech, shout or narration}}}. Use the cast's "
        "names "
        "exactly. Leave room for balloons at the top of a panel with lines.";
    return ask(rules, page_form(), cast_of(project()) + "Text:\n" + text);
  }

  TaskWords operator()(const api::CharacterTask& task) {
    const manga::Character& member = known(manga::find_character(project(), task.character), "character");
    if (member.references.empty() || !request_.pictures) {
      throw Error(ErrorCode::invalid_argument, "there is no reference picture to describe; add one to the character",
                  member.name);
    }
    TaskWords words =
        ask("You describe a manga character for an artist from reference pictures: age, build, hair, eyes, clothes and "
            "what is "
            "unmistakable, in one English sentence of at most 40 words, only what does not change from panel to panel. "
            "JSON "
            "field: \"description\".",
            character_form(), "Name: " + member.name + "\nDescription so far: " + member.description);
    words.plain = "Answer with the description alone, between <gen_image> and </gen_image>.";
    words.needs_sight = true;
    if (sight_ == api::Sight::blind) {
      throw Error(ErrorCode::unsupported, "the model cannot see pictures; choose one that can", member.name);
    }
    for (std::size_t i = 0; i < std::min(most_references, member.references.size()); ++i) {
      words.messages.back().pictures.push_back(data_uri(request_.pictures(member.references[i].picture)));
    }
    return words;
  }

  TaskWords operator()(const api::TranslationTask& task) {
    const auto ids = balloons_of(task, project());
    if (ids.empty()) throw Error(ErrorCode::invalid_argument, "there is no dialogue to translate");
    if (task.language.empty()) throw Error(ErrorCode::invalid_argument, "name the language to translate into");
    std::string lines = "Language: " + task.language + "\n" + cast_of(project());
    for (std::size_t i = 0; i < ids.size(); ++i) {
      for (const auto& page : project().pages) {
        const auto found = std::ranges::find(page.balloons, ids[i], &manga::Balloon::id);
        if (found == page.balloons.end()) continue;
        const manga::Character* speaker = manga::find_character(project(), found->speaker);
        lines += std::to_string(i + 1) + ". " + (speaker ? speaker->name + ": " : "") + found->text + "\n";
      }
    }
    return ask(
        "You translate manga dialogue into the language that the data names. Keep each line as short as a balloon "
        "is small, keep who speaks how to whom, keep names. JSON field: \"lines\": one {\"id\": the line's number, "
        "\"text\": the translation alone} for every line.",
        translation_form(ids.size()), lines);
  }

 private:
  [[nodiscard]] const manga::Project& project() const { return request_.project; }

  static std::string wish(const std::string& wish) { return wish.empty() ? "" : "The author wishes: " + wish + "\n"; }

  void show_take(const manga::Panel& panel, TaskWords& words) const {
    const manga::Take* take = manga::accepted_take(panel);
    if (take == nullptr || !request_.pictures || sight_ != api::Sight::sees) return;
    const Image picture = scaled_down(request_.pictures(take->picture), longest_side);
    words.messages.back().pictures = {data_uri(picture)};
    words.messages.back().text += "\nThe picture shows the panel as it is now.";
    words.width = picture.width(), words.height = picture.height();
  }

  const api::PlanRequest& request_;
  api::Sight sight_;
  const std::string& model_;
};

}  // namespace

TaskWords words_for(const api::PlanRequest& request, api::Sight sight, const std::string& model) {
  return std::visit(Writer(request, sight, model), request.task);
}

std::vector<manga::BalloonId> balloons_of(const api::TranslationTask& task, const manga::Project& project) {
  std::vector<manga::BalloonId> ids;
  for (const auto& page : project.pages) {
    for (const auto& balloon : page.balloons) {
      const bool wanted = task.balloons.empty() || std::ranges::find(task.balloons, balloon.id) != task.balloons.end();
      if (wanted && !balloon.locked && balloon.text.find_first_not_of(" \n\t") != std::string::npos) {
        ids.push_back(balloon.id);
      }
    }
  }
  return ids;
}

}  // namespace koma::planning
