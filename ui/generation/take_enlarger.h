// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>

#include "ui/generation/enlarged_picture.h"

class QWidget;

namespace koma::ui {

class Background;
class Document;
class GenerationService;
class PictureLibrary;
class Theme;

/// Asks how a take is made fine enough for print, and has it made. Owned by the main window.
class TakeEnlarger : public QObject {
  Q_OBJECT
 public:
  struct Place {
    Document& document;
    PictureLibrary& pictures;
    GenerationService& generation;
    Background& background;
    const Theme& theme;
  };
  TakeEnlarger(const Place& place, QWidget* window);

  /// Opens the dialog for one of a panel's takes; nothing happens when it is gone.
  void ask(manga::PanelId panel, manga::TakeId take);

 private:
  Place place_;
  QWidget* window_;
  api::PrintWish last_;
};

}  // namespace koma::ui
