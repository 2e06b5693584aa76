// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

#include "engine/manga/project.h"

namespace koma::ui {

class ControlList;
class Document;
class GenerationService;
class LoraList;
class PictureLibrary;
class QuietLabel;
class RepaintForm;
class Section;
class Theme;

/// What else takes part when a panel is drawn: the mask, LoRAs, control pictures, each in a section. Owned by the
/// panel's dock; turns what is edited into steps of the document.
class PanelParts : public QWidget {
  Q_OBJECT
 public:
  PanelParts(Document& document, GenerationService& service, PictureLibrary& pictures, const Theme& theme,
             QWidget* parent = nullptr);

  void show(const manga::Panel& panel);
  [[nodiscard]] RepaintForm* repaint() const noexcept { return repaint_; }
  [[nodiscard]] LoraList* loras() const noexcept { return loras_; }
  [[nodiscard]] ControlList* controls() const noexcept { return controls_; }
  [[nodiscard]] Section* repaintSection() const noexcept { return repaintSection_; }

 signals:
  void managerRequested();
  void brushRequested();
  void invertRequested(koma::manga::PanelId panel);
  void extendRequested(koma::manga::PanelId panel);
  void findRequested(koma::manga::PanelId panel, const QString& words);

 private:
  void connectParts();
  void showTitles(const manga::Panel& panel);

  Document& document_;
  GenerationService& service_;
  PictureLibrary& pictures_;
  manga::PanelId panel_;
  bool masked_ = false;  ///< the panel was, when it was shown last
  Section *repaintSection_, *loraSection_, *controlSection_;
  RepaintForm* repaint_;
  LoraList* loras_;
  QuietLabel* workLoras_;
  ControlList* controls_;
};

}  // namespace koma::ui
