// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <stop_token>

#include "engine/api/evaluation_request.h"
#include "engine/api/generator.h"
#include "engine/eval/ablation.h"
#include "engine/eval/judge_trainer.h"

namespace koma::eval {

/// The generator that draws with these masks; it lives as long as the evaluation.
using GeneratorFor = std::function<api::Generator&(const Masks&)>;

/// Measures a model against drawings of held-out identities and writes the report (specs/minimodel.md, "Honest
/// evaluation protocol"): every score with the judge's ceiling on true drawings and its chance level on pictures paired
/// with other conditions, intervals, the wanted comparisons on the same panels, the reference swap, the moved balloon,
/// and an unpicked contact sheet. `appearances` are how finished pictures of this model look, for the judges' training;
/// the first is also applied to the true drawings before their ceiling is measured. Throws Error, and Stopped when
/// stopped, with nothing written.
void evaluate(const GeneratorFor& generator_for, const api::EvaluationRequest& request,
              const std::vector<Appearance>& appearances, const api::EvaluationReport& report, std::stop_token stop);

/// The appearances of mini: inked, and inked after its autoencoder. Throws Error(unsupported) for a model of another
/// kind, whose people these judges do not know, and what loading throws.
[[nodiscard]] std::vector<Appearance> appearances_of(const std::filesystem::path& model_folder);

}  // namespace koma::eval
