// SPDX-License-Identifier: Apache-2.0
#include "engine/eval/evaluation.h"

#include <c10/core/InferenceMode.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <memory>

#include "engine/base/error.h"
#include "engine/base/output_folder.h"
#include "engine/eval/addition.h"
#include "engine/eval/comparison.h"
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
  for (const std::string& name : request.with) (void)addition_named(name);
  for (const std::string& name : request.compare) (void)ablation_named(name);
  if (request.seeds < 0 || request.sheet < 0) {
    throw Error(ErrorCode::invalid_argument, "seeds and pictures on the sheet cannot be fewer than none");
  }
}

std::vector<const Example*> pointers_to(const std::vector<Example>& examples) {
  std::vector<const Example*> out;
  for (const Example& example : examples) out.push_back(&example);
  return out;
}

/// For each example the next one of its size, the first after the last: other conditions for the same paper. Sizes come
/// in turn.
std::vector<const Example*> other_conditions(const std::vector<Example>& examples) {
  std::vector<const Example*> out;
  for (std::size_t i = 0; i < examples.size(); ++i) {
    const std::size_t next = i + judged_sizes.size();
    out.push_back(&examples[next < examples.size() ? next : i % judged_sizes.size()]);
  }
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

/// Everything of one evaluation that its parts need.
struct Session {
  const GeneratorFor& generator_for;
  const api::EvaluationRequest& request;
  const std::vector<Appearance>& appearances;
  const api::EvaluationReport& report;
  const std::stop_token& stop;

  [[nodiscard]] Masks masks() const { return {request.character_masks, request.dialog_mask}; }
  [[nodiscard]] api::GenerationRequest request_of(const Example& example, std::size_t index) const {
    const std::uint64_t seed = request.seed + index;
    auto panel = request_for(example, references_of(example, seed), request.model, seed);
    if (request.steps > 0) panel.steps = request.steps;
    return added(request.with, std::move(panel), example);
  }
};

using ShowPicture = std::function<void(std::size_t index, const api::GenerationRequest&, const Image&)>;

/// Generates the panels of all examples, at their judged sizes; the first pictures of the sheet are shown as they came.
std::vector<Image> generate_all(const Session& session, const std::vector<Example>& examples, const Ablation* ablation,
                                const ShowPicture& show) {
  const Clock clock;
  const Masks masks = ablation == nullptr ? session.masks() : masks_of(*ablation, session.masks());
  api::Generator& generator = session.generator_for(masks);
  std::vector<Image> pictures;
  for (std::size_t i = 0; i < examples.size(); ++i) {
    api::GenerationRequest request = session.request_of(examples[i], i);
    if (ablation != nullptr) request = ablated(*ablation, std::move(request), examples[i], session.request.seed + i);
    const Image picture = generate_grey(generator, request, session.stop);
    if (int(i) < session.request.sheet) show(i, request, picture);
    pictures.push_back(shrink(picture, examples[i].labels.width, examples[i].labels.height));
    if ((i + 1) % 10 != 0 && i + 1 != examples.size()) continue;
    session.report(std::string(ablation == nullptr ? "panels" : ablation->name) + ": " + std::to_string(i + 1) +
                   " of " + std::to_string(examples.size()) + ", " + clock.seconds());
  }
  return pictures;
}

std::vector<Image> references_in(const api::GenerationRequest& request) {
  std::vector<Image> references;
  for (const auto& character : request.characters) references.push_back(character.references.at(0).image);
  return references;
}

/// Draws and generates every panel and lets the judges look at them.
void measure_panels(const Session& session, const Judges& judges, Findings& findings) {
  const auto examples = draw_examples(session.request.seed * 7919, session.request.panels, true, session.stop);
  const auto wanted = pointers_to(examples);
  const auto pictures =
      generate_all(session, examples, nullptr, [&](std::size_t i, const auto& request, const auto& p) {
        findings.sheet.push_back({references_in(request), {p}, examples[i].picture});
      });
  std::vector<Image> drawings;
  for (const Example& example : examples) {
    drawings.push_back(session.appearances.empty() ? example.picture : session.appearances.front()(example.picture));
  }
  findings.model = judge_pictures(judges, pictures, wanted);
  findings.ceiling = judge_pictures(judges, drawings, wanted);
  findings.chance = judge_pictures(judges, pictures, other_conditions(examples));
  for (const std::string& name : session.request.compare) {
    const Ablation& ablation = ablation_named(name);
    const auto less = generate_all(session, examples, &ablation, [&](std::size_t i, const auto&, const auto& p) {
      findings.sheet[i].pictures.push_back(p);
    });
    findings.comparisons.push_back(
        compared(ablation, findings.model, judge_pictures(judges, less, wanted), session.request.seed));
  }
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

void evaluate(const GeneratorFor& generator_for, const api::EvaluationRequest& request,
              const std::vector<Appearance>& appearances, const api::EvaluationReport& report, std::stop_token stop) {
  check(request);
  make_output_folder(request.out);
  const Judges judges = trained_judges(request, appearances, report, stop);
  const Session session{generator_for, request, appearances, report, stop};
  Findings findings;
  measure_panels(session, judges, findings);
  if (request.seeds > 0) {
    api::Generator& generator = generator_for(session.masks());
    report("probes: swapping references, " + std::to_string(request.seeds) + " seeds");
    findings.swap = swap_references(generator, {request.model, request.seeds, request.seed * 31, request.steps}, stop);
    report("probes: moving dialogue boxes, " + std::to_string(request.seeds) + " seeds");
    findings.moved = move_dialogs(generator, {request.model, request.seeds, request.seed * 37, request.steps}, stop);
  }
  write_report(request, findings);
}

}  // namespace koma::eval
