// SPDX-License-Identifier: Apache-2.0
#include "engine/planning/assistant_words.h"

#include <algorithm>

#include "engine/api/request_builder.h"
#include "engine/base/error.h"
#include "engine/manga/panel_layout.h"
#include "engine/manga/panel_regions.h"
#include "engine/planning/answer_fields.h"
#include "engine/planning/assistant_orders.h"
#include "engine/planning/assistant_pictures.h"
#include "engine/planning/llmga_words.h"
#include "engine/planning/picture_part.h"
#include "engine/planning/safe_text.h"
#include "engine/planning/script_text.h"
#include "engine/planning/task_matter.h"

namespace koma::planning {

namespace {

using manga::TurnKind;

constexpr std::size_t most_told = 1500;  // bytes of an earlier question or answer
constexpr std::uint8_t hole_shade = 128;

std::string thousandths(const UnitBox& box) {
  const auto part = [](float share) { return std::to_string(int(std::clamp(share, 0.0F, 1.0F) * 1000 + 0.5F)); };
  return part(box.left) + ", " + part(box.top) + " to " + part(box.right) + ", " + part(box.bottom);
}

/// What the panel asks a model to keep to.
struct AskedBox {
  std::string what;
  UnitBox box;
};

std::vector<AskedBox> asked_boxes(const manga::Panel& panel, const manga::Project& project) {
  std::vector<AskedBox> boxes;
  for (const manga::CharacterBox& box : panel.characters) {
    const manga::Character* member = manga::find_character(project, box.character);
    if (member && !box.hidden) boxes.push_back({member->name + " (" + member->description + ")", box.box});
  }
  const std::vector<UnitBox> places = manga::region_boxes(panel);
  for (std::size_t i = 0; i < panel.regions.size(); ++i) {
    const manga::Region& region = panel.regions[i];
    if (!region.hidden && !region.prompt.empty()) boxes.push_back({"region: " + region.prompt, places[i]});
  }
  if (const manga::Page* page = manga::page_of(project, panel.id)) {
    for (const api::PlacedDialog& dialog : api::placed_dialogs(*page, panel)) {
      boxes.push_back({"room for a balloon", dialog.box});
    }
  }
  return boxes;
}

class AssistantWriter {
 public:
  AssistantWriter(const api::PlanRequest& request, const api::AssistantTask& task, api::Sight sight,
                  const std::string& model)
      : request_(request), task_(task), sight_(sight), llmga_(is_llmga(model)) {
    if (const auto* panel = std::get_if<manga::PanelId>(&task.subject)) {
      panel_ = &known(manga::find_panel(request.project, *panel), "panel");
    } else {
      person_ = &known(manga::find_character(request.project, std::get<manga::CharacterId>(task.subject)), "character");
    }
  }

  TaskWords write() {
    check();
    const AssistantOrder order = order_for(task_.kind, person_ != nullptr);
    TaskWords words = ask(order.rules, order.form, matter());
    words.plain = order.plain;
    words.needs_sight = needs_picture(task_.kind);
    if (llmga_) speak_llmga(words);
    remember(words);
    show(words);
    return words;
  }

 private:
  void check() const {
    const bool wordless = task_.words.find_first_not_of(" \n\t") == std::string::npos;
    if (wordless && task_.kind == TurnKind::ask) {
      throw Error(ErrorCode::invalid_argument, "there is no question; write one");
    }
    if (wordless && task_.kind == TurnKind::edit) {
      throw Error(ErrorCode::invalid_argument, "there is no wish; write what is to be changed");
    }
    const bool panels_only = task_.kind == TurnKind::similar || task_.kind == TurnKind::edit ||
                             task_.kind == TurnKind::fill || task_.kind == TurnKind::explain;
    if (panels_only && panel_ == nullptr) {
      throw Error(ErrorCode::invalid_argument, "this is asked of panels only; choose a panel", person_->name);
    }
    const bool wants = needs_picture(task_.kind) || task_.kind == TurnKind::explain;
    if (wants && picture().empty()) {
      throw Error(ErrorCode::invalid_argument, panel_ != nullptr
                                                   ? "the panel has no picture yet; draw it first"
                                                   : "there is no reference picture; add one to the character");
    }
    if (task_.kind == TurnKind::fill && panel_->mask.empty()) {
      throw Error(ErrorCode::invalid_argument,
                  "nothing of the panel is masked; paint a mask over what is to be filled");
    }
    if (needs_picture(task_.kind) && sight_ == api::Sight::blind) {
      throw Error(ErrorCode::unsupported, "the model cannot see pictures; choose one that can");
    }
  }

  [[nodiscard]] manga::AssetId picture() const {
    if (!request_.pictures) return {};
    if (panel_ != nullptr) {
      const manga::Take* take = manga::accepted_take(*panel_);
      return take ? take->picture : "";
    }
    if (!task_.picture.empty()) return task_.picture;
    return person_->references.empty() ? "" : person_->references.front().picture;
  }

