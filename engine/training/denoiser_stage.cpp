// SPDX-License-Identifier: Apache-2.0
#include "engine/training/denoiser_stage.h"

#include <ATen/ATen.h>

#include "engine/base/error.h"
#include "engine/base/picture_file.h"
#include "engine/tensors/safetensors.h"
#include "engine/training/loss_log.h"
#include "engine/training/stage_panels.h"
#include "engine/training/tokenizer_files.h"
#include "engine/training/validation.h"

namespace koma::training {

namespace {

constexpr std::int64_t samples_per_validation = 3200;
constexpr double seconds_per_validation = 15;  // at least: a GPU is through with that many samples in one

/// A run that has begun keeps its width; a fresh one has the one that is wished.
const DenoiserWidth& width_of_run(const Stage& stage) {
  const auto file = stage.folder / denoiser_file;
  if (!std::filesystem::exists(file)) return denoiser_width(stage.width.empty() ? usual_width : stage.width);
  const auto stored = tensors::SafetensorsFile(file).find("model.unet.conv_in.weight");
  if (!stored || stored->shape.empty())
    throw Error(ErrorCode::invalid_file, "the file is no checkpoint of the denoiser; start a new run", file.string());
  const DenoiserWidth& own = denoiser_width_of(stored->shape.front());
  if (stage.width.empty() || own.name == stage.width) return own;
  throw Error(ErrorCode::invalid_argument,
              std::string("the run has a denoiser of width ") + own.name + "; go on without --width or start a new run",
              file.string());
}

/// The pictures and numbers that the first process leaves behind.
class DenoiserDiary {
 public:
  DenoiserDiary(const Stage& stage, TrainingLoop& loop, const Denoiser& denoiser, const PanelEncoder& encoder)
      : stage_(stage),
        loop_(loop),
        denoiser_(denoiser),
        encoder_(encoder),
        validation_(encoder),
        log_(stage.folder / "denoiser.csv", {"all", "head", "rest"}, loop.steps()),
        save_(stage.save_every),
        preview_(stage.preview_every) {}

  /// `loss` [] lies where the denoiser is trained; it is read when a line is written.
  void note(const at::Tensor& loss) {
    sum_.add_(loss);
    ++count_;
    const std::int64_t per_step = stage_.batch * stage_.group.world();
    const std::int64_t samples = loop_.steps() * per_step;
    const bool passed = samples / samples_per_validation != (samples - per_step) / samples_per_validation;
    const bool measured = passed && validate_.due();
    if (measured || loop_.steps() % steps_per_report == 0 || loop_.done()) report(samples, measured || loop_.done());
    if (save_.due()) save();
    if (preview_.due()) draw();
  }

  void save() {
    loop_.require_finite(sum_.item<double>());
    loop_.save(stage_.folder / denoiser_file);
    write_png(stage_.folder / "denoiser-loss.png", log_.curve());
  }

  void draw() {
    loop_.with_average([&] {
      const std::string name = "sheet-" + std::to_string(loop_.steps()) + ".png";
      write_png(stage_.folder / name, validation_.contact_sheet(denoiser_, encoder_));
    });
  }

 private:
  void report(std::int64_t samples, bool measured) {
    const auto sum = sum_.item<double>();
    loop_.require_finite(sum);
    LossLog::Row row{loop_.steps(), samples, loop_.seconds(), loop_.rate(), sum / double(count_), {}};
    api::TrainingNote note{
        "denoiser " + std::to_string(samples) + " samples, loss " + std::to_string(row.loss),
        loop_.progress(),
        {{"step", double(row.step)}, {"samples", double(samples)}, {"loss", row.loss}, {"seconds", row.seconds}}};
    if (measured) {
      ValidationLoss loss;
      loop_.with_average([&] { loss = validation_.measure(denoiser_); });
      row.validation = {loss.all, loss.head, loss.rest};
      note.text += ", validation " + std::to_string(loss.all) + " head " + std::to_string(loss.head) + " rest " +
                   std::to_string(loss.rest);
      note.numbers.insert({{"validation", loss.all}, {"validation head", loss.head}, {"validation rest", loss.rest}});
    }
    log_.add(row);
    note.text += ", " + std::to_string(int(row.seconds)) + " s, " + std::to_string(int(100 * note.progress)) + " %";
    stage_.report(note);
    sum_.zero_();
    count_ = 0;
  }

  const Stage& stage_;
  TrainingLoop& loop_;
  const Denoiser& denoiser_;
  const PanelEncoder& encoder_;
  Validation validation_;
  LossLog log_;
  Every validate_{seconds_per_validation}, save_, preview_;
  at::Tensor sum_ = at::zeros({}, at::TensorOptions(stage_.device).dtype(at::kFloat));
  std::int64_t count_ = 0;
};

}  // namespace

void draw_panels(const Stage& stage) {
  const PanelCache panels = prepare_panels(stage, load_encoder(stage));
  stage.report({"panels: " + std::to_string(panels.size())});
}

void train_denoiser(const Stage& stage) {
  const DenoiserWidth& width = width_of_run(stage);
  const PanelEncoder encoder = load_encoder(stage);
  const Unspecified unspecified = encoder.unspecified().to(stage.device);
  const PanelCache panels = prepare_panels(stage, encoder).to(stage.device);
  if (stage.stop.stop_requested()) return;
  stage.report({"denoiser: " + std::to_string(panels.size()) + " panels"});
  const Denoiser denoiser = Denoiser::create(stage.seed, vocabulary_size(), stage.device, width);
  const Recipe recipe{.steps = stage.steps, .seconds = stage.seconds, .seed = stage.seed + 100};
  TrainingLoop loop(denoiser.parameters(), recipe, stage.group);
  if (loop.resume(stage.folder / denoiser_file)) stage.report({"resumed at step " + std::to_string(loop.steps())});
  stage.report({std::string(width.name) + ", " + std::to_string(loop.parameter_count()) + " parameters"});
  std::unique_ptr<DenoiserDiary> diary;
  if (stage.group.first()) diary = std::make_unique<DenoiserDiary>(stage, loop, denoiser, encoder);
  while (!loop.done() && !loop.stopped(stage.stop)) {
    const at::Tensor loss = loop.step_unseen([&](at::Generator& generator) {
      return denoiser_loss(denoiser, panels.random_batch(stage.batch, generator), unspecified, generator);
    });
    if (diary) diary->note(loss);
  }
  if (!diary) return;
  diary->save();
  // Who stops a run waits for the checkpoint only; stage sheet draws whenever it is wanted.
  if (!stage.stop.stop_requested()) diary->draw();
}

void draw_contact_sheet(const Stage& stage) {
  const PanelEncoder encoder = load_encoder(stage);
  const Denoiser denoiser = Denoiser::load(stage.folder, stage.device);
  write_png(stage.folder / "sheet.png", Validation(encoder).contact_sheet(denoiser, encoder));
}

}  // namespace koma::training
