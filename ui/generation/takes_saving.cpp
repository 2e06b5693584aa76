// SPDX-License-Identifier: Apache-2.0
// A take leaves the project as a file.
#include <QFileDialog>
#include <QListView>

#include "engine/base/atomic_file.h"
#include "engine/manga/object_file.h"
#include "ui/document/background.h"
#include "ui/document/document.h"
#include "ui/document/picture_library.h"
#include "ui/document/qt_values.h"
#include "ui/generation/panel_label.h"
#include "ui/generation/take_model.h"
#include "ui/generation/takes_dock.h"
#include "ui/style/notices.h"

namespace koma::ui {

void TakesDock::saveAs() {
  if (!current()) return;
  auto* dialog = new QFileDialog(this, tr("Save picture"));
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->setAcceptMode(QFileDialog::AcceptSave);
  dialog->setNameFilter(tr("PNG picture (*.png)"));
  dialog->setDefaultSuffix(QStringLiteral("png"));
  dialog->selectFile(panelLabel(document_.project(), model_->panel()));
  connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& file) { saveCopy(toPath(file)); });
  dialog->open();
}

void TakesDock::saveCopy(const std::filesystem::path& file) {
  const manga::Take* take = current();
  if (!take) return;
  background_.run(
      this,
      [bundle = pictures_.bundle(), asset = take->picture, file] {
        try {
          write_atomically(file, manga::read_object(bundle, asset));
          return QString();
        } catch (const std::exception& error) {
          return QString::fromUtf8(error.what());
        }
      },
      [this, file](const QString& problem) {
        const QString name = QString::fromStdU16String(file.u16string());
        if (problem.isEmpty()) {
          notices_.say({Notice::Kind::success,
                        tr("The picture is saved as %1.").arg(name),
                        {},
                        {},
                        {},
                        QStringLiteral("save-take")});
        } else {
          notices_.say({Notice::Kind::error,
                        tr("The picture could not be saved as %1. Choose another place.").arg(name), problem,
                        tr("Save as…"),
                        [dock = QPointer(this)] {
                          if (dock) dock->saveAs();
                        },
                        QStringLiteral("save-take")});
        }
      });
}

}  // namespace koma::ui
