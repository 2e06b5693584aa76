// SPDX-License-Identifier: Apache-2.0
#include "ui/canvas/text_tool.h"

#include <QGuiApplication>
#include <QInputMethod>
#include <QInputMethodEvent>
#include <QPainter>
#include <QStyleHints>

#include "ui/canvas/canvas_host.h"
#include "ui/document/balloon_commands.h"
#include "ui/document/document.h"
#include "ui/document/qt_values.h"
#include "ui/document/thing_commands.h"
#include "ui/document/things.h"
#include "ui/style/theme.h"

namespace koma::ui {
namespace {

constexpr int pauseLength = 500;  // ms

}  // namespace

TextTool::TextTool(CanvasHost& host, QObject* parent) : Tool(host, parent) {
  pause_.setSingleShot(true);
  pause_.setInterval(pauseLength);
  connect(&pause_, &QTimer::timeout, this, &TextTool::store);
  connect(&blink_, &QTimer::timeout, this, [this] {
    caretShown_ = !caretShown_;
    host_.updateOverlay();
  });
  connect(&host.document(), &Document::changed, this, &TextTool::documentChanged);
}

const manga::Page* TextTool::page() const {
  return balloon_ ? pageOf(host_.document().project(), balloon_) : nullptr;
}

const manga::Balloon* TextTool::balloon() const {
  const manga::Page* on = page();
  return on ? balloonOn(*on, balloon_) : nullptr;
}

void TextTool::activate() {
  const auto& things = host_.selection().things();
  if (things.size() == 1 && std::holds_alternative<manga::BalloonId>(things[0])) {
    edit(std::get<manga::BalloonId>(things[0]));
  }
}

void TextTool::edit(manga::BalloonId id) {
  if (id == balloon_) return;
  end();
  const manga::Page* on = pageOf(host_.document().project(), id);
  const manga::Balloon* target = on ? balloonOn(*on, id) : nullptr;
  if (!target || target->locked) return;
  balloon_ = id;
  known_ = target->text;
  editing_ = TextEditing(toQt(target->text).normalized(QString::NormalizationForm_C));
  created_ = false;
  storedIndex_ = -1;
  host_.selection().setPage(on->id);
  host_.selection().select(id);
  host_.setEditedBalloon(id);
  const int flash = QGuiApplication::styleHints()->cursorFlashTime();
  if (flash > 0) blink_.start(flash / 2);
  layOut();
  caretMoved();
  emit hintChanged();
}

void TextTool::end() {
  if (!balloon_) return;
  if (!editing_.preedit().isEmpty()) {
    const QString unfinished = editing_.preedit();
    editing_.insert(unfinished);
    QGuiApplication::inputMethod()->reset();
  }
  store();
  pause_.stop();
  blink_.stop();
  const manga::BalloonId left = std::exchange(balloon_, {});
  selecting_ = false;
  host_.setEditedBalloon({});
  if (created_ && editing_.text().trimmed().isEmpty()) {
    const Thing nothing = left;
    removeThings(host_.document(), {&nothing, 1});
  }
  host_.updateOverlay();
  emit hintChanged();
}

void TextTool::documentChanged() {
  if (storing_ || !balloon_) return;
  const manga::Balloon* now = balloon();
  if (!now) {
    // It went away under the caret, by undo for example: there is nothing left to keep the text in.
    balloon_ = {};
    pause_.stop();
    blink_.stop();
    host_.setEditedBalloon({});
    host_.updateOverlay();
    emit hintChanged();
    return;
  }
  if (now->text != known_) {
    known_ = now->text;
    editing_ = TextEditing(toQt(known_).normalized(QString::NormalizationForm_C));
    storedIndex_ = -1;
  }
  layOut();
  caretMoved();
}

/// One step however often it is stored: a later text takes the place of the step of the earlier one.
void TextTool::store() {
  const std::string text = editing_.text().toStdString();
  if (!balloon() || text == known_) return;
  Document& document = host_.document();
  storing_ = true;
  if (storedIndex_ > 0 && storedIndex_ == document.history().index()) document.history().undo();
  document.endMerging();
  const int before = document.history().index();
  setBalloonText(document, balloon_, editing_.text());
  document.endMerging();
  storedIndex_ = document.history().index() > before ? document.history().index() : -1;
  known_ = text;
  storing_ = false;
  layOut();  // the first letters may have turned the balloon's setting
}

void TextTool::layOut() {
  if (const manga::Balloon* now = balloon()) layout_ = CaretLayout(*now, editing_.shownText(), host_.fonts());
}

void TextTool::textChanged() {
  layOut();
  pause_.start();
  caretMoved();
}

void TextTool::caretMoved() {
  caretShown_ = true;
  if (blink_.isActive()) blink_.start();
  host_.updateOverlay();
  QGuiApplication::inputMethod()->update(Qt::ImCursorRectangle | Qt::ImCursorPosition | Qt::ImAnchorPosition |
                                         Qt::ImSurroundingText | Qt::ImCurrentSelection);
}

int TextTool::placeAt(QPointF place) const {
  return editing_.preedit().isEmpty() ? layout_.placeAt(place) : editing_.caret();
}

void TextTool::press(const CanvasPointer& pointer) {
  if (pointer.button != Qt::LeftButton || !pointer.page) return;
  const auto under = host_.thingsAt(pointer.page, pointer.place);
  const auto* hit = under.empty() ? nullptr : std::get_if<manga::BalloonId>(&under.front());
  if (balloon_ && (!hit || *hit != balloon_)) {
    end();
    if (!hit) return;
  }
  if (!hit) return add(pointer.page, pointer.place);
  const bool continues = *hit == balloon_;
  edit(*hit);
  if (!balloon_) return;
  editing_.moveTo(placeAt(pointer.place), continues && pointer.modifiers.testFlag(Qt::ShiftModifier));
  selecting_ = true;
  caretMoved();
}

void TextTool::move(const CanvasPointer& pointer) {
  if (!selecting_ || !balloon_) return;
  editing_.moveTo(placeAt(pointer.place), true);
  caretMoved();
}

void TextTool::release(const CanvasPointer& pointer) {
  if (pointer.button == Qt::LeftButton) selecting_ = false;
}

void TextTool::doubleClick(const CanvasPointer& pointer) {
  if (!balloon_) return press(pointer);
  editing_.selectWordAt(placeAt(pointer.place));
  caretMoved();
}

void TextTool::add(manga::PageId page, QPointF middle) {
  manga::Balloon made;
  QRectF body(QPointF(), usualBody);
  body.moveCenter(middle);
  made.bounds = fromQt(body);
  edit(addBalloon(host_.document(), page, made));
  created_ = true;
}

QString TextTool::hint() const {
  if (balloon_) return tr("Write. Enter begins a new line, Esc or Ctrl+Enter leaves the balloon and keeps its text.");
  return tr("Click a balloon to write in it, or empty paper for a new one.");
}

void TextTool::paintOverlay(QPainter& painter) const {
  const manga::Page* on = page();
  if (!on) return;
  const Colours& colours = host_.theme().colours();
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setTransform(host_.pageToView(on->id), true);
  QColor tint = colours.selection;
  tint.setAlphaF(0.3f);
  if (editing_.preedit().isEmpty()) {
    for (const QRectF& box : layout_.boxes(editing_.selectionStart(), editing_.selectionEnd())) {
      painter.fillRect(box, tint);
    }
  }
  lettering::paintText(painter, layout_.block(), lettering::TextInk::outlines, Qt::black);
  const double hair = 1 / host_.pixelsPerMm();
  painter.setPen(QPen(colours.selection, 1.5 * hair));
  const int from = editing_.selectionStart(), to = from + int(editing_.preedit().size());
  for (const QRectF& box : layout_.boxes(from, to)) {
    // Unfinished text is marked on the side where Japanese marks it: right of a column, below a line.
    if (editing_.preedit().isEmpty()) break;
    painter.drawLine(layout_.vertical() ? QLineF(box.topRight(), box.bottomRight())
                                        : QLineF(box.bottomLeft(), box.bottomRight()));
  }
  if (caretShown_) {
    const QLineF caret = layout_.caret(editing_.shownCaret());
    for (const QPen& pen : {QPen(colours.handleFill, 4 * hair), QPen(colours.selection, 2 * hair)}) {
      painter.setPen(pen);
      painter.drawLine(caret);
    }
  }
  painter.restore();
}

void TextTool::inputMethod(QInputMethodEvent& event) {
  if (!balloon_) return event.ignore();
  if (event.replacementLength() > 0) editing_.replaceAround(event.replacementStart(), event.replacementLength());
  if (!event.commitString().isEmpty()) editing_.insert(event.commitString());
  int caret = int(event.preeditString().size());
  for (const auto& attribute : event.attributes()) {
    if (attribute.type == QInputMethodEvent::Cursor) caret = attribute.start;
  }
  editing_.setPreedit(event.preeditString(), caret);
  textChanged();
  event.accept();
}

QVariant TextTool::inputMethodQuery(Qt::InputMethodQuery query) const {
  const manga::Page* on = page();
  if (!on) return query == Qt::ImEnabled ? QVariant(false) : QVariant();
  switch (query) {
    case Qt::ImEnabled:
      return true;
    case Qt::ImHints:
      return int(Qt::ImhMultiLine);
    case Qt::ImCursorRectangle: {
      const QLineF caret = host_.pageToView(on->id).map(layout_.caret(editing_.shownCaret()));
      return QRectF(caret.p1(), caret.p2()).normalized().adjusted(-1, -1, 1, 1);
    }
    case Qt::ImSurroundingText:
      return editing_.text();
    case Qt::ImCursorPosition:
      return editing_.caret();
    case Qt::ImAnchorPosition:
      return editing_.anchor();
    case Qt::ImCurrentSelection:
      return editing_.selectedText();
    default:
      return {};
  }
}

}  // namespace koma::ui
