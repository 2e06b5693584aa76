// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <set>

#include "engine/checkpoints/lora_index.h"
#include "engine/nn/module.h"

namespace koma::models {

/// A LoRA file whose every layer has been checked against the parts of a model; its tensors are read when they are
/// folded in.
class Lora {
 public:
  /// Throws what read_lora_index and open_weights throw.
  Lora(const std::filesystem::path& file, const checkpoints::LoraTargets& targets);

  [[nodiscard]] const std::filesystem::path& file() const { return file_; }
  [[nodiscard]] const std::vector<checkpoints::LoraLayer>& layers() const { return index_.layers; }
  [[nodiscard]] const tensors::WeightSource& tensors() const { return *source_; }
  /// True when both were opened from the same file with nothing written in between.
  [[nodiscard]] bool same_file(const Lora& other) const {
    return file_ == other.file_ && written_ == other.written_ && bytes_ == other.bytes_;
  }

 private:
  std::filesystem::path file_;
  std::filesystem::file_time_type written_;
  std::uintmax_t bytes_;
  checkpoints::LoraIndex index_;
  std::shared_ptr<const tensors::WeightSource> source_;
};

/// A LoRA at a weight, −4…4; 0 changes nothing.
struct LoraUse {
  std::shared_ptr<const Lora> lora;
  double weight = 1;
  friend bool operator==(const LoraUse& a, const LoraUse& b) {
    return a.weight == b.weight && a.lora->same_file(*b.lora);
  }
};

/// Folds LoRAs into one loaded part, so that a step costs no more than without them. Needs no second copy of the part
/// in memory: what a LoRA changed before is read again from the part's source. The result depends on the list alone,
/// not on what was folded in before; an empty list gives the checkpoint's own bits.
class LoraFold {
 public:
  /// `source` and `prefix` are what `module` was loaded from; `part` is its name in the targets.
  LoraFold(std::shared_ptr<nn::Module> module, std::shared_ptr<const tensors::WeightSource> source, std::string part,
           std::string prefix = {});

  /// Makes the part's parameters those of the checkpoint plus w · ΔW of every use that has layers for this part; the
  /// sums are made in float32. The same list again does nothing. On Error(unreadable | invalid_file) the part is as
  /// the checkpoint has it.
  void apply(const std::vector<LoraUse>& uses);

 private:
  struct Change;
  [[nodiscard]] std::map<std::string, std::vector<Change>> changes_of(const std::vector<LoraUse>& uses) const;
  [[nodiscard]] at::Tensor stored(const std::string& parameter) const;
  void restore(const std::string& parameter);

  std::shared_ptr<nn::Module> module_;
  std::shared_ptr<const tensors::WeightSource> source_;
  std::string part_, prefix_;
  std::optional<std::vector<LoraUse>> applied_ = std::vector<LoraUse>{};  ///< nothing after an error
  std::set<std::string> changed_;                                         ///< parameters that are not the checkpoint's
};

}  // namespace koma::models
