// SPDX-License-Identifier: Apache-2.0
#include "ui/lettering/orientation.h"

#include <unicode/uchar.h>

namespace koma::lettering {

Orientation verticalOrientation(char32_t character) noexcept {
  switch (u_getIntPropertyValue(static_cast<UChar32>(character), UCHAR_VERTICAL_ORIENTATION)) {
    case U_VO_TRANSFORMED_ROTATED:
      return Orientation::sidewaysTransformed;
    case U_VO_TRANSFORMED_UPRIGHT:
      return Orientation::uprightTransformed;
    case U_VO_UPRIGHT:
      return Orientation::upright;
    default:
      return Orientation::sideways;
  }
}

const char* code(Orientation orientation) noexcept {
  switch (orientation) {
    case Orientation::upright:
      return "U";
    case Orientation::sideways:
      return "R";
    case Orientation::uprightTransformed:
      return "Tu";
    case Orientation::sidewaysTransformed:
      return "Tr";
    case Orientation::tateChuYoko:
      return "tcy";
    case Orientation::horizontal:
      return "H";
  }
  return "";
}

}  // namespace koma::lettering
