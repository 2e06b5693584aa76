// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/view_actions.h"

#include "ui/canvas/page_view.h"
#include "ui/shell/actions.h"
#include "ui/shell/settings.h"
#include "ui/style/theme.h"

namespace koma::ui {

ViewActions::ViewActions(Actions& actions, PageView& view, Settings& settings, Theme& theme, QObject* parent)
    : QObject(parent), actions_(actions), view_(view), settings_(settings) {
  const std::pair<const char*, void (PageView::*)()> moves[] = {
      {"view.fit", &PageView::fitPage},           {"view.actual", &PageView::zoomToTrueSize},
      {"view.panel", &PageView::fitPanel},        {"view.fitSpread", &PageView::fitSpread},
      {"view.zoomIn", &PageView::zoomIn},         {"view.zoomOut", &PageView::zoomOut},
      {"view.mirror", &PageView::mirror},         {"view.rotateLeft", &PageView::turnLeft},
      {"view.rotateRight", &PageView::turnRight}, {"view.upright", &PageView::resetRotation}};
  for (const auto& [id, slot] : moves) connect(actions[id], &QAction::triggered, &view, slot);
  connect(actions["view.spread"], &QAction::toggled, &view, &PageView::setSpread);
  connect(&view, &PageView::spreadChanged, this, [this](bool spread) {
    actions_["view.spread"]->setChecked(spread);
    SettingsValues values = settings_.values();
    values.spread = spread;
    settings_.set(values);
  });
  connect(actions["view.guides"], &QAction::toggled, this, [this](bool guides) {
    SettingsValues values = settings_.values();
    values.guides = guides;
    settings_.set(values);
  });
  for (const auto& [id, option] :
       {std::pair("view.rulers", &CanvasOptions::rulers), std::pair("view.boxes", &CanvasOptions::boxes)}) {
    actions[id]->setChecked(true);
    connect(actions[id], &QAction::toggled, &view, [this, option = option](bool shown) {
      CanvasOptions options = view_.options();
      options.*option = shown;
      view_.setOptions(options);
    });
  }
  connect(actions["view.snap"], &QAction::toggled, this, [this](bool snap) {
    Preferences preferences = settings_.preferences();
    preferences.snap = snap;
    settings_.setPreferences(preferences);
  });
  connect(actions["view.theme"], &QAction::triggered, this, [this, &theme] {
    Preferences preferences = settings_.preferences();
    preferences.theme = theme.dark() ? ThemeChoice::light : ThemeChoice::dark;
    settings_.setPreferences(preferences);
  });
  connect(&settings, &Settings::changed, this, &ViewActions::showOptions);
  showOptions();
}

void ViewActions::showOptions() {
  const SettingsValues& values = settings_.values();
  actions_["view.guides"]->setChecked(values.guides);
  actions_["view.snap"]->setChecked(values.preferences.snap);
  actions_["view.spread"]->setChecked(values.spread);
  view_.setSpread(values.spread);
  CanvasOptions options = view_.options();
  options.snap = values.preferences.snap;
  options.guides = values.guides;
  options.gutters = values.preferences.gutters;
  view_.setOptions(options);
}

}  // namespace koma::ui
