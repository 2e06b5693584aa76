// SPDX-License-Identifier: Apache-2.0
#include "ui/canvas/tool_box.h"

#include <QKeyEvent>
#include <QKeySequence>
#include <algorithm>

#include "ui/canvas/balloon_tool.h"
#include "ui/canvas/character_box_tool.h"
#include "ui/canvas/hand_tool.h"
#include "ui/canvas/knife_tool.h"
#include "ui/canvas/mask_tool.h"
#include "ui/canvas/panel_tool.h"
#include "ui/canvas/region_tool.h"
#include "ui/canvas/select_tool.h"
#include "ui/canvas/text_tool.h"
#include "ui/canvas/zoom_tool.h"

namespace koma::ui {
namespace {

/// A key held for longer than this was meant for one drag only.
constexpr qint64 holdBegins = 350;  // ms

}  // namespace

template <class T>
T* ToolBox::make(const QString& id, CanvasHost& host) {
  auto* tool = new T(host, this);
  tools_.push_back({id, tool});
  connect(tool, &Tool::hintChanged, this, [this, tool] {
    if (tool == active_) emit hintChanged(tool->hint());
  });
  return tool;
}

ToolBox::ToolBox(CanvasHost& host, QObject* parent) : QObject(parent) {
  auto* select = make<SelectTool>(QStringLiteral("select"), host);
  make<PanelTool>(QStringLiteral("panel"), host);
  make<KnifeTool>(QStringLiteral("knife"), host);
  make<CharacterBoxTool>(QStringLiteral("character"), host);
  auto* region = make<RegionTool>(QStringLiteral("region"), host);
  make<BalloonTool>(QStringLiteral("balloon"), host);
  make<TextTool>(QStringLiteral("text"), host);
  auto* mask = make<MaskTool>(QStringLiteral("mask"), host);
  make<HandTool>(QStringLiteral("hand"), host);
  make<ZoomTool>(QStringLiteral("zoom"), host);
  connect(select, &SelectTool::stackAsked, this, &ToolBox::stackAsked);
  connect(mask, &MaskTool::maskPainted, this, &ToolBox::maskPainted);
  connect(region, &RegionTool::promptWanted, this, &ToolBox::regionPromptWanted);
  activate(QStringLiteral("select"));
}

std::vector<ToolEntry> ToolBox::entries() {
  return {{"select", "select", tr("Select"), {"V", "O"}},
          {"panel", "panel", tr("Panel"), {"1"}},
          //: The tool that cuts panels.
          {"knife", "knife", tr("Knife"), {"F", "Shift+K"}},
          {"character", "character", tr("Character box"), {"2"}},
          //: The tool that divides a panel among prompts.
          {"region", "region", tr("Region"), {"R", "6"}},
          {"balloon", "balloon", tr("Balloon"), {"3", "4"}},
          {"text", "text", tr("Text"), {"T"}},
          //: The brush that paints which part is drawn anew.
          {"mask", "mask", tr("Mask brush"), {"B"}},
          {"hand", "hand", tr("Hand"), {"H"}},
          {"zoom", "zoom", tr("Zoom"), {"Z"}}};
}

Tool* ToolBox::tool(const QString& id) const {
  const auto found = std::ranges::find(tools_, id, &Owned::id);
  return found == tools_.end() ? nullptr : found->tool;
}

MaskTool& ToolBox::maskTool() const {
  return *static_cast<MaskTool*>(tool(QStringLiteral("mask")));
}
TextTool& ToolBox::textTool() const {
  return *static_cast<TextTool*>(tool(QStringLiteral("text")));
}
PanelTool& ToolBox::panelTool() const {
  return *static_cast<PanelTool*>(tool(QStringLiteral("panel")));
}
BalloonTool& ToolBox::balloonTool() const {
  return *static_cast<BalloonTool*>(tool(QStringLiteral("balloon")));
}

void ToolBox::activate(const QString& id) {
  Tool* next = tool(id);
  if (!next || next == active_) return;
  active_ = next;
  activeId_ = id;
  emit activeChanged(id);
  emit hintChanged(active_->hint());
}

QString ToolBox::idFor(const QKeyEvent& event) {
  if (event.modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier)) return {};
  const QKeySequence pressed(event.key() | int(event.modifiers() & Qt::ShiftModifier));
  for (const ToolEntry& entry : entries()) {
    const auto chooses = [&](const QString& key) { return QKeySequence(key, QKeySequence::PortableText) == pressed; };
    if (std::ranges::any_of(entry.keys, chooses)) return entry.id;
  }
  return {};
}

bool ToolBox::isToolKey(const QKeyEvent& event) const {
  return !active_->takesText() && !active_->busy() && !idFor(event).isEmpty();
}

bool ToolBox::keyPress(QKeyEvent& event) {
  const QString id = isToolKey(event) ? idFor(event) : QString();
  if (id.isEmpty()) return false;
  if (event.isAutoRepeat()) return true;
  if (id == activeId_) {
    active_->again();
    return true;
  }
  heldKey_ = event.key();
  before_ = activeId_;
  held_.start();
  activate(id);
  return true;
}

bool ToolBox::eventFilter(QObject*, QEvent* event) {
  auto& key = static_cast<QKeyEvent&>(*event);
  switch (event->type()) {
    case QEvent::ShortcutOverride:
      if (isToolKey(key) || active_->overridesShortcut(key)) event->accept();
      return false;
    case QEvent::KeyPress:
      // A widget would go to the next one on Tab, before its tool hears of it.
      if (key.key() == Qt::Key_Tab || key.key() == Qt::Key_Backtab) return active_->keyPress(key);
      return keyPress(key);
    case QEvent::KeyRelease:
      return keyRelease(key);
    default:
      return false;
  }
}

bool ToolBox::keyRelease(QKeyEvent& event) {
  if (event.isAutoRepeat() || heldKey_ == 0 || event.key() != heldKey_) return false;
  heldKey_ = 0;
  // Writing goes on when the key is let go.
  if (held_.elapsed() >= holdBegins && !active_->takesText()) activate(before_);
  return true;
}

}  // namespace koma::ui
