// SPDX-License-Identifier: Apache-2.0
#include "engine/api/memory_forecast.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

// The model. A stage needs the program, its networks' weights, a share of them again while oneDNN packs, and the
// largest tensors alive at one time (rows: 2 with guidance; cells: latents; b: bytes of a number):
//
// - UNet: rows · cells · b · (skips + 12 · max(width_i / 4^i)); skips are all outputs kept for the up blocks;
// - ControlNet: rows · cells · b · skips, the residuals that it hands over;
// - decoder: pixels · b · 3.6 · width_1, for the second level's channels reach full size before they are narrowed;
// - encoder: pixels · b · 4.1 · width_0;
// - language agent: tokens · b · (8 · width + 4 · MLP), for at most agent_tokens of prompt and answer; streamed, its
//   weights are one layer's.
//
// Measured on a CPU with libtorch 2.11 and one thread, peak resident memory above weights and program in MiB, and what
// the model says:
//
// - SD 1.5's UNet, guided, bfloat16: 256² 267 (237), 512² 316 (301); float32: 256² 428 (340), 512² 486 (468);
// - SDXL's UNet, guided, bfloat16: 256² 283 (400), 512² 340 (463);
// - decoder, float32: 128² 77 (77), 256² 248 (250), 512² 924 (941);
// - encoder, float32: 256² 143 (151), 512² 537 (545).
namespace koma::api {

namespace {

constexpr std::uint64_t program = 180'000'000;  // libtorch and ourselves, before a model is loaded
constexpr std::uint64_t scratch = 140'000'000;  // oneDNN's, and what the allocator keeps
constexpr std::uint64_t autoencoder_scratch = 4'000'000;
constexpr double packing = 0.05;  // of the weights
constexpr double unet_width = 12, decoder_width = 3.6, encoder_width = 4.1;
constexpr double agent_tokens = 320;
constexpr std::array text_parts{"text_encoder", "text_encoder_2"};
constexpr std::array reference_parts{"clip_image_encoder", "magi_image_encoder", "image_proj_model"};

std::uint64_t bytes_of(const std::string& part, const NetworkMeasures& network, const MemoryPolicy& policy) {
  return network.numbers * std::uint64_t(part == "vae" ? policy.autoencoder_bytes : policy.number_bytes);
}

/// Numbers per latent cell that wait for the up blocks.
double skips_of(const NetworkMeasures& unet) {
  double numbers = unet.widths.empty() ? 0 : double(unet.widths.front());
  double cells = 1;
  for (std::size_t level = 0; level < unet.widths.size(); ++level) {
    numbers += double(unet.layers * unet.widths[level]) * cells;
    cells /= 4;
    if (level + 1 < unet.widths.size()) numbers += double(unet.widths[level]) * cells;
  }
  return numbers;
}

double widest_of(const NetworkMeasures& unet) {
  double widest = 0, cells = 1;
  for (const std::int64_t width : unet.widths) {
    widest = std::max(widest, double(width) * cells);
    cells /= 4;
  }
  return widest;
}

/// Pixels per side of a latent cell.
std::int64_t cell_side(const ModelMeasures& model) {
  const auto vae = model.find("vae");
  if (vae == model.end() || vae->second.widths.empty()) return 8;
  return vae->second.patch << std::min<std::size_t>(vae->second.widths.size() - 1, 8);
}

std::uint64_t denoise_activations(const ModelMeasures& model, const DrawingMeasures& drawing,
                                  const MemoryPolicy& policy) {
  const auto unet = model.find("unet");
  if (unet == model.end()) return 0;
  const double side = double(cell_side(model));
  const double numbers = (drawing.guided ? 2 : 1) * double(drawing.width) * drawing.height / (side * side);
  double per_cell = skips_of(unet->second) + unet_width * widest_of(unet->second);
  for (const NetworkMeasures& controlnet : drawing.controlnets) per_cell += skips_of(controlnet);
  return std::uint64_t(numbers * per_cell * policy.number_bytes) + scratch;
}

/// `decodes`: latents to pixels, else the other way.
std::uint64_t autoencoder_activations(const ModelMeasures& model, const DrawingMeasures& drawing,
                                      const MemoryPolicy& policy, bool decodes) {
  const auto vae = model.find("vae");
  if (vae == model.end() || vae->second.widths.empty()) return scratch;
  const std::vector<std::int64_t>& widths = vae->second.widths;
  const int most = policy.tiled_decoding ? tile_side : std::max(drawing.width, drawing.height);
  const double pixels = double(std::min(drawing.width, most)) * std::min(drawing.height, most) /
                        double(vae->second.patch * vae->second.patch);
  const double width =
      decodes ? decoder_width * double(widths[widths.size() > 1 ? 1 : 0]) : encoder_width * double(widths.front());
  return std::uint64_t(pixels * width * policy.autoencoder_bytes) + autoencoder_scratch;
}

constexpr const char* language_model = "mllm_llm";
constexpr const char* agent_resamplers = "mllm_agent";

bool is_agent(const std::string& part) {
  return part == language_model || part == agent_resamplers;
}

/// What of the language agent stays in memory while it is loaded.
std::uint64_t agent_weights(const ModelMeasures& model, const MemoryPolicy& policy) {
  const auto bytes = std::uint64_t(policy.agent_bytes);
  const auto resamplers = model.find(agent_resamplers), language = model.find(language_model);
  std::uint64_t sum = resamplers == model.end() ? 0 : resamplers->second.numbers * bytes;
  if (language == model.end() || policy.agent_streamed) return sum;
  const std::uint64_t tables = std::min(language->second.tables, language->second.numbers);
  return sum + tables * bytes + (language->second.numbers - tables) * (policy.agent_int8 ? 1 : bytes);
}

/// What a pass of it needs beside.
std::uint64_t agent_activations(const ModelMeasures& model, const MemoryPolicy& policy) {
  const auto found = model.find(language_model);
  if (found == model.end()) return scratch;
  const NetworkMeasures& language = found->second;
  const auto width = [&](std::size_t i) { return language.widths.size() > i ? double(language.widths[i]) : 0.0; };
  double numbers = agent_tokens * (8 * width(0) + 4 * width(1));
  if (policy.agent_streamed) {
    numbers += double(language.numbers - std::min(language.tables, language.numbers)) / double(language.layers);
  }
  return std::uint64_t(numbers * policy.agent_bytes) + scratch;
}

/// Weights of some parts, or of all that the drawing uses where everything stays loaded.
template <class Parts>
std::uint64_t weights_of(const ModelMeasures& model, const DrawingMeasures& drawing, const MemoryPolicy& policy,
                         const Parts& parts) {
  std::uint64_t sum = 0;
  for (const auto& [name, network] : model) {
    const bool wanted = std::find(parts.begin(), parts.end(), name) != parts.end();
    if (!is_agent(name) && (wanted || !policy.stage_by_stage)) sum += bytes_of(name, network, policy);
  }
  return drawing.agent && !policy.stage_by_stage ? sum + agent_weights(model, policy) : sum;
}

std::uint64_t beside_unet(const DrawingMeasures& drawing, const MemoryPolicy& policy) {
  std::uint64_t numbers = drawing.lora_numbers;
  for (const NetworkMeasures& controlnet : drawing.controlnets) numbers += controlnet.numbers;
  return numbers * std::uint64_t(policy.number_bytes);
}

bool has_any(const ModelMeasures& model, const auto& parts) {
  return std::ranges::any_of(parts, [&](const char* part) { return model.contains(part); });
}

/// The remedies that cost the author nothing but time, applied to a policy.
MemoryPolicy with(MemoryPolicy policy, MemoryRemedy remedy) {
  if (remedy == MemoryRemedy::tiled_decoding) policy.tiled_decoding = true;
  if (remedy == MemoryRemedy::stream_agent) policy.agent_streamed = true;
  if (remedy == MemoryRemedy::stage_by_stage) policy.stage_by_stage = true;
  if (remedy == MemoryRemedy::half_precision) {
    policy.number_bytes = policy.autoencoder_bytes = policy.agent_bytes = 2;
  }
  return policy;
}

std::string sentence_for(const RemedyOffer& offer) {
  switch (offer.remedy) {
    case MemoryRemedy::tiled_decoding:
      return "Decoding in tiles saves " + size_text(offer.saves) + ".";
    case MemoryRemedy::stream_agent:
      return "Reading the language agent layer by layer saves " + size_text(offer.saves) + ".";
    case MemoryRemedy::stage_by_stage:
      return "Loading each network only while it works saves " + size_text(offer.saves) + ".";
    case MemoryRemedy::half_precision:
      return "bfloat16 halves the networks and saves " + size_text(offer.saves) + ".";
    case MemoryRemedy::smaller_picture:
      return "A picture of " + std::to_string(offer.width) + " x " + std::to_string(offer.height) + " px saves " +
             size_text(offer.saves) + ".";
  }
  return {};
}

/// The same shape with the longer side at most `longest`, in whole cells of 64 pixels.
DrawingMeasures smaller(DrawingMeasures drawing, int longest) {
  const double scale = double(longest) / std::max(drawing.width, drawing.height);
  const auto cut = [&](int side) { return std::max(64, int(side * scale) / 64 * 64); };
  drawing.width = cut(drawing.width);
  drawing.height = cut(drawing.height);
  return drawing;
}

}  // namespace

MemoryForecast forecast_memory(const ModelMeasures& model, const DrawingMeasures& drawing, const MemoryPolicy& policy) {
  MemoryForecast forecast;
  const std::uint64_t beside = beside_unet(drawing, policy);
  const std::uint64_t subjects = drawing.subject_numbers * std::uint64_t(policy.number_bytes);
  const auto add = [&](const char* stage, std::uint64_t weights, std::uint64_t activations) {
    // ControlNets and LoRAs stay loaded with the rest where everything does.
    if (!policy.stage_by_stage || std::string(stage) == "denoise") weights += beside;
    if (!policy.stage_by_stage || std::string(stage) == "references") weights += subjects;
    forecast.stages.push_back({stage, weights, activations + std::uint64_t(packing * double(weights))});
  };
  add("text", weights_of(model, drawing, policy, text_parts), scratch);
  if (has_any(model, reference_parts) || subjects > 0) {
    add("references", weights_of(model, drawing, policy, reference_parts), scratch);
  }
  if (drawing.agent) {
    const std::uint64_t beside_agent = weights_of(model, drawing, policy, std::array<const char*, 0>{});
    add("agent", policy.stage_by_stage ? agent_weights(model, policy) : beside_agent, agent_activations(model, policy));
  }
  const std::array vae{"vae"}, unet{"unet"};
  if (drawing.from_picture) {
    add("encode", weights_of(model, drawing, policy, vae), autoencoder_activations(model, drawing, policy, false));
  }
  add("denoise", weights_of(model, drawing, policy, unet), denoise_activations(model, drawing, policy));
  add("decode", weights_of(model, drawing, policy, vae), autoencoder_activations(model, drawing, policy, true));
  const auto largest = std::ranges::max_element(forecast.stages, {}, &StageForecast::bytes);
  forecast.beside_stages = program;
  forecast.peak = program + largest->bytes();
  forecast.peak_stage = largest->stage;
  return forecast;
}

std::vector<RemedyOffer> offer_remedies(const ModelMeasures& model, const DrawingMeasures& drawing,
                                        const MemoryPolicy& policy, std::uint64_t available) {
  std::vector<RemedyOffer> offers;
  MemoryPolicy now = policy;
  std::uint64_t peak = forecast_memory(model, drawing, now).peak;
  const auto offer = [&](RemedyOffer made, std::uint64_t next) {
    if (next >= peak) return;
    made.saves = peak - next;
    made.peak = peak = next;
    made.fits = peak <= available;
    made.sentence = sentence_for(made);
    offers.push_back(made);
  };
  for (const auto remedy : {MemoryRemedy::tiled_decoding, MemoryRemedy::stream_agent, MemoryRemedy::stage_by_stage,
                            MemoryRemedy::half_precision}) {
    if (peak <= available) return offers;
    now = with(now, remedy);
    offer({.remedy = remedy}, forecast_memory(model, drawing, now).peak);
  }
  const int longest = std::max(drawing.width, drawing.height);
  DrawingMeasures best = drawing;
  for (const int side : {1024, 768, 640, 512, 384, 256}) {
    if (peak <= available || side >= longest) continue;
    best = smaller(drawing, side);
    if (forecast_memory(model, best, now).peak <= available) break;
  }
  if (best == drawing) return offers;
  offer({.remedy = MemoryRemedy::smaller_picture, .width = best.width, .height = best.height},
        forecast_memory(model, best, now).peak);
  return offers;
}

std::string size_text(std::uint64_t bytes) {
  std::array<char, 32> text{};
  const double kilo = double(bytes) / 1e3;
  if (kilo < 999.5) {
    std::snprintf(text.data(), text.size(), "%.0f kB", std::ceil(kilo));
  } else if (kilo < 999.5e3) {
    std::snprintf(text.data(), text.size(), "%.0f MB", kilo / 1e3);
  } else {
    std::snprintf(text.data(), text.size(), "%.1f GB", kilo / 1e6);
  }
  return text.data();
}

}  // namespace koma::api
