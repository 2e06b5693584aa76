// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>
#include <QTimer>

#include "engine/manga/ids.h"

namespace koma::ui {

/// Shows a take in its place on the page without accepting it, still or blinking against the accepted one. It is paint:
/// the document knows nothing of it. Owned by the takes' dock.
class TakeComparison : public QObject {
  Q_OBJECT
 public:
  explicit TakeComparison(QObject* parent = nullptr);

  void show(manga::PanelId panel, const manga::AssetId& candidate);
  /// Changes between the two, twice a second each.
  void blink(manga::PanelId panel, const manga::AssetId& candidate, const manga::AssetId& other);
  void end();
  [[nodiscard]] bool shows() const noexcept { return bool(panel_); }
  [[nodiscard]] bool blinks() const { return timer_.isActive(); }

 signals:
  /// The panel is to show this picture; empty: none.
  void requested(koma::manga::PanelId panel, const std::string& picture);
  void ended();

 private:
  QTimer timer_;
  manga::PanelId panel_;
  manga::AssetId candidate_, other_;
  bool showsCandidate_ = false;
};

}  // namespace koma::ui
