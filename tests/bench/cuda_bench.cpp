// SPDX-License-Identifier: Apache-2.0
// What a guided step of SDXL costs on an NVIDIA GPU: cuda_bench [SIZE [float16|bfloat16 [STEPS]]]. Weights are random:
// speed does not depend on them. One JSON line per way to run: computed, replayed (CUDA graph), the same with
// DiffSensei's four characters and a dialogue box, streamed as on a card of 4 GB. tests/gpu/verify_cuda.py sets them
// beside diffusers.
#include <ATen/ATen.h>
#include <ATen/DeviceAccelerator.h>
#include <c10/core/InferenceMode.h>

#include <cstdlib>
#include <iostream>
#include <nlohmann/json.hpp>

#include "engine/base/error.h"
#include "engine/models/masked_image_attention.h"
#include "engine/models/unet_2d_condition.h"
#include "engine/nn/weight_streaming.h"
#include "engine/pipelines/graphed_step.h"
#include "engine/tensors/device.h"
#include "engine/tensors/weight_sources.h"
#include "tests/bench/measuring.h"

namespace koma::bench {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::uint64_t small_card = 2'500'000'000;  // what a card of 4 GB leaves for the weights
constexpr int warm_steps = 3;

/// stabilityai/stable-diffusion-xl-base-1.0, unet/config.json
Json sdxl_config() {
  return {{"block_out_channels", {320, 640, 1280}},
          {"down_block_types", {"DownBlock2D", "CrossAttnDownBlock2D", "CrossAttnDownBlock2D"}},
          {"up_block_types", {"CrossAttnUpBlock2D", "CrossAttnUpBlock2D", "UpBlock2D"}},
          {"layers_per_block", 2},
          {"attention_head_dim", {5, 10, 20}},
          {"transformer_layers_per_block", {1, 2, 10}},
          {"cross_attention_dim", 2048},
          {"use_linear_projection", true},
          {"addition_embed_type", "text_time"},
          {"addition_time_embed_dim", 256},
          {"projection_class_embeddings_input_dim", 2816}};
}

struct Task {
  bool characters = false;  ///< DiffSensei's parts (specs/diffsensei.md 1.4): 16 dummy and 4 · 16 character tokens
  std::int64_t side = 1024;
  at::ScalarType dtype = at::kBFloat16;
  int steps = 20;
  at::Device device = at::kCPU;
};

std::shared_ptr<models::UNet2DConditionModel> denoiser(const Task& task, at::Device device) {
  const auto source = std::make_shared<tensors::InitialiserSource>(1);
  Json config = sdxl_config();
  config["image_attention"] = config["dialog_embedding"] = task.characters;
  return std::make_shared<models::UNet2DConditionModel>(nn::Weights(source, "unet", device, task.dtype),
                                                        models::UNet2DConditionConfig::from_json(config));
}

models::UNetConditions conditions(const Task& task) {
  const at::TensorOptions options = at::TensorOptions(task.device).dtype(task.dtype);
  models::UNetConditions conditions;
  conditions.text = at::randn({2, 77, 2048}, options);
  conditions.pooled = at::randn({2, 1280}, options);
  conditions.time_ids = at::full({2, 6}, double(task.side), options.dtype(at::kFloat));
  if (!task.characters) return conditions;
  conditions.image = at::randn({2, 80, 2048}, options);
  // Nobody in the negative half; a quarter of the panel for each in the other.
  at::Tensor boxes = at::zeros({2, 4, 4});
  boxes[1] = at::tensor({0.0, 0.0, 0.5, 0.5, 0.5, 0.0, 1.0, 0.5, 0.0, 0.5, 0.5, 1.0, 0.5, 0.5, 1.0, 1.0}).view({4, 4});
  const std::int64_t cells = task.side / 8;
  for (const at::Tensor& mask : models::image_attention_masks(boxes, {cells, cells}, 3, {}))
    conditions.image_masks.push_back(mask.to(options));
  conditions.dialog_mask = at::zeros({2, 1, cells, cells}, options);
  conditions.dialog_mask[1].slice(1, 0, cells / 4).slice(2, 0, cells / 2).fill_(1);
  return conditions;
}

/// Seconds per step, the median.
Json timed(const Task& task, const models::UNet2DConditionModel& unet, tensors::StepRecorder recorder) {
  const models::PreparedConditions prepared = unet.prepare(conditions(task));
  pipelines::GraphedStep step(
      [&](const std::vector<at::Tensor>& inputs) { return unet.forward(inputs[0], inputs[1], prepared); }, recorder);
  const at::Tensor sample =
      at::randn({2, 4, task.side / 8, task.side / 8}, at::TensorOptions(task.device).dtype(task.dtype));
  const at::Tensor time = at::full({2}, 500.0, at::TensorOptions(task.device).dtype(at::kFloat));
  const c10::DeviceIndex index = task.device.index();
  at::accelerator::resetPeakStats(index);
  std::vector<double> seconds;
  for (int i = 0; i < warm_steps + task.steps; ++i) {
    at::accelerator::synchronizeDevice(index);
    const Clock::time_point start = Clock::now();
    (void)step({sample, time});
    at::accelerator::synchronizeDevice(index);
    if (i >= warm_steps) seconds.push_back(seconds_since(start));
  }
  Json result{{"ms", median(seconds) * 1000},
              {"peak_bytes", at::accelerator::getDeviceStats(index).allocated_bytes[0].peak}};
  if (const auto failed = step.take_note()) result["note"] = *failed;
  return result;
}

void tell(const std::string& way, Json result) {
  result["way"] = way;
  std::cout << result.dump() << std::endl;
}

void measure(const Task& task) {
  const c10::InferenceMode no_gradients;
  for (const bool characters : {false, true}) {
    Task each = task;
    each.characters = characters;
    const std::string what = characters ? " with characters" : "";
    const auto unet = denoiser(each, task.device);
    tell("computed" + what, timed(each, *unet, nullptr));
    if (tensors::step_recorder() != nullptr) tell("replayed" + what, timed(each, *unet, tensors::step_recorder()));
  }
  std::shared_ptr<models::UNet2DConditionModel> unet;
  std::shared_ptr<const nn::WeightStreaming> streaming;
  {
    const c10::InferenceMode plain(false);
    unet = denoiser(task, at::kCPU);
    streaming = nn::WeightStreaming::begin(*unet, task.device, small_card);
  }
  Json result = timed(task, *unet, nullptr);
  result["streamed_bytes"] = streaming->streamed_bytes();
  result["device_bytes"] = streaming->device_bytes();
  tell("streamed", std::move(result));
}

}  // namespace
}  // namespace koma::bench

int main(int count, char** words) {
  koma::bench::Task task;
  if (count > 1) task.side = std::atoll(words[1]);
  if (count > 2) task.dtype = std::string(words[2]) == "float16" ? at::kHalf : at::kBFloat16;
  if (count > 3) task.steps = std::atoi(words[3]);
  try {
    task.device = koma::tensors::choose_placement("cuda").device;
    koma::bench::measure(task);
  } catch (const std::exception& error) {
    std::cerr << error.what() << '\n';
    return 1;
  }
  return 0;
}
