// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

#include "engine/manga/project.h"

class QLabel;
class QToolButton;

namespace koma::ui {

class PictureLibrary;
class QuietLabel;
class Theme;

/// What the assistant is asked about: a small picture and a name; of somebody with several reference pictures, which of
/// them. Owned by the assistant's dock.
class SubjectHeader : public QWidget {
  Q_OBJECT
 public:
  SubjectHeader(PictureLibrary& pictures, const Theme& theme, QWidget* parent = nullptr);

  void showPanel(const QString& name, const manga::AssetId& picture);
  /// `reference` counts from 0.
  void showCharacter(const manga::Character& character, std::size_t reference);
  /// Only the name, where there is little room.
  void setBrief(bool brief);
  [[nodiscard]] QLabel* name() const noexcept { return name_; }
  [[nodiscard]] QToolButton* nextReference() const noexcept { return next_; }

 signals:
  /// Another of the reference pictures: the next, or the one before.
  void referenceWanted(int step);

 private:
  void showPicture(const manga::AssetId& picture);
  void look();
  void showDetail();

  PictureLibrary& pictures_;
  const Theme& theme_;
  manga::AssetId picture_;
  bool brief_ = false;
  std::size_t count_ = 0;  ///< of reference pictures
  QLabel *image_, *name_;
  QuietLabel* detail_;
  QToolButton *previous_, *next_;
};

}  // namespace koma::ui
