// SPDX-License-Identifier: Apache-2.0
#include "ui/document/drawing_commands.h"

#include <QCoreApplication>

#include "ui/document/merge_verbs.h"

namespace koma::ui {

void setWorkDrawing(Document& document, const manga::DrawingSettings& settings) {
  document.edit(QCoreApplication::translate("Commands", "Change the work's drawing settings"),
                [&](Draft& draft) { draft.work().drawing = settings; }, {int(MergeVerb::workDrawing), 0});
}

void addControl(Document& document, manga::PanelId panel, const manga::ControlImage& control) {
  document.edit(QCoreApplication::translate("Commands", "Add control picture"),
                [&](Draft& draft) { draft.panel(panel).controls.push_back(control); });
}

void setControl(Document& document, manga::PanelId panel, std::size_t index, const manga::ControlImage& control) {
  document.edit(QCoreApplication::translate("Commands", "Change control picture"),
                [&](Draft& draft) {
                  auto& controls = draft.panel(panel).controls;
                  if (index < controls.size()) controls[index] = control;
                },
                {int(MergeVerb::control), panel.value * 4096 + index});
}

void removeControl(Document& document, manga::PanelId panel, std::size_t index) {
  document.edit(QCoreApplication::translate("Commands", "Remove control picture"), [&](Draft& draft) {
    auto& controls = draft.panel(panel).controls;
    if (index < controls.size()) controls.erase(controls.begin() + std::ptrdiff_t(index));
  });
}

void setMask(Document& document, manga::PanelId panel, const manga::AssetId& mask) {
  document.edit(mask.empty() ? QCoreApplication::translate("Commands", "Clear mask")
                             : QCoreApplication::translate("Commands", "Paint mask"),
                [&](Draft& draft) { draft.panel(panel).mask = mask; });
}

void setRepaint(Document& document, manga::PanelId panel, const manga::RepaintSettings& repaint) {
  document.edit(
      QCoreApplication::translate("Commands", "Change repaint settings"),
      [&](Draft& draft) { draft.panel(panel).repaint = repaint; }, mergeKey(MergeVerb::repaint, panel));
}

void extendPicture(Document& document, manga::PanelId panel, manga::TakeId take, const manga::AssetId& mask) {
  document.edit(QCoreApplication::translate("Commands", "Extend picture"), [&](Draft& draft) {
    manga::Panel& changed = draft.panel(panel);
    changed.accepted = take;
    changed.mask = mask;
    // Nothing is there that could be kept.
    changed.repaint.strength = 1;
    changed.repaint.prefill = "edges";
  });
}

}  // namespace koma::ui