  [[nodiscard]] std::string matter() const {
    std::string text = panel_ ? about(*panel_, request_.project)
                              : "Name: " + person_->name + "\nDescription so far: " + person_->description + "\n";
    if (task_.kind == TurnKind::explain) {
      text += "Asked for, in thousandths of the picture:\n";
      const auto boxes = asked_boxes(*panel_, request_.project);
      for (std::size_t i = 0; i < boxes.size(); ++i) {
        text += "- " + boxes[i].what + ": " + thousandths(boxes[i].box) + ", outlined in " + outline_colour(i).name +
                " in the second picture\n";
      }
      if (boxes.empty()) text += "- no boxes\n";
      for (const std::string& finding : task_.findings) text += "Measured: " + finding + "\n";
    }
    if (!task_.words.empty()) {
      text += (task_.kind == TurnKind::ask || task_.kind == TurnKind::explain ? "The author asks: "
                                                                              : "The author wishes: ") +
              task_.words + "\n";
    }
    return text;
  }

  void speak_llmga(TaskWords& words) const {
    words.messages = {{ChatMessage::Role::system, llmga_system, {}},
                      {ChatMessage::Role::user,
                       llmga_instruction(task_, panel_ ? panel_->prompt : person_->description, matter()),
                       {}}};
    words.begins_plain = true;
  }

  /// What was said before stands between the rules and the matter, without its pictures.
  void remember(TaskWords& words) const {
    const manga::Conversation& talk = panel_ ? panel_->conversation : person_->conversation;
    std::vector<ChatMessage> earlier;
    for (std::size_t i = talk.size() - std::min(told_turns, talk.size()); i < talk.size(); ++i) {
      const manga::Turn& turn = talk[i];
      std::string question = std::string("(") + manga::to_string(turn.kind) + ") " + turn.question;
      std::string answer = turn.answer;
      if (!turn.prompt.empty()) answer += (answer.empty() ? "" : "\n") + ("Prompt: " + turn.prompt);
      if (answer.empty()) continue;
      earlier.push_back({ChatMessage::Role::user, fenced(cleaned(question, most_told)), {}});
      earlier.push_back({ChatMessage::Role::assistant, cleaned(answer, most_told), {}});
    }
    words.messages.insert(words.messages.end() - 1, earlier.begin(), earlier.end());
  }

  void show(TaskWords& words) const {
    const manga::AssetId asset = picture();
    if (asset.empty()) return;
    // Prompts are refined by words; a picture helps, but is not worth finding out that the model is blind.
    if (task_.kind == TurnKind::refine && sight_ != api::Sight::sees) return;
    if (sight_ == api::Sight::blind) {
      words.notes.emplace_back("the model cannot see pictures: it answers from the words alone");
      return;
    }
    const Image whole = request_.pictures(asset);
    words.picture = asset;
    if (panel_ != nullptr && whole.height() > 0) {
      words.part = api::shown_part(whole.width(), whole.height(), manga::bounds_of(panel_->frame));
    }
    const Image seen = scaled_down(api::pixels_of({{}, whole, words.part}), longest_side);
    words.width = seen.width(), words.height = seen.height();
    for (const Image& one : pictures_of(seen)) words.messages.back().pictures.push_back(data_uri(one));
  }

  [[nodiscard]] std::vector<Image> pictures_of(const Image& seen) const {
    if (task_.kind == TurnKind::fill) {
      const Image mask = request_.pictures(panel_->mask);
      if (llmga_) return {holed(seen, mask, 0)};  // as it was trained
      return {holed(seen, mask, hole_shade), mask_outlined(seen, mask)};
    }
    if (task_.kind != TurnKind::explain || llmga_) return {seen};
    std::vector<UnitBox> boxes;
    for (const AskedBox& asked : asked_boxes(*panel_, request_.project)) boxes.push_back(asked.box);
    if (boxes.empty()) return {seen};
    return {seen, outlined(seen, boxes)};
  }

  const api::PlanRequest& request_;
  const api::AssistantTask& task_;
  api::Sight sight_;
  bool llmga_;
  const manga::Panel* panel_ = nullptr;
  const manga::Character* person_ = nullptr;
};

}  // namespace

TaskWords assistant_words(const api::PlanRequest& request, const api::AssistantTask& task, api::Sight sight,
                          const std::string& model) {
  return AssistantWriter(request, task, sight, model).write();
}

bool is_llmga(const std::string& model) {
  return lowered(model).find("llmga") != std::string::npos;
}

bool needs_picture(TurnKind kind) noexcept {
  return kind == TurnKind::describe || kind == TurnKind::similar || kind == TurnKind::edit || kind == TurnKind::fill;
}

}  // namespace koma::planning
