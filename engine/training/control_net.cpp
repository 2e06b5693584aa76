// SPDX-License-Identifier: Apache-2.0
#include "engine/training/control_net.h"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

#include <nlohmann/json.hpp>

#include "engine/tensors/weight_sources.h"
#include "engine/training/autocast.h"
#include "engine/training/control_edges.h"
#include "engine/training/flow_matching.h"
#include "engine/training/mini_config.h"
#include "engine/training/picture_tensors.h"
#include "engine/training/stage.h"
#include "engine/training/training_loop.h"

namespace koma::training {

namespace {

constexpr double silent_share = 0.5;
const std::string denoiser_part = "unet.";

}  // namespace

std::shared_ptr<models::ControlNetModel> begin_control_net(const std::filesystem::path& folder, std::uint64_t seed,
                                                           const at::Device& device) {
  const auto file = folder / denoiser_file;
  std::map<std::string, at::Tensor> down;
  for (const auto& [name, tensor] : averaged_weights(file))
    if (name.starts_with(denoiser_part)) down[name.substr(denoiser_part.size())] = tensor;
  const auto entry = down.find("conv_in.weight");
  if (entry == down.end() || entry->second.dim() != 4)
    throw Error(ErrorCode::invalid_file, "the file is no checkpoint of the denoiser; start a new run", file.string());
  const auto config = models::ControlNetConfig::from_json(control_net_config(denoiser_width_of(entry->second.size(0))));
  const auto copied = std::make_shared<tensors::MapSource>(std::move(down), file.string());
  const auto fresh = std::make_shared<tensors::InitialiserSource>(seed);
  const auto source = std::make_shared<tensors::LayeredSource>(
      std::vector<std::shared_ptr<const tensors::WeightSource>>{copied, fresh});
  return std::make_shared<models::ControlNetModel>(tensors::Weights(source, "controlnet", device).trainable(), config);
}

at::Tensor led_velocity_error(const models::ControlNetModel& net, const Denoiser& denoiser, const PanelBatch& batch,
                              const at::Tensor& edges, const at::Tensor& noise, const at::Tensor& times) {
  const FlowSample flow = flow_sample(batch.latents, noise, times);
  const Autocast autocast(denoiser.device());
  models::PreparedConditions told;
  {
    at::NoGradGuard frozen;
    told = denoiser.unet->prepare(denoiser.conditions(batch));
  }
  const at::Tensor sample = flow.noised.contiguous(at::MemoryFormat::ChannelsLast), moment = times * train_steps;
  models::UNetConditions heard;
  heard.text = told.conditions.text;
  heard.pooled = told.conditions.pooled;
  heard.time_ids = told.conditions.time_ids;
  const models::ControlResiduals residuals =
      net.forward(sample, moment, net.embed(edges), net.prepare(std::move(heard)));
  const at::Tensor velocity = denoiser.unet->forward(sample, moment, told, &residuals);
  return (velocity.to(at::kFloat) - flow.velocity).pow(2).mean(1);
}

at::Tensor control_loss(const models::ControlNetModel& net, const Denoiser& denoiser, const PanelBatch& batch,
                        const Unspecified& unspecified, at::Generator& generator) {
  PanelBatch told = drop_conditions(batch, unspecified, generator);
  const at::Device device = denoiser.device();
  const at::Tensor silent = at::rand({batch.size(), 1}, generator).lt(silent_share).to(device);
  told.ids = at::where(silent, unspecified.ids, told.ids);
  at::Tensor edges = unpacked_edges(batch.edges);
  wipe_parts(edges, generator);
  const at::Tensor times = draw_times(batch.size(), generator, device);
  const at::Tensor noise = draw_noise(batch.latents.sizes(), generator, device);
  const at::Tensor error = led_velocity_error(net, denoiser, told, edges, noise, times);  // [B, h, w]
  const at::Tensor weight = importance(batch.heads, batch.hands, batch.boxes, error.size(1), error.size(2)).to(device);
  return (error * weight).sum() / weight.sum();
}

}  // namespace koma::training
