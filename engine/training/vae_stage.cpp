// SPDX-License-Identifier: Apache-2.0
#include "engine/training/vae_stage.h"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

#include "engine/base/picture_file.h"
#include "engine/tensors/weight_sources.h"
#include "engine/training/autocast.h"
#include "engine/training/autoencoder_loss.h"
#include "engine/training/drawing_threads.h"
#include "engine/training/drawings.h"
#include "engine/training/latent_statistics.h"
#include "engine/training/loss_log.h"
#include "engine/training/mini_config.h"
#include "engine/training/picture_tensors.h"

namespace koma::training {

namespace {

constexpr std::int64_t crop_side = 128;
constexpr std::int64_t crops_per_panel = 2;
constexpr std::uint64_t shown_seed = 90;
constexpr std::int64_t rows_shown = 6;

/// What differs between training the whole autoencoder and its decoder alone.
struct Part {
  const char* name;
  const char* file;
  const char* parameters;  ///< what their names begin with
  double peak;             ///< learning rate
  bool encodes;            ///< the encoder learns, too
};
constexpr Part whole = {"vae", vae_file, "", 2e-3, true};
constexpr Part decoder_alone = {"decoder", decoder_file, "decoder.", 1e-3, false};

/// Random crops of freshly drawn panels, the same on any number of threads. // → [count, 1, 128, 128] in −1…1
at::Tensor draw_crops(std::int64_t count, at::Generator& generator, int threads) {
  std::vector<std::uint64_t> seeds;
  for (std::int64_t i = 0; i * crops_per_panel < count; ++i) seeds.push_back(next_seed(generator));
  std::vector<at::Tensor> crops(seeds.size() * crops_per_panel);
  draw_on_threads(threads, std::ssize(seeds), [&](std::int64_t p) {
    at::Generator own = seeded(seeds[std::size_t(p)]);
    const at::Tensor panel = unit_tensor(draw_training_panel(next_seed(own)).picture);  // [1, H, W]
    for (std::int64_t i = 0; i < crops_per_panel; ++i) {
      const auto top = at::randint(panel.size(1) - crop_side + 1, {1}, own).item<std::int64_t>();
      const auto left = at::randint(panel.size(2) - crop_side + 1, {1}, own).item<std::int64_t>();
      crops[std::size_t(p * crops_per_panel + i)] = panel.narrow(1, top, crop_side).narrow(2, left, crop_side);
    }
  });
  return at::stack(crops).narrow(0, 0, count).contiguous(at::MemoryFormat::ChannelsLast);
}

/// picture [B, 1, 128, 128] → [B, 4, 16, 16]
at::Tensor encoded(const models::AutoencoderKL& model, const at::Tensor& picture, bool with_gradient) {
  const at::AutoGradMode gradients(with_gradient);
  return model.encode(picture).mean;
}

at::Tensor crop_loss(const models::AutoencoderKL& model, const Part& part, const Stage& stage,
                     at::Generator& generator) {
  const at::Tensor picture = draw_crops(stage.batch, generator, drawing_threads(stage.device)).to(stage.device);
  const Autocast autocast(picture.device());
  const at::Tensor latent = encoded(model, picture, part.encodes);
  const at::Tensor noise = (at::randn(latent.sizes(), generator) * latent_noise).to(picture.device());
  const at::Tensor decoded = model.decode(latent + noise.to(latent.scalar_type()));
  return reconstruction_loss(decoded.to(at::kFloat), picture) + latent_penalty * latent.to(at::kFloat).pow(2).mean();
}

/// Drawn above, decoded below.
Image compare(const models::AutoencoderKL& model, const at::Device& device) {
  at::NoGradGuard no_grad;
  at::Generator generator = seeded(shown_seed);
  const at::Tensor drawn = draw_crops(rows_shown, generator, 1).to(device);
  const Autocast autocast(device);
  const at::Tensor decoded = model.decode(model.encode(drawn).mean).to(at::kFloat);
  const auto row = [](const at::Tensor& pictures) { return at::cat(pictures.unbind(0), 2); };  // [1, 128, n · 128]
  return unit_image(at::cat({row(drawn), row(decoded)}, 1));
}

NamedTensors parameters_of(const nn::Module& module, const std::string& prefix) {
  NamedTensors result;
  for (const auto& item : module.named_parameters())
    if (item.key().starts_with(prefix)) result.emplace_back(item.key(), item.value());
  return result;
}

void train_part(const Stage& stage, const Part& part, const std::shared_ptr<tensors::WeightSource>& source) {
  const auto config = models::AutoencoderKLConfig::from_json(autoencoder_config());
  const tensors::Weights weights = tensors::Weights(source, "vae", stage.device).trainable();
  const auto model = std::make_shared<models::AutoencoderKL>(weights, config);
  const std::string name = part.name;
  Recipe recipe{.schedule = {.peak = part.peak, .floor_share = 0.03},
                .adamw = {.beta2 = 0.98, .weight_decay = 1e-4},
                .steps = stage.steps,
                .seconds = stage.seconds,
                .seed = stage.seed};
  TrainingLoop loop(parameters_of(*model, part.parameters), recipe, stage.group);
  loop.resume(stage.folder / part.file);
  const std::string whose = stage.group.first() ? "" : "-" + std::to_string(stage.group.rank());
  LossLog log(stage.folder / (name + whose + ".csv"), {}, loop.steps());
  Every save(stage.save_every);
  double sum = 0;
  const auto keep = [&] {
    if (!stage.group.first()) return;
    loop.save(stage.folder / part.file);
    loop.with_average([&] { write_png(stage.folder / (name + ".png"), compare(*model, stage.device)); });
    write_png(stage.folder / (name + "-loss.png"), log.curve());
  };
  while (!loop.done() && !loop.stopped(stage.stop)) {
    sum += loop.step([&](at::Generator& generator) { return crop_loss(*model, part, stage, generator); });
    if (loop.steps() % steps_per_report == 0) {
      const std::int64_t samples = loop.steps() * stage.batch * stage.group.world();
      log.add({loop.steps(), samples, loop.seconds(), loop.rate(), sum / steps_per_report, {}});
      const double loss = sum / steps_per_report;
      stage.report({name + " " + std::to_string(loop.steps()) + " loss " + std::to_string(loss) + " " +
                        std::to_string(int(loop.seconds())) + " s",
                    loop.progress(),
                    {{"step", double(loop.steps())}, {"loss", loss}, {"seconds", loop.seconds()}}});
      sum = 0;
    }
    if (save.due()) keep();
  }
  keep();
  if (stage.group.first() && part.encodes) {
    loop.with_average([&] { fit_latents(*model, stage.device, stage.folder / latents_file, stage.seed); });
  }
}

}  // namespace

void train_autoencoder(const Stage& stage) {
  train_part(stage, whole, std::make_shared<tensors::InitialiserSource>(stage.seed));
}

void train_decoder(const Stage& stage) {
  const auto file = stage.folder / vae_file;
  train_part(stage, decoder_alone, std::make_shared<tensors::MapSource>(averaged_weights(file), file.string()));
}

std::map<std::string, at::Tensor> autoencoder_weights(const std::filesystem::path& folder) {
  auto weights = averaged_weights(folder / vae_file);
  if (!std::filesystem::exists(folder / decoder_file)) return weights;
  for (auto& [name, tensor] : averaged_weights(folder / decoder_file)) weights[name] = tensor;
  return weights;
}

std::shared_ptr<models::AutoencoderKL> load_autoencoder(const std::filesystem::path& folder, const at::Device& device) {
  auto json = nlohmann::json(autoencoder_config());
  const LatentStatistics statistics = read_latents(folder / latents_file);
  json["latents_mean"] = statistics.mean;
  json["latents_std"] = statistics.deviation;
  const auto source = std::make_shared<tensors::MapSource>(autoencoder_weights(folder), (folder / vae_file).string());
  const tensors::Weights weights(source, "vae", device);
  auto model = std::make_shared<models::AutoencoderKL>(weights, models::AutoencoderKLConfig::from_json(json));
  weights.expect_all_used();
  return model;
}

}  // namespace koma::training
