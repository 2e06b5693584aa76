// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/dialog_actions.h"

#include <QDialog>
#include <QMainWindow>

#include "ui/dialogs/about_dialog.h"
#include "ui/dialogs/keyboard_dialog.h"
#include "ui/dialogs/page_setup_dialog.h"
#include "ui/dialogs/preferences_dialog.h"
#include "ui/document/document.h"
#include "ui/document/page_commands.h"
#include "ui/shell/actions.h"
#include "ui/shell/settings.h"

namespace koma::ui {

DialogActions::DialogActions(Actions& actions, Document& document, Selection& selection, Settings& settings,
                             const Theme& theme, QMainWindow& window)
    : QObject(&window),
      actions_(actions),
      document_(document),
      selection_(selection),
      settings_(settings),
      theme_(theme),
      window_(window) {
  connect(actions["help.about"], &QAction::triggered, this, &DialogActions::showAbout);
  connect(actions["help.keys"], &QAction::triggered, this, &DialogActions::showKeys);
  connect(actions["edit.preferences"], &QAction::triggered, this, &DialogActions::showPreferences);
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
  if (!raised(about_)) show(about_, new AboutDialog(theme_, &window_));
}

void DialogActions::showKeys() {
  if (!raised(keys_)) show(keys_, new KeyboardDialog(actions_.all(), theme_, &window_));
}

void DialogActions::showPreferences() {
  if (raised(preferences_)) return;
  auto* dialog = new PreferencesDialog(settings_.preferences(), theme_, &window_);
  connect(dialog, &PreferencesDialog::edited, &settings_, &Settings::setPreferences);
  show(preferences_, dialog);
}

void DialogActions::showPageSetup() {
  const manga::Page* page = manga::find_page(document_.project(), selection_.page());
  if (!page || raised(setup_)) return;
  auto* dialog = new PageSetupDialog(page->paper, theme_, &window_);
  connect(dialog, &PageSetupDialog::chosen, this,
          [this, id = page->id](const manga::Paper& paper, PageSetupDialog::Scope scope) {
            document_.edit(tr("Page setup"), [&](Draft& draft) {
              if (scope != PageSetupDialog::Scope::thisPage) draft.work().paper = paper;
              for (const manga::Page& other : document_.project().pages) {
                const bool meant = scope == PageSetupDialog::Scope::allPages ||
                                   (scope == PageSetupDialog::Scope::thisPage && other.id == id);
                if (meant) draft.page(other.id).paper = paper;
              }
            });
          });
  show(setup_, dialog);
}

}  // namespace koma::ui
