// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>

#include "engine/base/image.h"
#include "ui/document/selection.h"

namespace koma::api {
class ProjectService;
}

namespace koma::ui {

class Actions;
class AssistantDock;
class Document;
class GenerationService;
class Notices;
class PictureLibrary;

/// What the assistant's proposals need of the rest of the window; everything outlives it.
struct AssistantSurroundings {
  Document& document;
  PictureLibrary& pictures;
  GenerationService& generation;
  api::ProjectService& projects;
  Notices& notices;
};

/// Carries out what the author accepts in the assistant's dock: a similar picture goes to the queue, an edit becomes
/// the panel's mask and prompt. Owned by the main window.
class AssistantActions : public QObject {
  Q_OBJECT
 public:
  AssistantActions(Actions& actions, AssistantDock& dock, AssistantSurroundings place, QObject* parent);

 signals:
  /// The panel has a mask and words now: it can be drawn anew.
  void editReady(koma::manga::PanelId panel);

 private:
  void drawSimilar(manga::PanelId panel, std::size_t turn);
  void maskEdit(manga::PanelId panel, std::size_t turn);

  AssistantSurroundings place_;
};

/// The mask of a panel of that aspect (width to height), 512 pixels along its longer side: white in `area`, in 0…1 of
/// it, black elsewhere.
[[nodiscard]] Image areaMask(const UnitBox& area, double aspect);

}  // namespace koma::ui
