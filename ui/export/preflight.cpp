// SPDX-License-Identifier: Apache-2.0
#include "ui/export/preflight.h"

namespace koma::ui {

std::vector<Finding> preflight(std::span<const NumberedPage> pages, const lettering::PagePainter& painter,
                               const std::function<bool(const manga::AssetId&)>& exists) {
  std::vector<Finding> findings;
  for (const auto& [index, page] : pages) {
    for (const manga::Panel& panel : page.panels) {
      if (panel.hidden) continue;  // not printed
      const manga::Take* take = manga::accepted_take(panel);
      if (!take) {
        findings.push_back({.kind = Finding::Kind::emptyPanel, .page = index, .panel = panel.id});
      } else if (!exists(take->picture)) {
        findings.push_back(
            {.kind = Finding::Kind::lostPicture, .page = index, .panel = panel.id, .picture = take->picture});
      }
    }
    for (const lettering::TextWarning& warning : painter.warnings(page)) {
      findings.push_back({.kind = warning.overflows ? Finding::Kind::textTooLong : Finding::Kind::missingCharacters,
                          .page = index,
                          .balloon = warning.balloon});
    }
  }
  return findings;
}

}  // namespace koma::ui
