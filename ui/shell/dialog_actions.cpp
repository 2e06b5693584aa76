// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/dialog_actions.h"

#include <QDialog>
#include <QMainWindow>
#include <algorithm>

#include "ui/dialogs/about_dialog.h"
#include "ui/dialogs/export_dialog.h"
#include "ui/dialogs/keyboard_dialog.h"
#include "ui/dialogs/page_setup_dialog.h"
#include "ui/dialogs/preferences_dialog.h"
#include "ui/document/document.h"
#include "ui/document/document_session.h"
#include "ui/document/page_commands.h"
#include "ui/shell/actions.h"
#include "ui/shell/settings.h"

namespace koma::ui {

DialogActions::DialogActions(Actions& actions, DialogPlace place, QMainWindow& window)
    : QObject(&window), actions_(actions), place_(std::move(place)), window_(window) {
  connect(actions["help.about"], &QAction::triggered, this, &DialogActions::showAbout);
  connect(actions["help.keys"], &QAction::triggered, this, &DialogActions::showKeys);
  connect(actions["edit.preferences"], &QAction::triggered, this, &DialogActions::showPreferences);
  connect(actions["file.export"], &QAction::triggered, this, &DialogActions::showExport);
  connect(actions["file.setup"], &QAction::triggered, this, &DialogActions::showPageSetup);
}

bool DialogActions::raised(const QPointer<QDialog>& dialog) {
  if (!dialog) return false;
  dialog->raise();
  dialog->activateWindow();
  return true;
}

void DialogActions::show(QPointer<QDialog>& place, QDialog* dialog) {
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  place = dialog;
  dialog->show();
}

void DialogActions::showAbout() {
  if (!raised(about_)) show(about_, new AboutDialog(place_.theme, &window_));
}

void DialogActions::showKeys() {
  if (!raised(keys_)) show(keys_, new KeyboardDialog(actions_.all() + place_.toolActions, place_.theme, &window_));
}

void DialogActions::showPreferences() {
  if (raised(preferences_)) return;
  auto* dialog = new PreferencesDialog(place_.settings.preferences(), place_.theme, &window_);
  connect(dialog, &PreferencesDialog::edited, &place_.settings, &Settings::setPreferences);
  connect(dialog, &PreferencesDialog::endpointsWanted, actions_["plan.models"], &QAction::trigger);
  show(preferences_, dialog);
}

void DialogActions::showPageSetup() {
  const manga::Page* page = manga::find_page(place_.document.project(), place_.selection.page());
  if (!page || raised(setup_)) return;
  auto* dialog = new PageSetupDialog(page->paper, place_.theme, &window_);
  connect(dialog, &PageSetupDialog::chosen, this,
          [this, id = page->id](const manga::Paper& paper, PageSetupDialog::Scope scope) {
            place_.document.edit(tr("Page setup"), [&](Draft& draft) {
              if (scope != PageSetupDialog::Scope::thisPage) draft.work().paper = paper;
              for (const manga::Page& other : place_.document.project().pages) {
                const bool meant = scope == PageSetupDialog::Scope::allPages ||
                                   (scope == PageSetupDialog::Scope::thisPage && other.id == id);
                if (meant) draft.page(other.id).paper = paper;
              }
            });
          });
  show(setup_, dialog);
}

void DialogActions::showExport() {
  const manga::Project& project = place_.document.project();
  if (project.pages.empty() || raised(export_)) return;
  const auto current = std::ranges::find(project.pages, place_.selection.page(), &manga::Page::id);
  const std::size_t page = current == project.pages.end() ? 0 : std::size_t(current - project.pages.begin());
  QString folder = place_.settings.values().exportFolder;
  if (folder.isEmpty()) folder = QString::fromStdString(place_.session.bundle().parent_path().string());
  auto* dialog = new ExportDialog({project, place_.session.bundle(), place_.fonts}, page, folder, place_.background,
                                  place_.theme, &window_);
  connect(dialog, &ExportDialog::exported, this, [this](const QString& used) {
    SettingsValues values = place_.settings.values();
    values.exportFolder = used;
    place_.settings.set(values);
  });
  show(export_, dialog);
}

}  // namespace koma::ui
