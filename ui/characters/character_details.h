// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

#include "engine/manga/ids.h"
#include "ui/document/change.h"

class QAction;
class QLineEdit;
class QPlainTextEdit;
class QToolButton;

namespace koma::ui {

class Document;
class DropVeil;
class PictureIntake;
class PictureLibrary;
class ReferenceModel;
class ReferenceStrip;
class SliderField;
class Theme;

/// Everything about one member of the cast: name, colour, words, strength, references.
class CharacterDetails : public QWidget {
  Q_OBJECT
 public:
  CharacterDetails(Document& document, PictureLibrary& pictures, PictureIntake& intake, const Theme& theme,
                   QWidget* parent = nullptr);

  void setCharacter(manga::CharacterId character);
  [[nodiscard]] manga::CharacterId character() const noexcept { return character_; }
  /// With its text selected, to be written over.
  void focusName();
  void pasteReference();
  void cropCurrent();

 signals:
  void backWanted();

 protected:
  void dragEnterEvent(QDragEnterEvent* event) override;
  void dragLeaveEvent(QDragLeaveEvent* event) override;
  void dropEvent(QDropEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;

 private:
  void build();
  void addReferenceActions();
  void connectFields();
  void documentChanged(const Change& change);
  void refresh();
  void chooseColour();
  void moveCurrent(int by);
  void removeCurrent();
  void takeInto(const class QMimeData& data, int replaced);
  void keep(manga::CharacterId character, const manga::AssetId& picture, int replaced);
  [[nodiscard]] int currentRow() const;

  Document& document_;
  PictureLibrary& pictures_;
  PictureIntake& intake_;
  const Theme& theme_;
  manga::CharacterId character_;
  bool refreshing_ = false;

  QToolButton *back_, *colour_, *add_, *paste_, *crop_, *remove_;
  QLineEdit* name_;
  QPlainTextEdit* words_;
  SliderField* strength_;
  ReferenceModel* model_;
  ReferenceStrip* strip_;
  DropVeil* veil_;
};

}  // namespace koma::ui
