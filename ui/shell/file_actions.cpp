// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/file_actions.h"

#include <QDir>
#include <QFileDialog>
#include <QMainWindow>
#include <QStandardPaths>

#include "ui/document/document_session.h"
#include "ui/document/qt_values.h"
#include "ui/shell/actions.h"
#include "ui/shell/settings.h"

namespace koma::ui {
namespace {

QFileDialog* askFor(QMainWindow& window, const QString& title, QFileDialog::FileMode mode, const QString& folder) {
  auto* dialog = new QFileDialog(&window, title, folder);
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->setFileMode(mode);
  return dialog;
}

}  // namespace

FileActions::FileActions(Actions& actions, DocumentSession& session, Settings& settings,
                         std::filesystem::path resources, QMainWindow& window)
    : QObject(&window),
      actions_(actions),
      session_(session),
      settings_(settings),
      resources_(std::move(resources)),
      window_(window) {
  connect(actions["file.open"], &QAction::triggered, this, &FileActions::chooseWork);
  connect(actions["file.sample"], &QAction::triggered, this, &FileActions::openSample);
  connect(actions["file.copy"], &QAction::triggered, this, &FileActions::chooseCopy);
  connect(actions["file.close"], &QAction::triggered, &session, &DocumentSession::close);
  connect(actions["file.new"], &QAction::triggered, &session, &DocumentSession::close);
  connect(actions["file.quit"], &QAction::triggered, &window, &QMainWindow::close);
  setOpen(false);
}

void FileActions::setOpen(bool open) {
  for (const char* id : {"file.copy", "file.setup", "file.export", "file.close"}) actions_[id]->setEnabled(open);
}

QString FileActions::worksFolder() const {
  const QString& last = settings_.values().worksFolder;
  return last.isEmpty() ? QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation) : last;
}

void FileActions::chooseWork() {
  QFileDialog* dialog = askFor(window_, tr("Open a work"), QFileDialog::Directory, worksFolder());
  dialog->setOption(QFileDialog::ShowDirsOnly);
  connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& folder) { session_.open(toPath(folder)); });
  dialog->open();
}

void FileActions::openSample() {
  const QDir folder(worksFolder());
  folder.mkpath(QStringLiteral("."));
  const auto bundle = toPath(folder.filePath(QStringLiteral("First Day.koma")));
  std::error_code failed;
  if (std::filesystem::exists(bundle, failed))
    session_.open(bundle);
  else
    session_.importWork(resources_ / "samples" / "first-day", bundle);
}

void FileActions::chooseCopy() {
  QFileDialog* dialog = askFor(window_, tr("Save a copy"), QFileDialog::AnyFile, worksFolder());
  dialog->setAcceptMode(QFileDialog::AcceptSave);
  dialog->setDefaultSuffix(QStringLiteral("koma"));
  dialog->setNameFilter(tr("Komawari works (*.koma)"));
  connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& path) { session_.saveCopy(toPath(path)); });
  dialog->open();
}

}  // namespace koma::ui
