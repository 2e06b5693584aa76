// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/plan_actions.h"

#include <QMainWindow>
#include <algorithm>

#include "engine/api/generation_request.h"
#include "engine/manga/object_file.h"
#include "engine/manga/panel_layout.h"
#include "ui/dialogs/difference_words.h"
#include "ui/dialogs/endpoints_dialog.h"
#include "ui/dialogs/plan_dialog.h"
#include "ui/document/document.h"
#include "ui/document/picture_library.h"
#include "ui/document/qt_values.h"
#include "ui/shell/actions.h"

namespace koma::ui {
namespace {

constexpr const char* tasks[] = {"plan.page", "plan.panel", "plan.prompt", "plan.character", "plan.translate"};

}  // namespace

PlanActions::PlanActions(Actions& actions, PlanActionPlace place, QMainWindow& window)
    : QObject(&window), actions_(actions), place_(place), window_(window) {
  connectTasks();
  connect(actions["plan.models"], &QAction::triggered, this, &PlanActions::showEndpoints);
  connect(&place_.selection, &Selection::changed, this, &PlanActions::update);
  connect(&place_.selection, &Selection::pageChanged, this, &PlanActions::update);
  connect(&place_.selection, &Selection::characterChanged, this, &PlanActions::update);
  connect(&place_.document, &Document::changed, this, &PlanActions::update);
  update();
}

void PlanActions::setOpen(bool open) {
  open_ = open;
  // They spoke of the work that was open.
  for (const auto& [action, dialog] : dialogs_) {
    if (dialog && !open) dialog->reject();
  }
  update();
}

void PlanActions::connectTasks() {
  connect(actions_["plan.page"], &QAction::triggered, this, [this] {
    open("plan.page", api::PageTask{place_.selection.page(), {}, 0}, nameOfPage());
  });
  connect(actions_["plan.panel"], &QAction::triggered, this, [this] {
    open("plan.panel", api::PanelTask{place_.selection.panel(), {}}, nameOfPanel());
  });
  connect(actions_["plan.prompt"], &QAction::triggered, this, [this] {
    open("plan.prompt", api::RecaptionTask{place_.selection.panel(), {}}, nameOfPanel());
  });
  connect(actions_["plan.character"], &QAction::triggered, this, [this] {
    const manga::Character* member = manga::find_character(place_.document.project(), character());
    open("plan.character", api::CharacterTask{character()}, member ? toQt(member->name) : QString());
  });
  connect(actions_["plan.translate"], &QAction::triggered, this, [this] { open("plan.translate", translation(), {}); });
}

manga::CharacterId PlanActions::character() const {
  const manga::Page* page = manga::find_page(place_.document.project(), place_.selection.page());
  const BoxRef* ref = place_.selection.box();
  const manga::Panel* panel = page && ref ? manga::find_panel(place_.document.project(), ref->panel) : nullptr;
  if (panel && ref->index < panel->characters.size()) return panel->characters[ref->index].character;
  return place_.selection.character();
}

api::PlanTask PlanActions::translation() const {
  api::TranslationTask task{"English", {}};
  for (const Thing& thing : place_.selection.things()) {
    if (const auto* balloon = std::get_if<manga::BalloonId>(&thing)) task.balloons.push_back(*balloon);
  }
  return task;
}

QString PlanActions::nameOfPage() const {
  const auto& pages = place_.document.project().pages;
  const auto page = std::ranges::find(pages, place_.selection.page(), &manga::Page::id);
  return page == pages.end() ? QString() : placeText({.page = std::size_t(page - pages.begin()) + 1});
}

QString PlanActions::nameOf(manga::PanelId panel) const {
  const manga::Project& project = place_.document.project();
  const manga::Page* page = manga::page_of(project, panel);
  if (!page) return {};
  const auto order = manga::reading_order(page->panels, project.direction);
  const auto at = std::ranges::find_if(order, [&](std::size_t i) { return page->panels[i].id == panel; });
  return placeText(
      {.page = std::size_t(page - project.pages.data()) + 1, .panel = std::size_t(at - order.begin()) + 1});
}

api::PictureLoader PlanActions::pictures() const {
  // Called on the planner's thread: the folder goes along as a value.
  return [bundle = place_.pictures.bundle()](const manga::AssetId& asset) {
    return api::pixels_of({manga::object_path(bundle, asset), {}, {0, 0, 1, 1}});
  };
}

void PlanActions::open(const char* action, api::PlanTask task, const QString& name) {
  if (!place_.plans || !place_.endpoints) return;
  QPointer<QDialog>& slot = dialogs_[action];
  if (slot) slot->reject();  // it is about something else
  auto* dialog = new PlanDialog({place_.document, *place_.plans, *place_.endpoints, pictures(), place_.theme},
                                std::move(task), name, &window_);
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  connect(dialog, &PlanDialog::endpointsWanted, this, &PlanActions::showEndpoints);
  connect(this, &PlanActions::endpointsChanged, dialog, &PlanDialog::showPlanners);
  slot = dialog;
  static_cast<QDialog*>(dialog)->show();
}

void PlanActions::showEndpoints() {
  if (!place_.endpoints) return;
  if (endpoints_) {
    endpoints_->raise();
    endpoints_->activateWindow();
    return;
  }
  auto* dialog = new EndpointsDialog(*place_.endpoints, place_.theme, &window_);
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  connect(dialog, &EndpointsDialog::changed, this, &PlanActions::endpointsChanged);
  endpoints_ = dialog;
  dialog->show();
}

void PlanActions::update() {
  const bool can = open_ && place_.plans && place_.endpoints;
  const manga::Project& project = place_.document.project();
  const bool panel = manga::find_panel(project, place_.selection.panel()) != nullptr;
  const bool balloons =
      std::ranges::any_of(project.pages, [](const manga::Page& page) { return !page.balloons.empty(); });
  const bool enabled[] = {manga::find_page(project, place_.selection.page()) != nullptr, panel, panel,
                          manga::find_character(project, character()) != nullptr, balloons};
  for (std::size_t i = 0; i < std::size(tasks); ++i)
    actions_[QLatin1StringView(tasks[i])]->setEnabled(can && enabled[i]);
  actions_["plan.models"]->setEnabled(place_.endpoints != nullptr);
}

}  // namespace koma::ui
