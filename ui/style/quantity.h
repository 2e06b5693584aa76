// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>
#include <optional>

namespace koma::ui {

/// What people type into a field of `unit`: "7.3", "7.3mm", "50 %", "20Q", "1/2", "3 + 2.5 cm". Lengths (mm, cm, Q, pt,
/// in) are converted into each other; a number without a unit has the field's. None when it is not understood.
[[nodiscard]] std::optional<double> quantityOf(const QString& text, const QString& unit);

}  // namespace koma::ui
