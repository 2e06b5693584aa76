// SPDX-License-Identifier: Apache-2.0
#include "app/cli/evaluate_suite.h"

#include <iomanip>
#include <nlohmann/json.hpp>

#include "engine/base/json_fields.h"
#include "engine/dataset/ms_bench.h"

namespace koma::app {

using nlohmann::json;

namespace {

json sampleJson(const dataset::BenchSample& sample) {
  json subjects = json::array();
  const dataset::BenchCombination& combination = *sample.combination;
  for (std::size_t i = 0; i < combination.subjects.size(); ++i) {
    const dataset::BenchSubject& subject = combination.subjects[i];
    subjects.push_back(
        {{"picture", subject.picture.string()}, {"phrase", subject.word}, {"box", box_to_json(combination.boxes[i])}});
  }
  return {{"picture", sample.picture()}, {"prompt", sample.text()}, {"subjects", subjects}};
}

void printCounts(const std::vector<dataset::BenchCount>& counts, std::ostream& out) {
  const auto row = [&](const std::string& kind, std::size_t combinations, std::size_t samples) {
    out << std::left << std::setw(34) << kind << std::right << std::setw(6) << combinations << " combinations"
        << std::setw(6) << samples << " samples\n";
  };
  std::size_t combinations = 0, samples = 0;
  for (const auto& count : counts) {
    row(count.kind, count.combinations, count.samples);
    combinations += count.combinations;
    samples += count.samples;
  }
  row("all", combinations, samples);
}

}  // namespace

void addSuiteOptions(CLI::App& verb, SuiteArguments& arguments) {
  api::SubjectBenchmarkRequest& request = arguments.request;
  CLI::Option* suite =
      verb.add_option("--suite", arguments.suite, "Of many subjects in one picture, or of the seams of repaints")
          ->check(CLI::IsMember({"ms-bench", "seams"}))
          ->type_name("ms-bench|seams");
  for (const char* other : {"--annotations", "--against", "--inception"}) suite->excludes(other);
  const auto ofSuite = [&](CLI::Option* option) { option->needs(suite)->group("Benchmark (--suite)"); };
  ofSuite(verb.add_option("--data", request.data, "The benchmark's pictures: the folder with living, object, scene …")
              ->type_name("DIR"));
  ofSuite(verb.add_flag("--list", arguments.list, "Only count the combinations and samples; with --json, list them"));
  ofSuite(verb.add_option("--adapter", arguments.adapter.file, "MS-Diffusion's, for an SDXL model that draws")
              ->type_name("FILE|DIR"));
  ofSuite(verb.add_option("--image-encoder", arguments.adapter.image_encoder, "That goes with the adapter")
              ->type_name("DIR"));
  ofSuite(verb.add_option("--every", request.every, "The first and each Nth sample, to draw or measure a part")
              ->check(CLI::Range(1, 100'000))
              ->capture_default_str());
  ofSuite(verb.add_option("--side", request.side, "Pixels of the square pictures")
              ->check(CLI::Range(64, 2048))
              ->capture_default_str());
  ofSuite(verb.add_option("--cases", arguments.seamCases, "Of the seams: repaints and growing panels, in turn")
              ->check(CLI::Range(1, 100'000))
              ->capture_default_str());
  ofSuite(
      verb.add_option("--restorer", arguments.restorer,
                      "Of the seams: a DiffRIR x1 (id or file) that goes over ours once more, in a column of its own"));
  verb.add_option_function<int>(
          "--steps", [&arguments](int steps) { arguments.request.steps = steps, arguments.ownSteps = true; },
          "Of each picture; by itself the model's own, of MS-Bench 30")
      ->check(CLI::Range(1, 150));
  ofSuite(verb.add_option("--guidance", request.guidance_scale, "Guidance scale")
              ->check(CLI::Range(0.0, 50.0))
              ->capture_default_str());
  ofSuite(verb.add_option("--scale", request.scale, "Of what is seen of the subjects")
              ->check(CLI::Range(0.0, 2.0))
              ->capture_default_str());
  ofSuite(verb.add_option("--scene-scale", request.scene_scale, "The same where a scene fills the picture")
              ->check(CLI::Range(0.0, 2.0))
              ->capture_default_str());
  ofSuite(verb.add_option("--prefix", request.prefix, "Words before each prompt when drawing")->capture_default_str());
  ofSuite(verb.add_option("--negative", request.negative_prompt, "Negative prompt")->capture_default_str());
}

void checkSuiteOptions(const SuiteArguments& arguments, bool model, bool pictures) {
  if (arguments.suite.empty()) return;
  const auto refuse = [](const char* sentence) { throw CLI::ValidationError(sentence); };
  if (arguments.seams()) {
    if (arguments.list || pictures || !arguments.request.data.empty() || !arguments.adapter.file.empty()) {
      refuse(
          "--suite seams draws its own pictures; it takes --model, --cases, --restorer, --steps, --sheet and "
          "--seed");
    }
    return;
  }
  if (!arguments.restorer.empty()) refuse("--restorer belongs to --suite seams");
  if (arguments.request.data.empty()) refuse("--suite ms-bench needs --data, the folder with the benchmark's pictures");
  if (arguments.list) return;
  if (!model && !pictures) refuse("--suite needs --model, which draws, or --pictures, which are measured; or --list");
  if (arguments.adapter.file.empty() != arguments.adapter.image_encoder.empty()) {
    refuse("--adapter and --image-encoder belong together; give both");
  }
  if (!model && !arguments.adapter.file.empty()) refuse("--adapter needs --model, which it draws with");
}

void listSuite(const SuiteArguments& arguments, bool asJson, Context& context) {
  const auto combinations = dataset::read_ms_bench(arguments.request.data);
  if (!asJson) return printCounts(dataset::counts_of(combinations), context.out);
  json list = json::array();
  for (const auto& sample : dataset::samples_of(combinations, std::size_t(arguments.request.every))) {
    list.push_back(sampleJson(sample));
  }
  context.out << list.dump(1) << "\n";
}

}  // namespace koma::app
