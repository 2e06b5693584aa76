// SPDX-License-Identifier: Apache-2.0
#include "ui/style/region_colours.h"

#include <array>

namespace koma::ui {

QColor regionColour(std::size_t index) {
  constexpr std::array<QRgb, 8> colours = {0xff2f7fd1, 0xffd9682b, 0xff2f9e63, 0xffb04fc0,
                                           0xffc19a1e, 0xffd2416e, 0xff1b95a3, 0xff7a6bd6};
  return QColor(colours[index % colours.size()]);
}

QColor wordsOn(const QColor& colour) {
  constexpr int light = 140;
  return qGray(colour.rgb()) > light ? QColor(Qt::black) : QColor(Qt::white);
}

}  // namespace koma::ui
