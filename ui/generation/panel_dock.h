// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QDockWidget>

#include "engine/manga/project.h"

class QLabel;
class QScrollArea;
class QStackedWidget;

namespace koma::api {
struct PanelWarning;
}

namespace koma::ui {

class Document;
class DrawBar;
class DrawingForm;
class EmptyState;
class GenerationService;
class PanelParts;
class PeopleList;
class PictureLibrary;
class PromptEdit;
class RegionList;
struct RegionRef;
class Section;
class Selection;
class Theme;
class WarningList;
class WordCombo;

/// What happens in the selected panel, who is there, and how it is drawn. Owned by the main window.
class PanelDock : public QDockWidget {
  Q_OBJECT
 public:
  PanelDock(Document& document, Selection& selection, GenerationService& service, PictureLibrary& pictures,
            const Theme& theme, QWidget* parent = nullptr);

  [[nodiscard]] PromptEdit* prompt() const noexcept { return prompt_; }
  [[nodiscard]] PromptEdit* negativePrompt() const noexcept { return negative_; }
  [[nodiscard]] DrawBar* drawBar() const noexcept { return bar_; }
  [[nodiscard]] PeopleList* people() const noexcept { return people_; }
  [[nodiscard]] DrawingForm* drawing() const noexcept { return drawing_; }
  [[nodiscard]] WordCombo* shot() const noexcept { return shot_; }
  [[nodiscard]] PanelParts* parts() const noexcept { return parts_; }
  [[nodiscard]] RegionList* regions() const noexcept { return regions_; }
  [[nodiscard]] WarningList* warnings() const noexcept { return warnings_; }

 public slots:
  /// Puts the cursor into the prompt, as a double click on a panel may want.
  void editPrompt();
  /// The same for one of the selected panel's regions.
  void editRegion(const koma::ui::RegionRef& region);
  /// As many takes of the selected panel as the dock says; `first`: before everything that waits.
  void draw(bool first = false);

 signals:
  /// Somebody's references want to be looked at.
  void characterRequested(koma::manga::CharacterId character);

 protected:
  void keyPressEvent(QKeyEvent* event) override;

 private:
  [[nodiscard]] QWidget* makeForm();
  void connectFields();
  void showPanel();
  void showNothing();
  void showAbilities(const manga::Panel& panel);
  void showRegions(const manga::Panel& panel);
  void showWarnings(const manga::Panel& panel);
  void mend(const api::PanelWarning& warning);
  void restyle();
  /// What would be drawn, said to the memory line, and how large; or why nothing can be.
  [[nodiscard]] QString forecast(const manga::Panel& panel, QString& problem);

  Document& document_;
  Selection& selection_;
  GenerationService& service_;
  const Theme& theme_;
  manga::PanelId panel_, shownRegions_;
  QStackedWidget* pages_;
  EmptyState* empty_;
  QScrollArea* scroll_ = nullptr;
  WarningList* warnings_;
  QLabel *title_, *shotReason_, *negativeReason_;
  PromptEdit *prompt_, *negative_;
  Section* negativeSection_;
  Section* peopleSection_;
  PeopleList* people_;
  Section* regionsSection_;
  RegionList* regions_;
  WordCombo* shot_;
  PanelParts* parts_;
  DrawingForm* drawing_;
  DrawBar* bar_;
};

}  // namespace koma::ui
