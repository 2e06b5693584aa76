// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "engine/checkpoints/name_table.h"
#include "engine/checkpoints/prefix_view.h"

namespace koma::checkpoints {

/// What the names of a network that enlarges pictures depend on.
struct UpscalerPattern {
  enum class Layout {
    first,    ///< ESRGAN as it was released: "model.1.sub.0.RDB1.conv1.0.weight"
    trunk,    ///< ESRGAN's later names: "RRDB_trunk.0.RDB1.conv1.weight"
    body,     ///< Real-ESRGAN's, the canonical ones: "body.0.rdb1.conv1.weight"
    compact,  ///< Real-ESRGAN's small networks (SRVGGNetCompact): "body.0.weight", "body.1.weight" …
  };
  Layout layout = Layout::body;
  std::string prefix;          ///< "params_ema.", "params." or nothing
  std::int64_t blocks = 0;     ///< RRDBs; of a compact network the convolutions between its first and its last
  std::int64_t doublings = 2;  ///< RRDB networks: how often the features are doubled in size
};

/// Reads the pattern off the names; nothing when the file holds no such network.
[[nodiscard]] std::optional<UpscalerPattern> find_upscaler(const PrefixView& root);
/// Every tensor of the network; canonical are Real-ESRGAN's names.
[[nodiscard]] NameTable upscaler_names(const UpscalerPattern& pattern);
/// The network into `part`, whose config gets what the shapes tell: "architecture" ("RRDBNet", "SRVGGNetCompact"),
/// "scale", "channels" of a picture, "unshuffle" (pixels per side that become channels first), "features", "blocks",
/// and for an RRDBNet "growth" and "doublings". Throws Error(invalid_file) when a tensor is missing or sizes do not
/// fit, Error(unsupported) for pictures of other than 1 or 3 channels and scales above 8.
void read_upscaler(PartLayout& part, const TensorIndex& index);

}  // namespace koma::checkpoints
