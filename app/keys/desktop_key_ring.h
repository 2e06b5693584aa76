// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include "app/service/key_ring.h"

namespace koma::app {

/// The desktop's keyring (Secret Service or KWallet, through QtKeychain): passwords of the service "komawari". Works on
/// the thread of the QCoreApplication, which must exist, wherever it is called from, and waits half a minute at most,
/// because the desktop may ask its user to unlock it. Never falls back to a file.
[[nodiscard]] std::unique_ptr<KeyRing> makeDesktopKeyRing();

}  // namespace koma::app
