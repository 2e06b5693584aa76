// SPDX-License-Identifier: Apache-2.0
#include "app/cli/plan_answer.h"

#include <cmath>
#include <nlohmann/json.hpp>

#include "engine/api/edit_plan.h"
#include "engine/planning/safe_text.h"

namespace koma::app {

namespace {

std::string thousandths(const UnitBox& box) {
  const auto part = [](float share) { return std::to_string(std::lround(double(share) * 1000)); };
  return part(box.left) + ", " + part(box.top) + " to " + part(box.right) + ", " + part(box.bottom);
}

nlohmann::ordered_json editPlan(const manga::Turn& turn) {
  const auto part = [](float share) { return double(std::lround(double(share) * 1000)) / 1000; };
  const UnitBox& box = *turn.area;
  return {{"schema", api::edit_plan_schema},
          {"scene", turn.prompt},
          {"edits",
           {{{"op", api::to_string(api::EditKind::modify)},
             {"box", {part(box.left), part(box.top), part(box.right), part(box.bottom)}},
             {"prompt", turn.prompt}}}}};
}

}  // namespace

void writeAnswer(std::ostream& out, const manga::Turn& turn) {
  if (turn.kind == manga::TurnKind::edit && turn.area) {
    out << editPlan(turn).dump(2) << "\n";
    return;
  }
  if (!turn.answer.empty()) out << planning::shown(turn.answer) << "\n";
  for (const manga::NamedBox& box : turn.boxes) {
    out << "  " << planning::shown(box.label) << ": " << thousandths(box.box) << "\n";
  }
  if (!turn.prompt.empty()) out << "prompt: " << planning::shown(turn.prompt) << "\n";
  if (turn.negative_prompt) out << "leave out: " << planning::shown(*turn.negative_prompt) << "\n";
}

}  // namespace koma::app
