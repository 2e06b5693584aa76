// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/checkpoints/lora_index.h"

namespace koma::checkpoints {

/// A stored name of a LoRA, taken apart.
struct LoraTensorName {
  std::string module;  ///< as spelled, with the prefix of the part: "lora_unet_conv_in", "unet.conv_in"
  std::string role;    ///< as in LoraLayer::tensors; "magnitude" is PEFT's dora_scale, always one per output
};

/// Nothing when the name ends like no tensor of a LoRA that is computed.
[[nodiscard]] std::optional<LoraTensorName> split_lora_name(const std::string& name);
/// The kind of adapter that such a name belongs to ("an OFT"); nothing when it is unknown.
[[nodiscard]] std::optional<std::string> other_adapter(const std::string& name);

/// Where a spelled module lies in a model. '_' in kohya's spelling may stand for '.' or itself; names are therefore
/// looked up among the model's own, never split.
class LoraModuleTable {
 public:
  explicit LoraModuleTable(const LoraTargets& targets);

  struct Place {
    std::string part, module;
  };
  /// Nothing when the model has no such module.
  [[nodiscard]] std::optional<Place> find(const std::string& spelled) const;

 private:
  using Modules = std::map<std::string, std::string>;  ///< flat name → canonical path
  static void add_text_encoder(Modules& modules, const std::string& module);
  [[nodiscard]] std::optional<Place> find_in(const std::string& part, const std::string& name) const;

  std::map<std::string, Modules> modules_;  ///< per part
};

}  // namespace koma::checkpoints
