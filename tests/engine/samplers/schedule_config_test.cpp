// SPDX-License-Identifier: Apache-2.0
#include "engine/samplers/schedule_config.h"

#include <QtTest>
#include <map>
#include <nlohmann/json.hpp>

#include "engine/base/error.h"

using namespace koma::samplers;
using nlohmann::json;

namespace {

using Fields = std::initializer_list<std::pair<const std::string, json>>;

/// A scheduler_config.json of a class of diffusers, without "Scheduler".
std::string file(const std::string& name, Fields fields = {}) {
  json config(std::map<std::string, json>{fields});
  config["_class_name"] = name + "Scheduler";
  return config.dump();
}

ScheduleConfig read(const std::string& text, std::optional<Method> chosen = {}) {
  return schedule_config_from_json(text, "file", chosen);
}

/// The error's sentence; empty when there is none.
std::string refusal(const std::string& text, std::optional<Method> chosen = {}) {
  try {
    (void)read(text, chosen);
  } catch (const koma::Error& error) {
    return error.sentence();
  }
  return {};
}

/// What Stable Diffusion 1.5 ships.
std::string stable_diffusion() {
  return file("PNDM", {{"beta_start", 0.00085},
                       {"beta_end", 0.012},
                       {"beta_schedule", "scaled_linear"},
                       {"num_train_timesteps", 1000},
                       {"set_alpha_to_one", false},
                       {"skip_prk_steps", true},
                       {"steps_offset", 1},
                       {"trained_betas", nullptr},
                       {"clip_sample", false}});
}

}  // namespace

class ScheduleConfigTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void every_class_of_diffusers_finds_its_sampler() {
    const std::pair<std::string, Method> files[] = {
        {file("EulerDiscrete"), Method::euler},
        {file("EulerAncestralDiscrete"), Method::euler_a},
        {file("DDIM", {{"clip_sample", false}}), Method::ddim},
        {file("DPMSolverMultistep"), Method::dpmpp_2m},
        {file("DPMSolverMultistep", {{"algorithm_type", "sde-dpmsolver++"}}), Method::dpmpp_2m_sde},
        {file("UniPCMultistep"), Method::unipc},
        {file("HeunDiscrete"), Method::heun},
        {file("PNDM"), Method::pndm},
        {file("LCM"), Method::lcm},
        {file("TCD"), Method::tcd},
        {file("FlowMatchEulerDiscrete"), Method::flow_match_euler},
        {"{}", Method::euler}};
    for (const auto& [text, method] : files) QCOMPARE(to_string(read(text).method), to_string(method));
  }

  void a_class_brings_its_own_defaults() {
    QVERIFY(read(file("EulerDiscrete")).spacing == Spacing::linspace);
    const ScheduleConfig ddim = read(file("DDIM", {{"clip_sample", false}}));
    QVERIFY(ddim.spacing == Spacing::leading && ddim.set_alpha_to_one && ddim.beta_start == 0.0001);
    QVERIFY(!read(file("PNDM")).set_alpha_to_one);
    const ScheduleConfig heun = read(file("HeunDiscrete"));
    QVERIFY(heun.beta_start == 0.00085 && heun.betas == Betas::linear);
    QVERIFY(read(file("LCM")).betas == Betas::scaled_linear);
  }

  void a_chosen_sampler_takes_the_files_table_and_its_own_defaults() {
    const ScheduleConfig pndm = read(stable_diffusion());
    QVERIFY(pndm.method == Method::pndm && pndm.skip_prk_steps && !pndm.set_alpha_to_one);
    QVERIFY(pndm.spacing == Spacing::leading && pndm.steps_offset == 1);
    const ScheduleConfig solver = read(stable_diffusion(), Method::dpmpp_2m_sde);
    QVERIFY(solver.method == Method::dpmpp_2m_sde && solver.spacing == Spacing::linspace && solver.steps_offset == 1);
    QVERIFY(solver.beta_start == 0.00085 && solver.betas == Betas::scaled_linear);
    QVERIFY(!read(stable_diffusion(), Method::ddim).set_alpha_to_one);
    QVERIFY(read(file("EulerDiscrete"), Method::ddim).set_alpha_to_one);
  }

  void a_setting_that_the_chosen_class_does_not_know_is_dropped() {
    const std::string karras = file("EulerDiscrete", {{"use_karras_sigmas", true}, {"rescale_betas_zero_snr", true}});
    QVERIFY(read(karras, Method::ddim).sigmas == SigmaShape::standard);
    QVERIFY(read(karras, Method::unipc).sigmas == SigmaShape::karras);
    QVERIFY(read(karras, Method::ddim).zero_terminal_snr);
    QVERIFY(!read(karras, Method::heun).zero_terminal_snr);
    // The other solver's name for its second order means the usual one.
    QVERIFY(refusal(file("DPMSolverMultistep", {{"solver_type", "heun"}}), Method::unipc).empty());
    const ScheduleConfig solver = read(file("UniPCMultistep", {{"solver_type", "bh2"}}), Method::dpmpp_2m);
    QVERIFY(solver.second_order == SecondOrder::midpoint);
  }

  void an_unknown_class_runs_with_the_authors_consent_only() {
    const std::string unknown = file("KDPM2Discrete", {{"beta_start", 0.00085}, {"beta_end", 0.012}});
    QCOMPARE(refusal(unknown), std::string("the scheduler's config names the scheduler class "
                                           "\"KDPM2DiscreteScheduler\", which is not built here; choose a sampler in "
                                           "the request to run it on the same noise levels"));
    QCOMPARE(read(unknown, Method::euler).beta_end, 0.012);
    // Nobody can consent to noise levels that are not there.
    const std::string other = refusal(file("EDMEuler", {{"sigma_max", 80}}), Method::euler);
    QVERIFY2(other.find("EDMEulerScheduler") != std::string::npos && other.find("no betas") != std::string::npos,
             other.c_str());
  }

  void flow_matching_is_sampled_by_euler_only() {
    const std::string flow = file("FlowMatchEulerDiscrete", {{"shift", 3}});
    QVERIFY(read(flow, Method::euler).method == Method::flow_match_euler);
    QCOMPARE(read(flow, Method::euler).shift, 3.0);
    QVERIFY(refusal(flow, Method::ddim).find("only euler") != std::string::npos);
    QVERIFY(!refusal("{}", Method::flow_match_euler).empty());
  }

  void all_settings_are_read() {
    const ScheduleConfig solver = read(file("DPMSolverMultistep", {{"solver_order", 1},
                                                                   {"solver_type", "heun"},
                                                                   {"lower_order_final", false},
                                                                   {"euler_at_final", true},
                                                                   {"use_exponential_sigmas", true},
                                                                   {"final_sigmas_type", "sigma_min"},
                                                                   {"prediction_type", "v_prediction"},
                                                                   {"rescale_betas_zero_snr", true},
                                                                   {"timestep_spacing", "trailing"}}));
    QVERIFY(solver.solver_order == 1 && solver.second_order == SecondOrder::heun && !solver.lower_order_final);
    QVERIFY(solver.euler_at_final && solver.sigmas == SigmaShape::exponential && !solver.final_sigma_zero);
    QVERIFY(solver.prediction == Prediction::v_prediction && solver.zero_terminal_snr);
    QVERIFY(solver.spacing == Spacing::trailing);
    const ScheduleConfig lcm = read(file("LCM", {{"original_inference_steps", 40}, {"timestep_scaling", 5}}));
    QVERIFY(lcm.original_inference_steps == 40 && lcm.timestep_scaling == 5);
    QVERIFY(read(file("EulerDiscrete", {{"use_beta_sigmas", true}})).sigmas == SigmaShape::beta);
  }

  void pythons_minus_infinity_is_read_as_nothing() {
    QVERIFY(read("{\"_class_name\": \"DPMSolverMultistepScheduler\", \"lambda_min_clipped\": -Infinity}").method ==
            Method::dpmpp_2m);
    // Inside of text the word is text.
    QVERIFY(refusal("{\"_class_name\": \"-Infinity\\\"-Infinity\"}").find("-Infinity\"-Infinity") != std::string::npos);
    QVERIFY(!refusal("{\"steps_offset\": -Infinity").empty());
    QVERIFY(!refusal("\"-Infinity\\").empty());
  }

  void a_setting_that_cannot_be_run_is_refused_by_name() {
    const std::string dpm = "DPMSolverMultistep", unipc = "UniPCMultistep", euler = "EulerDiscrete";
    const std::pair<std::string, const char*> files[] = {
        {file("DDIM"), "clip_sample"},
        {file("LCM", {{"thresholding", true}}), "thresholding"},
        {file(dpm, {{"algorithm_type", "dpmsolver"}}), "older DPM solver"},
        {file(dpm, {{"use_lu_lambdas", true}}), "Lu's lambdas"},
        {file(dpm, {{"solver_order", 3}}), "another order"},
        {file(dpm, {{"variance_type", "learned"}}), "learned variance"},
        {file(dpm, {{"lambda_min_clipped", -5.1}}), "clips lambda"},
        {file(unipc, {{"solver_type", "bh1"}}), "bh1"},
        {file(unipc, {{"predict_x0", false}}), "predict_x0"},
        {file(unipc, {{"disable_corrector", {0}}}), "corrector"},
        {file(unipc, {{"use_flow_sigmas", true}}), "flow matching"},
        {file(euler, {{"interpolation_type", "log_linear"}}), "interpolated"},
        {file(euler, {{"timestep_type", "continuous"}, {"prediction_type", "v_prediction"}}), "continuous"},
        {file(euler, {{"sigma_max", 80}}), "sigma_max"},
        {file(euler, {{"trained_betas", {0.1}}}), "trained betas"},
        {file(euler, {{"beta_schedule", "mine"}}), "beta_schedule"},
        {file("FlowMatchEulerDiscrete", {{"use_dynamic_shifting", true}}), "dynamic shifting"}};
    for (const auto& [text, word] : files) {
      const std::string sentence = refusal(text);
      QVERIFY2(sentence.starts_with("the scheduler's config ") && sentence.find(word) != std::string::npos,
               (text + ": " + sentence).c_str());
    }
  }

  void a_broken_file_is_refused() {
    for (const std::string& text : {std::string("{"), std::string("[]"), file("LCM", {{"original_inference_steps", 0}}),
                                    file("PNDM", {{"num_train_timesteps", 0}}), file("PNDM", {{"steps_offset", -1}}),
                                    file("PNDM", {{"num_train_timesteps", "many"}}), file("PNDM", {{"beta_end", 2}})}) {
      QVERIFY2(!refusal(text).empty(), text.c_str());
    }
  }
};

QTEST_GUILESS_MAIN(ScheduleConfigTest)
#include "schedule_config_test.moc"
