// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>
#include <vector>

#include "ui/shell/new_work_form.h"
#include "ui/shell/recent_model.h"

class QLabel;
class QListView;
class QPushButton;
class QStackedLayout;

namespace koma::ui {

class Background;
class SignLabel;
class Theme;

/// What the window shows while no work is open: begin one, go on with one, look at the sample. It decides nothing; the
/// window does what its signals ask for.
class StartPage : public QWidget {
  Q_OBJECT
 public:
  StartPage(Background& background, const Theme& theme, QWidget* parent = nullptr);

  /// The last opened first.
  void setRecent(std::vector<RecentCard> cards);
  void setThumbnail(const QString& path, const QImage& thumbnail) { recentModel_->setThumbnail(path, thumbnail); }
  /// Where new works are kept unless the author says otherwise.
  void setFolder(const QString& folder) { form_->setFolder(folder); }
  /// While a work is being made or opened nothing else can be asked for.
  void setBusy(bool busy);
  /// The cursor goes to the first field of a new work.
  void startNewWork();

 signals:
  void createRequested(const koma::ui::NewWork& work);
  void openRequested(const QString& path);
  void chooseRequested();  ///< a work to open, by the system's dialog
  void sampleRequested();
  void removeRequested(const QString& path);  ///< from the list of recent works

 protected:
  void changeEvent(QEvent* event) override;
  void dragEnterEvent(QDragEnterEvent* event) override;
  void dragLeaveEvent(QDragLeaveEvent* event) override;
  void dropEvent(QDropEvent* event) override;
  void paintEvent(QPaintEvent* event) override;
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  QWidget* buildSide();
  QWidget* buildBrand(QWidget* parent);
  QWidget* buildMain();
  void buildRecent(QWidget* side);
  void retranslate();
  void openIndex(const QModelIndex& index);
  void showMenu(const QPoint& place);
  void removeCurrent();
  void setDropping(bool dropping);

  const Theme& theme_;
  RecentModel* recentModel_;
  QWidget* side_;
  QLabel *name_, *promise_, *recentTitle_, *recentHint_, *newTitle_;
  QPushButton *open_, *sample_;
  QListView* recent_;
  NewWorkForm* form_;
  QWidget* dropLayer_;
};

/// The bundle among dropped things: one local folder that ends in .koma; empty when there is none.
[[nodiscard]] QString droppedBundle(const QMimeData* data);

}  // namespace koma::ui
