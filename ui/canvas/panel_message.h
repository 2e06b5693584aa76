// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QRectF>
#include <QString>

class QPainter;

namespace koma::ui {

class Theme;

/// A few words in the place of a picture: a quiet first part and what to do below it.
struct PanelMessage {
  QString text;          ///< may be long: it is cut to the place
  QString action;        ///< what helps: a key, an offer
  bool warning = false;  ///< something is wrong: it gets a plate, so that nothing below makes it hard to read
};

/// Paints in the middle of `place`, or at its lower end, in view pixels; nothing when the place is too small to read.
void paintMessage(QPainter& painter, const QRectF& place, Qt::Alignment alignment, const PanelMessage& message,
                  const Theme& theme);

}  // namespace koma::ui
