// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/nn/module.h"

namespace koma::nn {

/// A part of a network whose parameters may live elsewhere while it does not compute. Blocks do not lie in one another.
class Block : public Module {
 public:
  /// Brings parameters to where they compute (WeightStreaming).
  class Supply {
   public:
    virtual ~Supply() = default;
    /// Called before `block` computes: afterwards its parameters are on the device, or will be when its kernels run.
    virtual void bring(const Block& block) = 0;
    /// Called when the kernels of `block` are queued.
    virtual void release(const Block& block) = 0;
  };

  /// From now on `supply` is asked around each use; null: the parameters stay where they are.
  void supply_by(std::shared_ptr<Supply> supply) { supply_ = std::move(supply); }

 protected:
  /// Held while the block computes.
  class Presence {
   public:
    explicit Presence(const Block& block) : block_(block) {
      if (block_.supply_) block_.supply_->bring(block_);
    }
    Presence(const Presence&) = delete;
    Presence& operator=(const Presence&) = delete;
    ~Presence() {
      try {
        if (block_.supply_) block_.supply_->release(block_);
      } catch (const std::exception&) {
        // A broken device says so again in its next call.
      }
    }

   private:
    const Block& block_;
  };
  [[nodiscard]] Presence present() const { return Presence(*this); }

 private:
  std::shared_ptr<Supply> supply_;
};

}  // namespace koma::nn
