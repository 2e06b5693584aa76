// SPDX-License-Identifier: Apache-2.0
#include "engine/training/reference_stage.h"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

#include "engine/base/picture_file.h"
#include "engine/synthesis/vocabulary.h"
#include "engine/tensors/safetensors.h"
#include "engine/tensors/weight_sources.h"
#include "engine/training/autocast.h"
#include "engine/training/drawing_threads.h"
#include "engine/training/drawings.h"
#include "engine/training/loss_log.h"
#include "engine/training/mini_config.h"
#include "engine/training/picture_tensors.h"
#include "engine/training/reference_encoder.h"

namespace koma::training {

namespace {

constexpr std::int64_t drawn_references = 8000, held_references = 400;
constexpr std::int64_t references_per_core = 2500;  ///< where a GPU sees far more of them in the same time
constexpr std::uint64_t own_seed = 5, held_seed = 1005;

struct Attribute {
  const char* name;
  std::int64_t values;
};
/// In the order of `identity_codes`.
constexpr Attribute attributes[] = {{"girl", 2},
                                    {"hair", std::ssize(synthesis::hair_styles)},
                                    {"tone", std::ssize(synthesis::hair_greys)},
                                    {"eyes", std::ssize(synthesis::eye_styles)},
                                    {"accessory", std::ssize(synthesis::accessories)},
                                    {"outfit", std::ssize(synthesis::outfits)}};

/// One linear layer per attribute on the flattened tokens.
class Heads final : public nn::Module {
 public:
  explicit Heads(const nn::Weights& weights) {
    for (const Attribute& attribute : attributes)
      heads_.push_back(child<nn::Linear>(attribute.name, weights, reference_tokens * token_width, attribute.values));
  }
  /// tokens [B, 16, 128] → one [B, values] per attribute
  [[nodiscard]] std::vector<at::Tensor> forward(const at::Tensor& tokens) const {
    std::vector<at::Tensor> result;
    for (const auto& head : heads_) result.push_back(head->forward(tokens.flatten(1)).to(at::kFloat));
    return result;
  }

