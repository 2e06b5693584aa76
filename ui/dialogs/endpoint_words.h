// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

#include "engine/api/endpoint.h"

namespace koma::ui {

/// Whether the address names this machine, so that nothing leaves it.
[[nodiscard]] bool isOnThisMachine(const std::string& url);
/// "Ollama (llama3 at 127.0.0.1)"; where texts leave the machine that is said.
[[nodiscard]] QString endpointText(const api::Endpoint& endpoint);

}  // namespace koma::ui
