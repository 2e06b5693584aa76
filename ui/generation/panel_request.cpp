// SPDX-License-Identifier: Apache-2.0
// From a panel to what the engine is asked for.
#include <algorithm>

#include "engine/api/request_builder.h"
#include "engine/base/error.h"
#include "ui/document/picture_library.h"
#include "ui/document/qt_values.h"
#include "ui/generation/generation_service.h"
#include "ui/generation/model_fit.h"
#include "ui/models/model_words.h"

namespace koma::ui {
namespace {

bool liesIn(const std::filesystem::path& file, const std::filesystem::path& folder) {
  const auto relative = file.lexically_normal().lexically_relative(folder.lexically_normal());
  return !relative.empty() && *relative.begin() != "..";
}

}  // namespace

QString GenerationService::obstacle(const manga::Panel& panel) const {
  // Before the models have been looked at, the engine decides.
  if (models_.empty()) return {};
  const std::string wanted = manga::drawing_of(document_.project(), panel).model;
  const api::ModelEntry* entry = model(wanted);
  if (!entry) return tr("The model “%1” is not there.").arg(nameOfModel(nullptr, wanted));
  if (!entry->problem.empty()) return limitsOf(*entry).join(u' ');
  if (api::repaints(panel) && !entry->abilities.repaints) {
    return tr("“%1” cannot repaint a part. Clear the mask to draw the whole panel, or choose another model.")
        .arg(toQt(entry->name));
  }
  return {};
}

std::vector<api::PanelWarning> GenerationService::review(const manga::Panel& panel) const {
  const api::ModelEntry* entry = modelOf(panel);
  const manga::DrawingSettings drawing = manga::drawing_of(document_.project(), panel);
  return api::review_panel(document_.project(), panel.id,
                           entry ? abilitiesWith(*entry, drawing) : api::ModelAbilities{},
                           [this](const manga::AssetId& asset) {
                             constexpr int small = 128;  // as the canvas shows it, too
                             static_cast<void>(pictures_.picture(asset, small));
                             return pictures_.problem(asset).isEmpty();
                           });
}

std::string GenerationService::located(api::ModelKind kind, const std::string& name) const {
  const api::ModelEntry* entry = findModel(models_, name, kind);
  if (!entry || entry->folder.empty()) return name;
  const bool known = std::ranges::any_of(
      engineFolders_, [&](const std::filesystem::path& folder) { return liesIn(entry->folder, folder); });
  // A LoRA is always named by its file; an id with a slash would be read as a path.
  const bool byId = known && kind != api::ModelKind::lora && entry->id.find('/') == std::string::npos;
  return byId ? entry->id : entry->folder.string();
}

double GenerationService::featherShare(const manga::Panel& panel) const {
  // What engines choose by themselves is about this at full strength (specs/inpaint.md, 13).
  constexpr double usual = 32;  // pixels
  try {
    const api::GenerationRequest request = requestFor(panel);
    const double pixels = panel.repaint.feather ? *panel.repaint.feather : usual * panel.repaint.strength;
    return std::clamp(pixels / std::max(*request.width, *request.height), 0.0, 1.0);
  } catch (const Error&) {
    return 0;  // it cannot be drawn, which its dock says
  }
}

api::GenerationRequest GenerationService::requestFor(const manga::Panel& panel, const std::string& maskWords) const {
  const api::ModelEntry* entry = modelOf(panel);
  api::BuildOptions options;
  if (entry) options.area = entry->native_area;
  if (entry && entry->abilities.max_dialog_boxes > 0) options.dialogs = entry->abilities.max_dialog_boxes;
  options.mask_words = maskWords;
  options.locate = [this](api::ModelKind kind, const std::string& name) { return located(kind, name); };
  api::GenerationRequest request = api::build_request(
      document_.project(), panel.id,
      [this](const manga::AssetId& asset) { return api::Picture{.path = pictures_.fileOf(asset)}; }, options);
  if (entry) fitToModel(request, *entry, models_, document_.project(), panel);
  return request;
}

}  // namespace koma::ui
