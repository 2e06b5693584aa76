// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QDialog>

#include "engine/manga/ids.h"

namespace koma::ui {

class CropView;
class Document;
class PictureLibrary;
class Theme;

/// Shows one reference large and lets the author choose the part that counts. Show it with open(); it deletes itself.
class CropDialog : public QDialog {
  Q_OBJECT
 public:
  CropDialog(Document& document, PictureLibrary& pictures, const Theme& theme, manga::CharacterId character,
             std::size_t reference, QWidget* parent = nullptr);

  [[nodiscard]] CropView* view() const noexcept { return view_; }
  void accept() override;

 private:
  void showPicture();
  void tellSize();

  Document& document_;
  PictureLibrary& pictures_;
  manga::CharacterId character_;
  std::size_t reference_;
  manga::AssetId picture_;
  CropView* view_;
  class QLabel* size_;
};

}  // namespace koma::ui