 private:
  std::vector<std::shared_ptr<nn::Linear>> heads_;
};

struct References {
  at::Tensor pictures;  // [N, 1, 96, 96] uint8
  at::Tensor codes;     // [N, 6] int64
};

/// `count` drawings, the same on any number of threads; empty when stopped.
References draw_references(std::int64_t count, bool held_out, std::uint64_t seed, const Stage& stage) {
  at::Generator generator = seeded(seed);
  std::vector<std::uint64_t> seeds;
  for (std::int64_t i = 0; i < count; ++i) seeds.push_back(next_seed(generator));
  std::vector<at::Tensor> pictures(seeds.size()), codes(seeds.size());
  draw_on_threads(drawing_threads(stage.device), count, [&](std::int64_t i) {
    if (stage.stop.stop_requested()) return;
    const auto at = std::size_t(i);
    const DrawnReference drawn = draw_training_reference(seeds[at], held_out);
    pictures[at] = byte_tensor(drawn.picture);
    codes[at] = at::tensor(at::ArrayRef<std::int64_t>(drawn.codes), at::kLong);
  });
  if (stage.stop.stop_requested()) return {};
  return {at::stack(pictures).to(stage.device), at::stack(codes).to(stage.device)};
}

/// Grey level, noise, shifts and blur, so that other people's scans are not wholly foreign. // → [B, 1, 96, 96]
at::Tensor augment(const at::Tensor& bytes, at::Generator& generator) {
  at::Tensor x = bytes.to(at::kFloat) / 127.5 - 1;
  const at::Generator there = generator_on(x.device(), generator);
  x = x * (0.8 + 0.25 * at::rand({x.size(0), 1, 1, 1}, there, x.options())) +
      0.05 * at::randn(x.sizes(), there, x.options());
  const at::Tensor luck = at::rand({2}, generator);
  const at::Tensor shift = at::randint(-6, 7, {2}, generator);
  if (luck[0].item<float>() < 0.5f)
    x = at::roll(x, {shift[0].item<std::int64_t>(), shift[1].item<std::int64_t>()}, {2, 3});
  if (luck[1].item<float>() < 0.3f) x = at::avg_pool2d(x, 3, 1, 1);
  return x;
}

at::Tensor class_loss(const std::vector<at::Tensor>& answers, const at::Tensor& codes) {
  at::Tensor sum = at::zeros({}, answers.front().options());
  for (std::size_t i = 0; i < answers.size(); ++i)
    sum = sum + at::cross_entropy_loss(answers[i], codes.select(1, std::int64_t(i)));
  return sum;
}

std::vector<double> accuracies(const ReferenceEncoder& encoder, const Heads& heads, const References& held) {
  at::NoGradGuard no_grad;
  const auto answers = heads.forward(encoder.tokens(held.pictures.to(at::kFloat) / 127.5 - 1));
  std::vector<double> result;
  for (std::size_t i = 0; i < answers.size(); ++i) {
    const at::Tensor right = answers[i].argmax(1).eq(held.codes.select(1, std::int64_t(i)));
    result.push_back(right.to(at::kFloat).mean().item<double>());
  }
  return result;
}

std::vector<std::string> attribute_names() {
  std::vector<std::string> names;
  for (const Attribute& attribute : attributes) names.emplace_back(attribute.name);
  return names;
}

NamedTensors parameters_of(const ReferenceEncoder& encoder, const Heads& heads) {
  NamedTensors result = encoder.parameters();
  for (const auto& item : heads.named_parameters()) result.emplace_back("heads." + item.key(), item.value());
  return result;
}

/// Checkpoint folders hold no heads: they only serve training.
bool is_imported(const std::filesystem::path& file) {
  if (!std::filesystem::exists(file)) return false;
  const tensors::SafetensorsFile stored(file);
  return stored.metadata().contains(TrainingLoop::state_key) &&
         !stored.find(std::string("model.heads.") + attributes[0].name + ".weight");
}

/// The averaged weights of a file, and what it lacks from `source`.
std::shared_ptr<const tensors::WeightSource> above(const std::filesystem::path& file,
                                                   const std::shared_ptr<const tensors::WeightSource>& source) {
  const auto stored = std::make_shared<tensors::MapSource>(averaged_weights(file), file.string());
  return std::make_shared<tensors::LayeredSource>(
      std::vector<std::shared_ptr<const tensors::WeightSource>>{stored, source});
}

}  // namespace

void train_reference_encoder(const Stage& stage) {
  const std::uint64_t seed = drawing_seed(stage.seed, own_seed) + std::uint64_t(stage.group.rank());
  const int threads = drawing_threads(stage.device);
  const std::int64_t count = threads == 1 ? drawn_references : threads * references_per_core;
  const References drawn = draw_references(count, false, seed, stage);
  const References held = draw_references(held_references, true, held_seed, stage);
  if (stage.stop.stop_requested()) return;
  stage.report({"reference: " + std::to_string(count) + " drawings"});
  const auto source = std::make_shared<tensors::InitialiserSource>(stage.seed);
  const auto file = stage.folder / reference_file;
  const bool imported = is_imported(file);
  const ReferenceEncoder encoder = ReferenceEncoder::create(imported ? above(file, source) : source, stage.device);
  const auto heads = std::make_shared<Heads>(tensors::Weights(source, "heads", stage.device).trainable());
  const Recipe recipe{.schedule = {.peak = 2e-3, .warmup_steps = 100, .flat_until = 0.3, .floor_share = 0.03},
                      .adamw = {.weight_decay = 0.02},
                      .steps = stage.steps,
                      .seconds = stage.seconds,
                      .seed = stage.seed};
  TrainingLoop loop(parameters_of(encoder, *heads), recipe, stage.group);
  if (!imported) loop.resume(file);
  LossLog log(stage.folder / "reference.csv", attribute_names(), loop.steps());
  double sum = 0;
  const auto note = [&](std::int64_t steps) {
    std::vector<double> right;
    loop.with_average([&] { right = accuracies(encoder, *heads, held); });
    log.add({loop.steps(), loop.steps() * stage.batch, loop.seconds(), loop.rate(), sum / double(steps), right});
    const double loss = sum / double(steps);
    api::TrainingNote line{"reference " + std::to_string(loop.steps()) + " loss " + std::to_string(loss),
                           loop.progress(),
                           {{"step", double(loop.steps())}, {"loss", loss}, {"seconds", loop.seconds()}}};
    for (std::size_t i = 0; i < right.size(); ++i) {
      line.text += " " + std::string(attributes[i].name) + " " + std::to_string(right[i]).substr(0, 5);
      line.numbers[attributes[i].name] = right[i];
    }
    line.text += " " + std::to_string(int(loop.seconds())) + " s";
    stage.report(line);
    sum = 0;
  };
  while (!loop.done() && !loop.stopped(stage.stop)) {
    sum += loop.step([&](at::Generator& generator) {
      const at::Tensor rows =
          at::randint(drawn.codes.size(0), {stage.batch}, generator_on(stage.device, generator), drawn.codes.options());
      const at::Tensor pictures = augment(drawn.pictures.index_select(0, rows), generator);
      const Autocast autocast(stage.device);
      const at::Tensor tokens = encoder.tokens(pictures.contiguous(at::MemoryFormat::ChannelsLast));
      return class_loss(heads->forward(tokens), drawn.codes.index_select(0, rows));
    });
    if (loop.steps() % steps_per_report == 0) note(steps_per_report);
  }
  if (!stage.group.first()) return;
  note(std::max<std::int64_t>(1, loop.steps() % steps_per_report));
  loop.save(file);
}

}  // namespace koma::training
