// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "engine/api/generation_request.h"
#include "engine/manga/panel.h"

namespace koma::api {

/// Whether a region asks for something: it is not hidden and has words.
[[nodiscard]] bool asks(const manga::Region& region) noexcept;
/// Whether the panel has a region that does.
[[nodiscard]] bool has_regions(const manga::Panel& panel) noexcept;

/// What the whole panel is asked for: its regions' base prompt where they have one of their own, else its prompt.
[[nodiscard]] const std::string& whole_prompt(const manga::Panel& panel) noexcept;

/// The panel's regions as a request has them, the base prompt apart, which is the request's prompt: whole_prompt(). A
/// split stays one while all of its cells ask for something; otherwise those that do become boxes. None where no
/// region asks.
[[nodiscard]] std::optional<Regions> requested_regions(const manga::Panel& panel);

/// The reverse: the panel's regions become those of a request, its hidden ones stay where they are boxes.
void recall_regions(manga::Panel& panel, const GenerationRequest& request);

}  // namespace koma::api
