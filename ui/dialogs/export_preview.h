// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QImage>
#include <QWidget>

class QLabel;
class QToolButton;

namespace koma::ui {

class Theme;

/// Shows one page as it will come out, and lets others be chosen.
class ExportPreview : public QWidget {
  Q_OBJECT
 public:
  ExportPreview(int pages, const Theme& theme, QWidget* parent = nullptr);

  [[nodiscard]] int page() const noexcept { return page_; }
  void setPage(int page);
  void setPicture(const QImage& picture);
  /// Instead of a picture.
  void setMessage(const QString& message);
  /// The longer side that a picture can fill, in pixels of the screen.
  [[nodiscard]] int side() const;
  [[nodiscard]] QSize sizeHint() const override { return {420, 560}; }

 signals:
  void pageChanged(int page);
  void resized();

 protected:
  void paintEvent(QPaintEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;

 private:
  [[nodiscard]] QRect room() const;
  void showNumber();

  const Theme& theme_;
  int pages_, page_ = 0;
  QImage picture_;
  QString message_;
  QToolButton *previous_, *next_;
  QLabel* number_;
};

}  // namespace koma::ui
