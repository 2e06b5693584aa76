// SPDX-License-Identifier: Apache-2.0
// The one precompiled header of the torch targets: what nearly every torch file includes.
// Never <torch/torch.h>: it costs 20 s and 1 GB (architecture, section 1).
#pragma once
#include <ATen/ATen.h>
#include <torch/ordered_dict.h>

#include <functional>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>
