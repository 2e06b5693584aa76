// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QElapsedTimer>
#include <optional>

#include "ui/canvas/snap.h"
#include "ui/canvas/tool.h"

namespace koma::ui {

/// What the tools that shape a page have in common: a drag with its modifiers, Space that moves the unfinished shape,
/// Esc, snapping with its guides, and the keys that do everything without a pointer. Owned by the tool box.
class PageTool : public Tool {
  Q_OBJECT
 public:
  using Tool::Tool;

  void press(const CanvasPointer& pointer) override;
  void move(const CanvasPointer& pointer) override;
  void release(const CanvasPointer& pointer) override;
  bool keyPress(QKeyEvent& event) override;
  bool keyRelease(QKeyEvent& event) override;
  [[nodiscard]] bool overridesShortcut(const QKeyEvent& event) const override;
  [[nodiscard]] bool busy() const override { return pressed_; }
  void cancel() override;
  void paintOverlay(QPainter& painter) const override;

 protected:
  /// The press, before it is known whether it becomes a drag.
  virtual void begin() {}
  /// The pointer or the modifiers have changed. What is shown lives in a draft or the overlay.
  virtual void drag() {}
  /// The drag's end: at most one edit.
  virtual void finish() {}
  /// A press and release without a drag.
  virtual void click(const CanvasPointer&) {}
  virtual void hover(const CanvasPointer&) {}
  /// Forgets the drag; drafts and guides are gone already.
  virtual void abandon() {}
  /// Enter without a pointer puts a sensible thing.
  virtual bool insert(QKeyEvent&) { return false; }

  /// Where the drag began and where it is, in mm, both moved by Space.
  [[nodiscard]] QPointF start() const { return press_.place + shift_; }
  [[nodiscard]] QPointF here() const { return now_.place; }
  [[nodiscard]] const CanvasPointer& pressed() const { return press_; }
  [[nodiscard]] const CanvasPointer& now() const { return now_; }
  [[nodiscard]] bool dragging() const { return dragging_; }
  [[nodiscard]] bool held(Qt::KeyboardModifier modifier) const { return now_.modifiers.testFlag(modifier); }
  /// The page of the drag, or the current one; null when there is none.
  [[nodiscard]] const manga::Page* page() const;
  [[nodiscard]] const manga::Page* currentPage() const;
  /// Snapping as it is set and not suspended by Ctrl; remembers the guides for the overlay.
  [[nodiscard]] std::optional<Snapper> snapper(std::vector<Thing> moving) const;
  QPointF follow(Snapped snapped);
  void clearGuides();
  /// The rectangle that the drag spans: snapped; Shift makes it a square, Alt spans it from its centre.
  [[nodiscard]] QRectF spanned();
  /// A message in its place.
  void say(const QString& text, const QString& details = {});
  /// A few words beside the pointer, for two seconds or until the drag ends.
  void label(const QString& text, QPointF pixel);

 private:
  void dragTo(const CanvasPointer& pointer);
  void drop();

  CanvasPointer press_, now_;
  QPointF shift_;
  bool pressed_ = false, dragging_ = false, shifting_ = false;
  std::vector<SnapGuide> guides_;
  QString label_;
  QPointF labelPixel_;
  int labels_ = 0;
};

}  // namespace koma::ui
