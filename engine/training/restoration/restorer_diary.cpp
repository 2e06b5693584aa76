// SPDX-License-Identifier: Apache-2.0
#include "engine/training/restoration/restorer_diary.h"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

#include "engine/base/picture_file.h"
#include "engine/training/picture_tensors.h"

namespace koma::training {

namespace {

constexpr std::int64_t steps_per_measure = 500, held_out_rows = 8;
constexpr std::uint64_t held_out_seed = 77;

RestorationBatch held_out(const RestorationPairs& pairs, const at::Device& device) {
  at::Generator generator = seeded(held_out_seed);
  return pairs.draw(held_out_rows, generator, true, 1).to(device);
}

}  // namespace

RestorerDiary::RestorerDiary(const Stage& stage, TrainingLoop& loop, const RestorationPairs& pairs, Options options)
    : stage_(stage),
      loop_(loop),
      options_(std::move(options)),
      held_out_(held_out(pairs, stage.device)),
      log_(stage.folder / (options_.name + ".csv"), {"drawn", "restored"}, loop.steps()),
      save_(stage.save_every) {}

void RestorerDiary::note(double loss, double vector) {
  loss_ += loss;
  ++count_;
  if (vector >= 0) {
    vector_ += vector;
    ++vectors_;
  }
  if (loop_.steps() % steps_per_report == 0 || loop_.done()) report();
  if (save_.due()) save();
}

void RestorerDiary::report() {
  const std::int64_t samples = loop_.steps() * stage_.batch * stage_.group.world();
  LossLog::Row row{loop_.steps(), samples, loop_.seconds(), loop_.rate(), loss_ / double(count_), {}};
  api::TrainingNote note{options_.name + " " + std::to_string(row.step) + " loss " + std::to_string(row.loss),
                         loop_.progress(),
                         {{"step", double(row.step)}, {"loss", row.loss}, {"seconds", row.seconds}}};
  if (vectors_ > 0) {
    note.numbers["vector"] = vector_ / double(vectors_);
    note.text += ", vector " + std::to_string(note.numbers["vector"]);
  }
  if (loop_.steps() % steps_per_measure == 0 || loop_.done()) measure(row, note);
  log_.add(row);
  note.text += ", " + std::to_string(int(row.seconds)) + " s";
  stage_.report(note);
  loss_ = vector_ = 0;
  count_ = vectors_ = 0;
}

void RestorerDiary::measure(LossLog::Row& row, api::TrainingNote& note) {
  const at::NoGradGuard no_grad;
  HoleError error;
  loop_.with_average([&] { error = hole_error(held_out_, options_.restored(held_out_), options_.scale); });
  row.validation = {error.drawn, error.restored};
  note.numbers.insert({{"drawn", error.drawn}, {"restored", error.restored}});
  note.text += ", held out " + std::to_string(error.drawn) + " drawn, " + std::to_string(error.restored) + " restored";
}

Image RestorerDiary::sheet() {
  const at::NoGradGuard no_grad;
  at::Tensor restored;
  loop_.with_average([&] { restored = options_.restored(held_out_); });
  const at::Tensor& clean = held_out_.clean;
  const at::Tensor drawn = at::upsample_nearest2d(held_out_.drawn, {clean.size(2), clean.size(3)});
  const at::Tensor kept = options_.scale == 1 ? 1 - held_out_.mask : at::zeros_like(held_out_.mask);
  const auto row = [&](const at::Tensor& pictures) {
    return at::cat((pictures * (1 - kept) + clean * kept).mean(1, /*keepdim=*/true).unbind(0), 2);
  };
  return unit_image(at::cat({row(drawn), row(restored), row(clean)}, 1) * 2 - 1);
}

void RestorerDiary::save() {
  loop_.save(stage_.folder / (options_.name + ".safetensors"));
  write_png(stage_.folder / (options_.name + "-loss.png"), log_.curve());
  write_png(stage_.folder / (options_.name + ".png"), sheet());
}

}  // namespace koma::training
