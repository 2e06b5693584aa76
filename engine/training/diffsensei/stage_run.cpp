// SPDX-License-Identifier: Apache-2.0
#include "engine/training/diffsensei/stage_run.h"

#include <ATen/ATen.h>

#include <cmath>

#include "engine/base/error.h"
#include "engine/base/picture_file.h"

namespace koma::training {

namespace {

constexpr std::int64_t report_every = 50;

Recipe recipe_of(const Stage& stage, const api::Learning& told, const StagePlan& plan) {
  const UsualLearning& usual = plan.usual;
  const int warmup = usual.warmup_steps + int(std::ceil(usual.warmup_share * double(stage.steps)));
  Recipe recipe;
  recipe.schedule = {.peak = told.rate > 0 ? told.rate : usual.rate,
                     .warmup_steps = told.warmup_steps.value_or(warmup),
                     .flat_until = 1,
                     .floor_share = 0,
                     .cosine = told.cosine.value_or(usual.cosine)};
  recipe.adamw = {
      .beta1 = 0.9, .beta2 = 0.999, .weight_decay = told.weight_decay.value_or(usual.weight_decay), .epsilon = 1e-8};
  recipe.steps = stage.steps;
  recipe.seconds = stage.seconds;
  recipe.clip = told.clip.value_or(usual.clip);
  recipe.seed = stage.seed;
  recipe.accumulate = told.accumulate;
  recipe.average = told.ema.value_or(usual.ema);
  recipe.notes = plan.notes;
  return recipe;
}

/// Sums losses between reports.
class Tally {
 public:
  void add(double loss, const std::map<std::string, double>& parts) {
    ++count_;
    loss_ += loss;
    for (const auto& [name, value] : parts) parts_[name] += value;
  }
  [[nodiscard]] bool empty() const { return count_ == 0; }
  /// The means over all processes; begins anew.
  [[nodiscard]] std::pair<double, std::map<std::string, double>> take(ProcessGroup& group) {
    const double loss = group.average(loss_ / double(count_));
    std::map<std::string, double> parts;
    for (const auto& [name, value] : parts_) parts[name] = group.average(value / double(count_));
    *this = {};
    return {loss, parts};
  }

 private:
  std::int64_t count_ = 0;
  double loss_ = 0;
  std::map<std::string, double> parts_;
};

/// What the first process tells and leaves behind.
class StageDiary {
 public:
  StageDiary(const Stage& stage, const StagePlan& plan, TrainingLoop& loop)
      : stage_(stage), plan_(plan), loop_(loop), save_(stage.save_every) {
    if (stage.group.first())
      log_.emplace(stage.folder / (plan.name + ".csv"), std::vector<std::string>{}, loop.steps());
  }

  void report(double loss, const std::map<std::string, double>& parts, std::int64_t samples) {
    if (!log_) return;
    log_->add({loop_.steps(), samples, loop_.seconds(), loop_.rate(), loss, {}});
    api::TrainingNote note{plan_.name + " " + std::to_string(loop_.steps()) + " loss " + std::to_string(loss),
                           loop_.progress(),
                           {{"step", double(loop_.steps())}, {"loss", loss}, {"seconds", loop_.seconds()}}};
    for (const auto& [name, value] : parts) {
      note.text += ", " + name + " " + std::to_string(value);
      note.numbers[name] = value;
    }
    note.text += ", " + std::to_string(int(loop_.seconds())) + " s, " + std::to_string(int(100 * note.progress)) + " %";
    stage_.report(note);
    tell_unreadable();
  }

  void save_if_due(std::int64_t every) {
    if (log_ && (save_.due() || (every > 0 && loop_.steps() % every == 0))) save();
  }

  void save() {
    if (!log_) return;
    loop_.save(stage_.folder / (plan_.name + ".safetensors"));
    write_png(stage_.folder / (plan_.name + "-loss.png"), log_->curve());
  }

 private:
  void tell_unreadable() {
    if (!plan_.unread) return;
    const UnreadFiles unread = plan_.unread();
    if (unread.count == told_unreadable_) return;
    told_unreadable_ = unread.count;
    stage_.report({std::to_string(unread.count) + " " + plan_.unread_name + (unread.count == 1 ? "" : "s") +
                   " could not be read and others stand in; the first: " + unread.first_problem});
  }

  const Stage& stage_;
  const StagePlan& plan_;
  TrainingLoop& loop_;
  std::optional<LossLog> log_;
  Every save_;
  std::size_t told_unreadable_ = 0;
};

}  // namespace

void require_argument(bool good, const std::string& sentence) {
  if (!good) throw Error(ErrorCode::invalid_argument, sentence);
}

std::optional<bool> wants_bfloat16(const api::Learning& learning) {
  if (learning.precision == "bf16") return true;
  if (learning.precision == "float32") return false;
  return {};
}

void check_learning(const api::Learning& told) {
  const double ema = told.ema.value_or(0);
  require_argument(told.rate >= 0 && told.rate < 1,
                   "the learning rate must be 0 (the stage's own) to 1; change --rate");
  require_argument(told.accumulate >= 1 && told.accumulate <= 4096,
                   "1 to 4096 batches make a step; change --accumulate");
  require_argument(ema >= 0 && ema < 1, "the average's decay must be 0 (none) to 1, 1 excluded; change --ema");
  require_argument(told.lora_dropout >= 0 && told.lora_dropout < 1, "chances lie in 0 to 1; change --lora-dropout");
  require_argument(told.lora_rank >= 0 && told.lora_rank <= 4096 && told.lora_alpha >= 0,
                   "the rank of low-rank changes is 0 (the stage's own) to 4096; change --lora-rank");
  require_argument(told.precision == "auto" || told.precision == "bf16" || told.precision == "float32",
                   "the precision is auto, bf16 or float32; change --precision");
}

void train_by_plan(const Stage& stage, const api::Learning& learning, const StagePlan& plan) {
  const api::TrainingReport tell = [&](const api::TrainingNote& note) {
    if (stage.group.first()) stage.report(note);
  };
  tell({plan.name + ": " + plan.opening});
  TrainingLoop loop(plan.parameters, recipe_of(stage, learning, plan), stage.group);
  tell({std::to_string(loop.parameter_count()) + " parameters"});
  if (loop.resume(stage.folder / (plan.name + ".safetensors")))
    tell({"resumed at step " + std::to_string(loop.steps())});
  StageDiary diary(stage, plan, loop);
  Tally tally;
  std::int64_t seen = 0;
  while (!loop.done() && !loop.stopped(stage.stop)) {
    std::int64_t index = loop.steps() * learning.accumulate;
    std::map<std::string, double> parts;
    const double loss = loop.step([&](at::Generator&) {
      const StageLoss lost = plan.loss(index++);
      seen += lost.samples;
      for (const auto& [name, value] : lost.parts) parts[name] += value / learning.accumulate;
      return lost.total;
    });
    tally.add(loss, parts);
    if (loop.steps() % report_every == 0 || loop.done()) {
      const auto [mean, means] = tally.take(stage.group);
      diary.report(mean, means, seen * stage.group.world());
    }
    diary.save_if_due(learning.save_steps);
  }
  if (!tally.empty()) {
    const auto [mean, means] = tally.take(stage.group);
    diary.report(mean, means, seen * stage.group.world());
  }
  diary.save();
}

}  // namespace koma::training
