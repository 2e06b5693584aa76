// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <stop_token>
#include <vector>

#include "engine/models/autoencoder_kl.h"
#include "engine/training/drawings.h"
#include "engine/training/panel_batch.h"
#include "engine/training/reference_encoder.h"

namespace koma::training {

/// What turns drawings into what is stored.
struct PanelEncoder {
  std::shared_ptr<models::AutoencoderKL> autoencoder;
  ReferenceEncoder reference;
  /// A caption's ids, padded to 48.
  std::function<std::vector<std::int64_t>(const std::string&)> tokenize;
  at::Device device = at::kCPU;  ///< of both networks

  /// The tokens of an absent reference: the resampler's answer to no picture at all.
  [[nodiscard]] Unspecified unspecified() const;
};

/// Encoded panels, grouped by size. Several references and wordings are kept per panel and drawn anew at every visit.
class PanelCache {
 public:
  /// Draws and encodes `count` panels, or fewer when stopped; `moved`: seen by other cameras (moved_panel.h). `seed`
  /// decides everything.
  [[nodiscard]] static PanelCache draw(const PanelEncoder& encoder, std::int64_t count, std::uint64_t seed,
                                       bool held_out, const std::stop_token& stop = {}, bool moved = false);
  /// One panel as a batch of one, with its first reference and wording.
  [[nodiscard]] static PanelBatch encode(const PanelEncoder& encoder, const TrainingPanel& panel);
  /// Reads a file of `save`. Throws Error(not_found | invalid_file).
  [[nodiscard]] static PanelCache load(const std::filesystem::path& file);
  void save(const std::filesystem::path& file) const;

  /// The same panels on `device`; their batches lie there, too.
  [[nodiscard]] PanelCache to(const at::Device& device) const;
  [[nodiscard]] std::int64_t size() const;
  /// `count` random panels of one random size (sizes in proportion to their panels).
  [[nodiscard]] PanelBatch random_batch(std::int64_t count, at::Generator& generator) const;
  /// Everything in order, in batches of at most `count` panels of one size, with the first reference and wording.
  [[nodiscard]] std::vector<PanelBatch> batches(std::int64_t count) const;

 private:
  /// The stored tensors of one size, by name; rows are panels.
  using Group = std::map<std::string, at::Tensor>;
  [[nodiscard]] static PanelBatch pick(const Group& group, const at::Tensor& rows, const at::Tensor& reference,
                                       const at::Tensor& wording);

  std::map<std::string, Group> groups_;  // "32x32": latent height × width
};

}  // namespace koma::training
