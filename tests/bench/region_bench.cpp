// SPDX-License-Identifier: Apache-2.0
// What regions cost: a guided step (two rows) of a UNet of true shape with random weights, with one prompt and with
// divided ones, on one thread in bfloat16, CPU seconds. Every round runs each division once, so that whatever else the
// machine does falls on all of them; a ratio is the median over the rounds of a division's time over the plain step's.
// region_bench [sd15|sdxl] [SIZE] [ROUNDS]
#include <ATen/ATen.h>
#include <ATen/Parallel.h>
#include <c10/core/InferenceMode.h>

#include <iostream>
#include <nlohmann/json.hpp>

#include "engine/conditioning/region_prompts.h"
#include "engine/manga/region_split.h"
#include "engine/models/unet_2d_condition.h"
#include "engine/tensors/page_allocator.h"
#include "engine/tensors/weight_sources.h"
#include "tests/bench/measuring.h"

namespace koma::bench {
namespace {

constexpr std::int64_t window = 77;

const char* sd15 = R"({"cross_attention_dim": 768, "attention_head_dim": 8})";
const char* sdxl = R"({"cross_attention_dim": 2048, "attention_head_dim": [5, 10, 20], "use_linear_projection": true,
  "block_out_channels": [320, 640, 1280], "transformer_layers_per_block": [1, 2, 10],
  "down_block_types": ["DownBlock2D", "CrossAttnDownBlock2D", "CrossAttnDownBlock2D"],
  "up_block_types": ["CrossAttnUpBlock2D", "CrossAttnUpBlock2D", "UpBlock2D"],
  "addition_embed_type": "text_time", "addition_time_embed_dim": 256, "projection_class_embeddings_input_dim": 2816})";

struct Division {
  std::string name, split;  ///< no split: one prompt
  bool base = false;
};

models::TextAreas areas_of(const Division& division, std::int64_t& segments) {
  const std::size_t regions = manga::spans_of(manga::parse_split(division.split)).size();
  api::GenerationRequest request;
  request.regions.emplace();
  request.regions->split = division.split;
  request.regions->prompts.assign(regions, "a");
  if (division.base) {
    request.regions->base_prompt = "all";
    request.regions->base_ratio = "0.4";
  }
  std::vector<std::string> notes;
  const conditioning::RegionPrompts prompts = conditioning::region_prompts(request, {}, {}, true, notes);
  segments = std::int64_t(prompts.segments.size());
  return conditioning::in_tokens(prompts.areas, window);
}

models::UNetConditions told(const models::UNet2DConditionConfig& config, const Division& division,
                            const models::Grid& latent) {
  std::int64_t segments = 1;
  models::UNetConditions conditions;
  if (!division.split.empty()) {
    conditions.text_regions = models::text_regions(areas_of(division, segments), latent, config.levels());
  }
  conditions.text = at::randn({2, segments * window, config.cross_attention_dim}).to(at::kBFloat16);
  if (config.text_time) {
    conditions.pooled =
        at::randn({2, config.projection_class_embeddings_input_dim - 6 * config.addition_time_embed_dim})
            .to(at::kBFloat16);
    conditions.time_ids = at::full({2, 6}, 512.0);
  }
  return conditions;
}

void measure(const std::string& family, std::int64_t size, int rounds) {
  const std::vector<Division> divisions = {{"one prompt", "", false},
                                           {"1,1", "1,1", false},
                                           {"1,1,1;1,1,1", "1,1,1;1,1,1", false},
                                           {"1,1,1;2,2,1;1,1,1", "1,1,1;2,2,1;1,1,1", false},
                                           {"1,1 and a base prompt", "1,1", true},
                                           {"1,1,1;2,2,1;1,1,1 and a base prompt", "1,1,1;2,2,1;1,1,1", true}};
  const auto config = models::UNet2DConditionConfig::from_json(nlohmann::json::parse(family == "sdxl" ? sdxl : sd15));
  const tensors::Weights weights(std::make_shared<tensors::InitialiserSource>(1), "unet", at::kCPU, at::kBFloat16);
  const models::UNet2DConditionModel unet(weights, config);
  const models::Grid latent{size / 8, size / 8};
  const at::Tensor sample =
      at::randn({2, 4, latent.height, latent.width}).to(at::kBFloat16).contiguous(at::MemoryFormat::ChannelsLast);
  std::vector<models::PreparedConditions> prepared;
  for (const Division& division : divisions) prepared.push_back(unet.prepare(told(config, division, latent)));
  std::vector<std::vector<double>> seconds(divisions.size()), ratios(divisions.size());
  for (int round = 0; round <= rounds; ++round) {
    std::vector<double> now;
    for (const models::PreparedConditions& conditions : prepared) {
      const double start = cpu_seconds();
      (void)unet.forward(sample, at::full({2}, 501.0), conditions);
      now.push_back(cpu_seconds() - start);
    }
    if (round == 0) continue;  // packs weights
    for (std::size_t i = 0; i < now.size(); ++i) {
      seconds[i].push_back(now[i]);
      ratios[i].push_back(now[i] / now[0]);
    }
  }
  std::vector<std::vector<std::string>> rows = {{"division", "CPU seconds of a step", "ratio"}};
  for (std::size_t i = 0; i < divisions.size(); ++i) {
    char ratio[16];
    std::snprintf(ratio, sizeof ratio, "%.3f", median(ratios[i]));
    rows.push_back({divisions[i].name, in_seconds(median(seconds[i])), ratio});
  }
  std::cout << family << " at " << size << "², " << rounds << " rounds; " << machine() << "\n";
  print_table(rows);
}

}  // namespace
}  // namespace koma::bench

int main(int count, char** values) {
  try {
    at::set_num_threads(1);
    at::globalContext().setFlushDenormal(true);
    koma::tensors::use_page_allocator();
    const c10::InferenceMode no_gradients;
    koma::bench::measure(count > 1 ? values[1] : "sd15", count > 2 ? std::stoll(values[2]) : 512,
                         count > 3 ? std::stoi(values[3]) : 5);
    return 0;
  } catch (const std::exception& error) {
    std::cerr << error.what() << "\n";
    return 1;
  }
}
