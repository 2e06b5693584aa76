// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QApplication>

#include "tests/support/fake_job_service.h"
#include "tests/support/immediate_background.h"
#include "tests/support/sample_project.h"
#include "ui/document/picture_library.h"
#include "ui/document/selection.h"
#include "ui/generation/generation_service.h"
#include "ui/style/notices.h"

namespace koma::tests {

/// The sample project with a queue that is played by hand, and three models: one that can everything, one that takes
/// words only, one that is broken.
struct GenerationFixture {
  GenerationFixture() {
    library.setBundle("/somewhere/Work.koma");
    selection.setPage(document.project().pages[0].id);
    service.setModels({{.id = "mini", .name = "mini", .native_area = 384 * 384, .abilities = {true, true, true, true}},
                       {.id = "words", .name = "Words only", .abilities = {false, false, false, false}},
                       {.id = "broken", .name = "Broken", .problem = "unet/config.json is missing"}});
    QObject::connect(&notices, &ui::Notices::said, &notices,
                     [this](const ui::Notice& notice) { said.push_back(notice); });
  }
  [[nodiscard]] const manga::Panel& panel(std::size_t index, std::size_t page = 0) const {
    return document.project().pages[page].panels[index];
  }
  /// Lets what other threads said arrive.
  static void settle() { QCoreApplication::processEvents(); }
  /// Draws and finishes one picture for a panel.
  manga::Take draw(manga::PanelId panel, std::uint8_t grey = 128) {
    service.generatePanel(panel);
    jobs.start();
    const manga::Take take = jobs.finish(grey);
    settle();
    return take;
  }

  FakeJobService jobs;
  ImmediateBackground background;
  ui::Document document{sample_project()};
  ui::Selection selection{document};
  ui::PictureLibrary library{background};
  ui::Notices notices;
  std::vector<ui::Notice> said;
  ui::GenerationService service{jobs, document, library, notices};
};

}  // namespace koma::tests
