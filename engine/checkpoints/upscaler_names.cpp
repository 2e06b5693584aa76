// SPDX-License-Identifier: Apache-2.0
#include "engine/checkpoints/upscaler_names.h"

#include <cmath>

#include "engine/base/error.h"
#include "engine/checkpoints/file_kind.h"

namespace koma::checkpoints {

namespace {

using Layout = UpscalerPattern::Layout;

std::string number(std::int64_t value) {
  return std::to_string(value);
}

std::optional<UpscalerPattern> pattern_below(const PrefixView& view, const std::string& prefix) {
  UpscalerPattern found;
  found.prefix = prefix;
  if (view.has("model.0.weight") && view.has("model.1.sub.0.RDB1.conv1.0.weight")) {
    found.layout = Layout::first;
    found.blocks = view.count("model.1.sub.", ".RDB1.conv1.0.weight");
    found.doublings = 0;
    // Each doubling takes three places; two convolutions with an activation between end the network.
    while (view.has("model." + number(3 * found.doublings + 3) + ".weight")) ++found.doublings;
    return found;
  }
  if (view.has("conv_first.weight") && view.has("RRDB_trunk.0.RDB1.conv1.weight")) {
    found.layout = Layout::trunk;
    found.blocks = view.count("RRDB_trunk.", ".RDB1.conv1.weight");
    return found;
  }
  if (view.has("conv_first.weight") && view.has("body.0.rdb1.conv1.weight")) {
    found.blocks = view.count("body.", ".rdb1.conv1.weight");
    return found;
  }
  if (view.shape("body.0.weight").size() == 4 && view.shape("body.1.weight").size() == 1) {
    found.layout = Layout::compact;
    std::int64_t layers = view.count("body.", ".weight");  // convolutions and PReLUs by turns, a convolution last
    found.blocks = (layers - 3) / 2;
    return found;
  }
  return std::nullopt;
}

/// How the three spellings call an RRDB, its dense blocks and their convolutions.
std::string stored_convolution(Layout layout, std::int64_t block, int dense, int convolution) {
  switch (layout) {
    case Layout::first:
      return "model.1.sub." + number(block) + ".RDB" + number(dense) + ".conv" + number(convolution) + ".0";
    case Layout::trunk:
      return "RRDB_trunk." + number(block) + ".RDB" + number(dense) + ".conv" + number(convolution);
    default:
      return "body." + number(block) + ".rdb" + number(dense) + ".conv" + number(convolution);
  }
}

void add_frame(NameTable& table, const UpscalerPattern& pattern) {
  const bool first = pattern.layout == Layout::first, trunk = pattern.layout == Layout::trunk;
  const std::int64_t end = 3 * pattern.doublings + 2;
  const auto stored = [&](const char* canonical, const std::string& numbered, const char* later) {
    table.layer(canonical, first ? numbered : trunk ? later : canonical);
  };
  stored("conv_first", "model.0", "conv_first");
  stored("conv_body", "model.1.sub." + number(pattern.blocks), "trunk_conv");
  for (std::int64_t i = 0; i < pattern.doublings; ++i) {
    const std::string which = number(i + 1);
    stored(("conv_up" + which).c_str(), "model." + number(3 * i + 3), ("upconv" + which).c_str());
  }
  stored("conv_hr", "model." + number(end), "HRconv");
  stored("conv_last", "model." + number(end + 2), "conv_last");
}

NameTable compact_names(const UpscalerPattern& pattern) {
  NameTable table(Spelling::original);
  const auto layer = [](std::int64_t index) { return "body." + number(index); };
  for (std::int64_t i = 0; i <= pattern.blocks; ++i) {
    table.layer(layer(2 * i), layer(2 * i));
    table.tensor(layer(2 * i + 1) + ".weight", layer(2 * i + 1) + ".weight");
  }
  table.layer(layer(2 * pattern.blocks + 2), layer(2 * pattern.blocks + 2));
  return table;
}

/// The whole root of a quotient; 0 when there is none.
std::int64_t root_of_quotient(std::int64_t large, std::int64_t small) {
  if (small <= 0 || large % small != 0) return 0;
  const auto root = std::int64_t(std::llround(std::sqrt(double(large / small))));
  return root * root == large / small ? root : 0;
}

[[noreturn]] void refuse_sizes(const PartLayout& part) {
  throw Error(ErrorCode::invalid_file,
              "the sizes of its layers do not fit those of a Real-ESRGAN network; get the file again",
              part.place.string());
}

std::int64_t side_of_kernel(const PartLayout& part, const std::string& name, std::size_t at) {
  const std::vector<std::int64_t> shape = part.shape(name);
  return shape.size() == 4 ? shape[at] : 0;
}

nlohmann::json rrdb_config(const PartLayout& part, const UpscalerPattern& pattern) {
  const std::int64_t channels = side_of_kernel(part, "conv_last.weight", 0);
  const std::int64_t unshuffle = root_of_quotient(side_of_kernel(part, "conv_first.weight", 1), channels);
  const std::int64_t whole = std::int64_t(1) << std::min<std::int64_t>(pattern.doublings, 8);
  if (unshuffle == 0 || whole % unshuffle != 0) refuse_sizes(part);
  return {{"architecture", "RRDBNet"},
          {"scale", whole / unshuffle},
          {"channels", channels},
          {"unshuffle", unshuffle},
          {"features", side_of_kernel(part, "conv_first.weight", 0)},
          {"growth", side_of_kernel(part, "body.0.rdb1.conv1.weight", 0)},
          {"blocks", pattern.blocks},
          {"doublings", pattern.doublings}};
}

nlohmann::json compact_config(const PartLayout& part, const UpscalerPattern& pattern) {
  const std::int64_t channels = side_of_kernel(part, "body.0.weight", 1);
  const std::string last = "body." + number(2 * pattern.blocks + 2) + ".weight";
  const std::int64_t scale = root_of_quotient(side_of_kernel(part, last, 0), channels);
  if (scale == 0) refuse_sizes(part);
  return {{"architecture", "SRVGGNetCompact"},
          {"scale", scale},
          {"channels", channels},
          {"unshuffle", 1},
          {"features", side_of_kernel(part, "body.0.weight", 0)},
          {"blocks", pattern.blocks}};
}

}  // namespace

std::optional<UpscalerPattern> find_upscaler(const PrefixView& root) {
  for (const char* prefix : {"params_ema.", "params.", ""}) {
    if (auto found = pattern_below(root.below(prefix), prefix)) return found;
  }
  return std::nullopt;
}

NameTable upscaler_names(const UpscalerPattern& pattern) {
  if (pattern.layout == Layout::compact) return compact_names(pattern);
  NameTable table(Spelling::original);
  add_frame(table, pattern);
  for (std::int64_t block = 0; block < pattern.blocks; ++block) {
    for (int dense = 1; dense <= 3; ++dense) {
      for (int convolution = 1; convolution <= 5; ++convolution) {
        table.layer(stored_convolution(Layout::body, block, dense, convolution),
                    stored_convolution(pattern.layout, block, dense, convolution));
      }
    }
  }
  return table;
}

void read_upscaler(PartLayout& part, const TensorIndex& index) {
  constexpr std::int64_t largest_scale = 8;
  const PrefixView root = root_of(index);
  const UpscalerPattern pattern = *find_upscaler(root);
  take_names(part, root.below(pattern.prefix), upscaler_names(pattern));
  const bool compact = pattern.layout == Layout::compact;
  part.config = compact ? compact_config(part, pattern) : rrdb_config(part, pattern);
  const auto channels = part.config["channels"].get<std::int64_t>(), scale = part.config["scale"].get<std::int64_t>();
  if ((channels == 1 || channels == 3) && scale <= largest_scale) return;
  throw Error(ErrorCode::unsupported,
              "it enlarges pictures of " + number(channels) + " channels " + number(scale) +
                  " times; give one for grey or RGB pictures and at most 8 times",
              part.place.string());
}

}  // namespace koma::checkpoints
