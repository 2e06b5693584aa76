// SPDX-License-Identifier: Apache-2.0
#include "engine/training/control_stage.h"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

#include <nlohmann/json.hpp>

#include "engine/base/error.h"
#include "engine/tensors/safetensors_writer.h"
#include "engine/training/control_edges.h"
#include "engine/training/control_net.h"
#include "engine/training/json_file.h"
#include "engine/training/loss_log.h"
#include "engine/training/mini_config.h"
#include "engine/training/picture_tensors.h"
#include "engine/training/stage_panels.h"

namespace koma::training {

namespace {

constexpr std::int64_t measure_every = 200;
constexpr std::int64_t held_out_panels = 32, edges_per_batch = 8;
constexpr std::uint64_t edges_seed = 91, edges_noise_seed = 6;

/// Held-out panels with fixed noise and times, as the denoiser's validation has them: what the edges are worth.
class HeldOut {
 public:
  HeldOut(const PanelEncoder& encoder, const at::Device& device) {
    at::Generator generator = seeded(edges_noise_seed);
    for (const PanelBatch& batch :
         PanelCache::draw(encoder, held_out_panels, edges_seed, true, {}, true).batches(edges_per_batch)) {
      const at::Tensor times = at::remainder(at::arange(batch.size(), at::kFloat), 8) / 8 * 0.9 + 0.06;
      const at::Tensor noise = at::randn(batch.latents.sizes(), generator);
      cases_.push_back({batch.to(device), noise.to(device), times.to(device)});
    }
  }

  /// Mean squared error of v over all cells, with the edges and with empty paper.
  [[nodiscard]] std::vector<double> measure(const models::ControlNetModel& net, const Denoiser& denoiser) const {
    at::NoGradGuard no_grad;
    double led = 0, unled = 0, cells = 0;
    for (const Case& item : cases_) {
      const at::Tensor edges = unpacked_edges(item.batch.edges);
      const auto sum = [&](const at::Tensor& shown) {
        return led_velocity_error(net, denoiser, item.batch, shown, item.noise, item.times).sum().item<double>();
      };
      led += sum(edges);
      unled += sum(at::zeros_like(edges));
      cells += double(item.batch.latents.numel()) / 4;
    }
    return {led / cells, unled / cells};
  }

 private:
  struct Case {
    PanelBatch batch;
    at::Tensor noise, times;
  };
  std::vector<Case> cases_;
};

/// What the first process tells and keeps.
class ControlDiary {
 public:
  ControlDiary(const Stage& stage, TrainingLoop& loop, const PanelEncoder& encoder)
      : stage_(stage),
        loop_(loop),
        held_out_(encoder, stage.device),
        log_(stage.folder / "control.csv", {"led", "unled"}, loop.steps()),
        save_(stage.save_every) {}

  void note(double loss, const models::ControlNetModel& net, const Denoiser& denoiser) {
    sum_ += loss;
    ++count_;
    const bool measured = loop_.steps() % measure_every == 0 || loop_.done();
    if (measured || loop_.steps() % steps_per_report == 0) report(measured, net, denoiser);
    if (save_.due()) save();
  }

  void save() { loop_.save(stage_.folder / control_file); }

 private:
  void report(bool measured, const models::ControlNetModel& net, const Denoiser& denoiser) {
    const std::int64_t samples = loop_.steps() * stage_.batch * stage_.group.world();
    LossLog::Row row{loop_.steps(), samples, loop_.seconds(), loop_.rate(), sum_ / double(count_), {}};
    api::TrainingNote note{"control " + std::to_string(samples) + " samples, loss " + std::to_string(row.loss),
                           loop_.progress(),
                           {{"step", double(row.step)}, {"loss", row.loss}, {"seconds", row.seconds}}};
    if (measured) {
      loop_.with_average([&] { row.validation = held_out_.measure(net, denoiser); });
      note.text +=
          ", led " + std::to_string(row.validation[0]) + ", by empty paper " + std::to_string(row.validation[1]);
      note.numbers.insert({{"led", row.validation[0]}, {"unled", row.validation[1]}});
    }
    log_.add(row);
    note.text += ", " + std::to_string(int(row.seconds)) + " s";
    stage_.report(note);
    sum_ = 0;
    count_ = 0;
  }

  const Stage& stage_;
  TrainingLoop& loop_;
  HeldOut held_out_;
  LossLog log_;
  Every save_;
  double sum_ = 0;
  std::int64_t count_ = 0;
};

}  // namespace

void train_control_net(const Stage& stage) {
  const PanelEncoder encoder = load_encoder(stage);
  const Unspecified unspecified = encoder.unspecified().to(stage.device);
  const PanelCache panels = prepare_panels(stage, encoder, true).to(stage.device);
  if (stage.stop.stop_requested()) return;
  const Denoiser denoiser = Denoiser::load(stage.folder, stage.device);
  const auto net = begin_control_net(stage.folder, stage.seed, stage.device);
  NamedTensors parameters;
  for (const auto& item : net->named_parameters()) parameters.emplace_back(item.key(), item.value());
  TrainingLoop loop(parameters, {.steps = stage.steps, .seconds = stage.seconds, .seed = stage.seed + 200},
                    stage.group);
  if (loop.resume(stage.folder / control_file)) stage.report({"resumed at step " + std::to_string(loop.steps())});
  stage.report({"control: " + std::to_string(panels.size()) + " panels, " + std::to_string(loop.parameter_count()) +
                " parameters"});
  std::unique_ptr<ControlDiary> diary;
  if (stage.group.first()) diary = std::make_unique<ControlDiary>(stage, loop, encoder);
  while (!loop.done() && !loop.stopped(stage.stop)) {
    const double loss = loop.step([&](at::Generator& generator) {
      return control_loss(*net, denoiser, panels.random_batch(stage.batch, generator), unspecified, generator);
    });
    if (diary) diary->note(loss, *net, denoiser);
  }
  if (diary) diary->save();
}

void export_control_net(const std::filesystem::path& run, const std::filesystem::path& out) {
  std::map<std::string, at::Tensor> weights;
  for (const auto& [name, tensor] : averaged_weights(run / control_file)) weights[name] = tensor.to(at::kHalf);
  const auto entry = weights.find("conv_in.weight");
  if (entry == weights.end() || entry->second.dim() != 4)
    throw Error(ErrorCode::invalid_file, "the file is no checkpoint of a ControlNet; train one with --stage control",
                (run / control_file).string());
  const DenoiserWidth& width = denoiser_width_of(entry->second.size(0));
  write_json(out / "config.json", control_net_config(width));
  tensors::write_safetensors(out / "diffusion_pytorch_model.safetensors", weights, {{"format", "pt"}});
}

}  // namespace koma::training
