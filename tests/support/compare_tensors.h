// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/support/diffsensei_fixture.h"
#include "tests/support/tensor_record.h"

namespace koma::test {

/// Tolerance of single parts in float32 on a CPU (tests/data/diffsensei/README.md).
inline constexpr double part_tolerance = 5e-5;

/// What diffusers or transformers computed, from tests/data/reference.
inline Record reference(const std::string& name) {
  return Record(std::filesystem::path(KOMA_TEST_DATA) / "reference" / (name + ".safetensors"));
}

}  // namespace koma::test

/// Fails with the number when `actual` is further than `tolerance` standard deviations from `expected` anywhere.
#define KOMA_COMPARE_TENSORS(actual, expected, tolerance)                                                          \
  do {                                                                                                             \
    const double koma_error = koma::test::relative_error((actual), (expected));                                    \
    QVERIFY2(koma_error <= (tolerance),                                                                            \
             qPrintable(QString("%1 differs by %2 std, allowed %3").arg(#actual).arg(koma_error).arg(tolerance))); \
  } while (false)
