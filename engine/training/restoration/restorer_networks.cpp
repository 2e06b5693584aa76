// SPDX-License-Identifier: Apache-2.0
#include "engine/training/restoration/restorer_networks.h"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

#include "engine/base/error.h"
#include "engine/tensors/weight_sources.h"

namespace koma::training {

namespace {

using Tensors = std::map<std::string, at::Tensor>;

constexpr std::int64_t clean_fold = 4, clean_channels = 3 * clean_fold * clean_fold;

/// The tensors below `from.`, below `to.`.
void move_below(const Tensors& tensors, const std::string& from, const std::string& to, Tensors& result) {
  for (const auto& [name, tensor] : tensors)
    if (name.starts_with(from + ".")) result[to + name.substr(from.size())] = tensor;
}

}  // namespace

FirstStage::FirstStage(const nn::Weights& weights, const models::DiffRirConfig& config)
    : config_(config),
      generator_(child<models::DiffRirGenerator>("G", weights, config)),
      encoder_(child<models::DiffRirEncoder>(
          "E", weights,
          models::DiffRirEncoderShape{config.inputs() * config.fold() * config.fold() + clean_channels,
                                      config.encoder_residuals})) {}

at::Tensor FirstStage::vector(const RestorationBatch& batch) const {
  const at::Tensor input = models::diffrir_input(config_, batch.drawn, batch.reference());
  return encoder_->forward(
      at::cat({at::pixel_unshuffle(input, config_.fold()), at::pixel_unshuffle(batch.clean, clean_fold)}, 1));
}

at::Tensor FirstStage::restored(const RestorationBatch& batch, const at::Tensor& vector) const {
  return generator_->forward(models::diffrir_input(config_, batch.drawn, batch.reference()), vector);
}

NamedTensors parameters_of(const nn::Module& module) {
  NamedTensors result;
  for (const auto& item : module.named_parameters()) result.emplace_back(item.key(), item.value());
  return result;
}

models::DiffRirConfig first_stage_config(const Tensors& weights, const std::string& place) {
  Tensors named;
  move_below(weights, "G", "G", named);
  move_below(weights, "E", "condition", named);
  try {
    return models::DiffRirConfig::detect(
        tensors::Weights(std::make_shared<tensors::MapSource>(std::move(named), place), "restorer-1"));
  } catch (const Error& error) {
    throw Error(error.code(), "the file is no first stage of a restorer; train one with --stage restorer-1", place);
  }
}

std::shared_ptr<FirstStage> begin_first_stage(const models::DiffRirConfig& config, std::uint64_t seed,
                                              const at::Device& device) {
  const auto fresh = std::make_shared<tensors::InitialiserSource>(seed);
  auto network = std::make_shared<FirstStage>(tensors::Weights(fresh, "restorer-1", device).trainable(), config);
  const at::NoGradGuard no_grad;
  for (const char* name : {"G.tail.1.weight", "G.tail.1.bias"}) network->named_parameters()[name].zero_();
  return network;
}

std::shared_ptr<models::DiffRir> begin_second_stage(const Tensors& first, const models::DiffRirConfig& config,
                                                    std::uint64_t seed, const at::Device& device) {
  Tensors generator;
  move_below(first, "G", "G", generator);
  const auto source =
      std::make_shared<tensors::LayeredSource>(std::vector<std::shared_ptr<const tensors::WeightSource>>{
          std::make_shared<tensors::MapSource>(std::move(generator)),
          std::make_shared<tensors::InitialiserSource>(seed)});
  return std::make_shared<models::DiffRir>(tensors::Weights(source, "restorer-2", device).trainable(), config);
}

std::shared_ptr<FirstStage> open_first_stage(const Tensors& weights, const models::DiffRirConfig& config,
                                             const at::Device& device) {
  const auto source = std::make_shared<tensors::MapSource>(weights);
  return std::make_shared<FirstStage>(tensors::Weights(source, "restorer-1", device), config);
}

}  // namespace koma::training
