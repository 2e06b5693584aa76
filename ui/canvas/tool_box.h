// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QStringList>
#include <vector>

#include "engine/base/image.h"
#include "ui/canvas/tool.h"
#include "ui/document/selection.h"

class QKeyEvent;

namespace koma::ui {

class BalloonTool;
class MaskTool;
class PanelTool;
class TextTool;

/// One tool as a strip or a menu shows it.
struct ToolEntry {
  QString id;
  QString icon;      ///< its name in resources/icons
  QString text;      ///< translated
  QStringList keys;  ///< portable texts of single keys, the first is the one shown
};

/// The canvas's tools and which of them is active. Keys choose tools; a key that is held chooses its tool only until it
/// is let go. Install it as an event filter on the view, and give the view the active tool on `activeChanged`: the view
/// starts and ends tools. Owns the tools; one per canvas, on the GUI thread.
class ToolBox : public QObject {
  Q_OBJECT
 public:
  explicit ToolBox(CanvasHost& host, QObject* parent = nullptr);

  /// In the order of the strip; texts in the current language.
  [[nodiscard]] static std::vector<ToolEntry> entries();
  [[nodiscard]] Tool* tool(const QString& id) const;
  [[nodiscard]] Tool* active() const noexcept { return active_; }
  [[nodiscard]] const QString& activeId() const noexcept { return activeId_; }
  [[nodiscard]] MaskTool& maskTool() const;
  [[nodiscard]] TextTool& textTool() const;
  [[nodiscard]] PanelTool& panelTool() const;
  [[nodiscard]] BalloonTool& balloonTool() const;

 public slots:
  /// Unknown ids are ignored. Choosing the active tool changes nothing.
  void activate(const QString& id);

 public:
  /// True when the key chooses a tool. Not asked while the active tool takes text or is busy.
  [[nodiscard]] bool isToolKey(const QKeyEvent& event) const;
  bool keyPress(QKeyEvent& event);
  bool keyRelease(QKeyEvent& event);
  /// Takes the view's keys that choose tools, and keeps the window's shortcuts from those that tools need.
  bool eventFilter(QObject* watched, QEvent* event) override;

 signals:
  void activeChanged(const QString& id);
  /// The active tool says something else now.
  void hintChanged(const QString& hint);
  void maskPainted(koma::manga::PanelId panel, const koma::Image& mask);
  /// The author wants to write what a region shows.
  void regionPromptWanted(const koma::ui::RegionRef& region);
  /// Which of the things that lie under this pixel of the view?
  void stackAsked(const std::vector<koma::ui::Thing>& things, QPointF pixel);

 private:
  template <class T>
  T* make(const QString& id, CanvasHost& host);
  [[nodiscard]] static QString idFor(const QKeyEvent& event);

  struct Owned {
    QString id;
    Tool* tool = nullptr;  // a child of this box
  };
  std::vector<Owned> tools_;
  Tool* active_ = nullptr;
  QString activeId_;
  int heldKey_ = 0;  ///< the key that is down since it chose a tool; 0: none
  QString before_;   ///< the tool to go back to
  QElapsedTimer held_;
};

}  // namespace koma::ui
