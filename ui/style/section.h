// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

class QToolButton;
class QVBoxLayout;

namespace koma::ui {

class Theme;

/// A heading that folds away what stands under it. Owned by its parent.
class Section : public QWidget {
  Q_OBJECT
 public:
  Section(const QString& title, const Theme& theme, QWidget* parent = nullptr);

  void setTitle(const QString& title);
  /// Where the section's own widgets go.
  [[nodiscard]] QVBoxLayout* body() const noexcept { return body_; }
  [[nodiscard]] bool isOpen() const noexcept { return open_; }
  void setOpen(bool open);

 signals:
  void toggled(bool open);

 private:
  void restyle();

  const Theme& theme_;
  bool open_ = true;
  QToolButton* heading_;
  QWidget* content_;
  QVBoxLayout* body_;
};

}  // namespace koma::ui
