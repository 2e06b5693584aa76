// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "engine/checkpoints/checkpoint_layout.h"

namespace koma::api {

/// What of a network the forecast needs: counted once from its layout, so that nothing is read again while the author
/// tries sizes.
struct NetworkMeasures {
  std::uint64_t numbers = 0;         ///< in all its tensors
  std::uint64_t tables = 0;          ///< of them, those of a language model's words, read and said
  std::vector<std::int64_t> widths;  ///< channels per level, finest first; a language model's and its MLP's; else empty
  std::int64_t layers = 2;           ///< blocks per level; a language model's in all
  std::int64_t patch = 1;            ///< an autoencoder's pixels per side of what its first level sees
  friend bool operator==(const NetworkMeasures&, const NetworkMeasures&) = default;
};
using ModelMeasures = std::map<std::string, NetworkMeasures>;

[[nodiscard]] NetworkMeasures measures_of(const checkpoints::PartLayout& part);
/// Of every part, by its name.
[[nodiscard]] ModelMeasures measures_of(const checkpoints::CheckpointLayout& layout);

/// What is to be drawn, as far as it costs memory. Steps do not: every step needs the same.
struct DrawingMeasures {
  int width = 512, height = 512;  ///< pixels
  bool guided = true;             ///< the UNet sees every latent twice
  bool from_picture = false;      ///< a picture is encoded first
  bool agent = false;             ///< the language agent is asked
  std::vector<NetworkMeasures> controlnets;
  std::uint64_t lora_numbers = 0;     ///< in all LoRAs
  std::uint64_t subject_numbers = 0;  ///< in MS-Diffusion's image encoder and resampler
  friend bool operator==(const DrawingMeasures&, const DrawingMeasures&) = default;
};

/// How the engine uses memory; what the author may choose.
struct MemoryPolicy {
  int number_bytes = 4;         ///< of the networks' type: 4 or 2
  int autoencoder_bytes = 4;    ///< of the autoencoder's: 4 beside float16, else as number_bytes
  bool stage_by_stage = false;  ///< each stage loads only its own networks
  bool tiled_decoding = false;  ///< the autoencoder works on squares of `tile_side` pixels
  int agent_bytes = 4;          ///< of the language agent's numbers
  bool agent_int8 = false;      ///< its layers in 8 bits, unless streamed
  bool agent_streamed = false;  ///< its layers are read one by one from the disk and never kept
};
inline constexpr int tile_side = 512;

/// One stage of drawing at its peak, in bytes.
struct StageForecast {
  std::string stage;  ///< "text", "references", "agent", "encode", "denoise", "decode"
  std::uint64_t weights = 0, activations = 0;
  [[nodiscard]] std::uint64_t bytes() const noexcept { return weights + activations; }
};

struct MemoryForecast {
  std::vector<StageForecast> stages;  ///< in the order in which they run
  std::uint64_t beside_stages = 0;    ///< the program itself
  std::uint64_t peak = 0;             ///< of the largest stage, with the program itself
  std::string peak_stage;
};

/// What drawing will need (see memory_forecast.cpp for the model and what it was measured against).
[[nodiscard]] MemoryForecast forecast_memory(const ModelMeasures& model, const DrawingMeasures& drawing,
                                             const MemoryPolicy& policy);

/// What makes a picture fit, in the order in which it costs least.
enum class MemoryRemedy { tiled_decoding, stream_agent, stage_by_stage, half_precision, smaller_picture };

struct RemedyOffer {
  MemoryRemedy remedy = MemoryRemedy::tiled_decoding;
  std::uint64_t saves = 0;  ///< bytes, on top of the offers before it
  std::uint64_t peak = 0;   ///< with it and all before it
  bool fits = false;
  int width = 0, height = 0;  ///< of smaller_picture
  std::string sentence;       ///< "Decoding in tiles saves 1.2 GB."
};

/// Offers, one on top of the other, until the picture fits into `available` bytes; those that save nothing are left
/// out. Empty when it fits already. The last does not fit when nothing helps.
[[nodiscard]] std::vector<RemedyOffer> offer_remedies(const ModelMeasures& model, const DrawingMeasures& drawing,
                                                      const MemoryPolicy& policy, std::uint64_t available);

/// "6.1 GB", "240 MB", "7 kB": powers of ten, as disks and people count.
[[nodiscard]] std::string size_text(std::uint64_t bytes);

}  // namespace koma::api
