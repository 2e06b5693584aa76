// SPDX-License-Identifier: Apache-2.0
#include "engine/eval/evaluation.h"

#include <c10/core/InferenceMode.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <memory>

#include "engine/base/error.h"
#include "engine/base/output_folder.h"
#include "engine/eval/eval_report.h"
#include "engine/eval/generated.h"
#include "engine/eval/head_crop.h"
#include "engine/eval/probes.h"
#include "engine/models/model_set.h"
#include "engine/pipelines/ink_finish.h"
#include "engine/tensors/pixels.h"
#include "engine/training/picture_tensors.h"

namespace koma::eval {

namespace {

/// Panels of one size repeat every seven examples; shifting by a multiple keeps the size and changes everything else.
constexpr std::size_t chance_shift = judged_sizes.size();

class Clock {
 public:
  [[nodiscard]] std::string seconds() const {
    const std::chrono::duration<double> past = std::chrono::steady_clock::now() - start_;
    return std::to_string(std::lround(past.count())) + " s";
  }

 private:
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

void check(const api::EvaluationRequest& request) {
  if (request.out.empty()) throw Error(ErrorCode::invalid_argument, "an evaluation needs a folder for its report");
  if (request.panels < 14) throw Error(ErrorCode::invalid_argument, "an evaluation needs at least 14 panels");
  if (request.seeds < 0 || request.sheet < 0) {
    throw Error(ErrorCode::invalid_argument, "seeds and pictures on the sheet cannot be fewer than none");
  }
}

std::vector<const Example*> pointers_to(const std::vector<Example>& examples, std::size_t shift) {
  std::vector<const Example*> out;
  for (std::size_t i = 0; i < examples.size(); ++i) out.push_back(&examples[(i + shift) % examples.size()]);
  return out;
}

Judges trained_judges(const api::EvaluationRequest& request, const std::vector<Appearance>& appearances,
                      const api::EvaluationReport& report, const std::stop_token& stop) {
  const Clock clock;
  report("judges: drawing what they learn from");
  JudgeTraining training{.seed = request.seed, .steps = request.judge_steps, .appearances = appearances, .stop = stop};
  // A short training would not see most of them, and drawing takes time too.
  training.panels = std::clamp(3 * request.judge_steps, 70, training.panels);
  training.progress = [&](int step, double loss) {
    if (step % 100 != 0 && step != request.judge_steps) return;
    report("judges: step " + std::to_string(step) + " of " + std::to_string(request.judge_steps) + ", loss " +
           std::to_string(loss) + ", " + clock.seconds());
  };
  return train_judges(training);
}

/// Draws and generates every panel and lets the judges look at them.
void measure_panels(api::Generator& generator, const api::EvaluationRequest& request,
                    const std::vector<Appearance>& appearances, const Judges& judges,
                    const api::EvaluationReport& report, const std::stop_token& stop, Findings& findings) {
  const Clock clock;
  const auto examples =
      draw_examples(request.seed * 7919, request.panels / int(chance_shift) * int(chance_shift), true);
  std::vector<Image> pictures, drawings;
  for (std::size_t i = 0; i < examples.size(); ++i) {
    const auto& labels = examples[i].labels;
    const auto references = references_of(examples[i], request.seed + i);
    const Image picture =
        generate_grey(generator, request_for(examples[i], references, request.model, request.seed + i), stop);
    if (int(i) < request.sheet) findings.sheet.push_back({references, picture, examples[i].picture});
    pictures.push_back(shrink(picture, labels.width, labels.height));
    drawings.push_back(appearances.empty() ? examples[i].picture : appearances.front()(examples[i].picture));
    if ((i + 1) % 10 == 0 || i + 1 == examples.size()) {
      report("panels: " + std::to_string(i + 1) + " of " + std::to_string(examples.size()) + ", " + clock.seconds());
    }
  }
  findings.model = judge_pictures(judges, pictures, pointers_to(examples, 0));
  findings.ceiling = judge_pictures(judges, drawings, pointers_to(examples, 0));
  findings.chance = judge_pictures(judges, pictures, pointers_to(examples, chance_shift));
}

}  // namespace

std::vector<Appearance> appearances_of(const std::filesystem::path& model_folder) {
  const auto set = std::make_shared<models::ModelSet>(models::load_model_set(model_folder, {}));
  if (set->traits.controls.empty() || !set->traits.ink || set->vae->config().in_channels != 1) {
    throw Error(ErrorCode::unsupported, "only mini and models trained like it can be evaluated; choose one of those",
                model_folder.string());
  }
  const Appearance inked = [](const Image& drawing) {
    const Image large = pipelines::ink_finish(drawing, {.width = drawing.width() * 2, .height = drawing.height() * 2});
    return shrink(large, drawing.width(), drawing.height());
  };
  const Appearance coded = [set, inked](const Image& drawing) {
    const c10::InferenceMode inference;
    const auto latent = set->vae->encode(training::unit_tensor(drawing).unsqueeze(0)).mean;
    return inked(tensors::to_image(set->vae->decode(latent)[0]));
  };
  return {inked, coded};
}

void evaluate(api::Generator& generator, const api::EvaluationRequest& request,
              const std::vector<Appearance>& appearances, const api::EvaluationReport& report, std::stop_token stop) {
  check(request);
  make_output_folder(request.out);
  const Judges judges = trained_judges(request, appearances, report, stop);
  Findings findings;
  measure_panels(generator, request, appearances, judges, report, stop, findings);
  if (request.seeds > 0) {
    report("probes: swapping references, " + std::to_string(request.seeds) + " seeds");
    findings.swap = swap_references(generator, request.model, request.seeds, request.seed * 31, stop);
    report("probes: moving dialogue boxes, " + std::to_string(request.seeds) + " seeds");
    findings.moved = move_dialogs(generator, request.model, request.seeds, request.seed * 37, stop);
  }
  write_report(request, findings);
}

}  // namespace koma::eval
