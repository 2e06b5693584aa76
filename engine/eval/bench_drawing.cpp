// SPDX-License-Identifier: Apache-2.0
#include "engine/eval/bench_drawing.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "engine/base/atomic_file.h"
#include "engine/base/error.h"
#include "engine/base/output_folder.h"
#include "engine/base/picture_file.h"
#include "engine/checkpoints/json_file.h"
#include "engine/eval/generated.h"
#include "engine/pipelines/denoise_loop.h"

namespace koma::eval {

namespace fs = std::filesystem;
using nlohmann::json;

namespace {

/// All that decides about pixels beside the sample itself.
json way_of_drawing(const api::SubjectBenchmarkRequest& request) {
  const auto adapter = request.adapter.value_or(api::SubjectAdapter{});
  return {{"schema", "komawari.subject_drawing/1"},
          {"model", request.model},
          {"subject_adapter", adapter.file.string()},
          {"image_encoder", adapter.image_encoder.string()},
          {"side", request.side},
          {"steps", request.steps},
          {"guidance_scale", request.guidance_scale},
          {"scale", request.scale},
          {"scene_scale", request.scene_scale},
          {"prefix", request.prefix},
          {"negative_prompt", request.negative_prompt},
          {"seed", request.seed}};
}

/// Pictures drawn in two ways must not be measured as one set.
void check_way(const fs::path& record, const json& wanted) {
  std::error_code ignored;
  if (!fs::exists(record, ignored)) return write_atomically(record, wanted.dump(1) + "\n");
  const json found = checkpoints::json_of_file(record);
  for (const auto& [key, value] : wanted.items()) {
    const json before = found.value(key, json());
    if (before == value) continue;
    throw Error(ErrorCode::invalid_argument,
                "these pictures were drawn with another " + key + " (" + before.dump() + ", now " + value.dump() +
                    "); give another folder, or the same " + key,
                record.string());
  }
}

}  // namespace

api::GenerationRequest request_for(const dataset::BenchSample& sample, const api::SubjectBenchmarkRequest& request) {
  const dataset::BenchCombination& combination = *sample.combination;
  api::GenerationRequest wanted;
  wanted.model = request.model;
  wanted.prompt = request.prefix + sample.text();
  wanted.negative_prompt = request.negative_prompt;
  wanted.width = wanted.height = request.side;
  wanted.steps = request.steps;
  wanted.guidance_scale = request.guidance_scale;
  wanted.seed = request.seed + sample.number;
  wanted.subject_adapter = request.adapter;
  const auto is_scene = [](const dataset::BenchSubject& subject) { return subject.category == "scene"; };
  wanted.character_scale = std::ranges::any_of(combination.subjects, is_scene) ? request.scene_scale : request.scale;
  for (std::size_t i = 0; i < combination.subjects.size(); ++i) {
    const dataset::BenchSubject& subject = combination.subjects[i];
    api::PlacedCharacter placed;
    placed.name = subject.stem;
    placed.references = {{.path = subject.picture, .image = {}}};
    placed.phrase = subject.word;
    placed.box = combination.boxes[i];
    wanted.characters.push_back(std::move(placed));
  }
  return wanted;
}

void draw_benchmark(api::Generator& generator, const api::SubjectBenchmarkRequest& request,
                    const std::function<void(const std::string&)>& report, const std::stop_token& stop) {
  const auto combinations = dataset::read_ms_bench(request.data);
  const auto samples = dataset::samples_of(combinations, std::size_t(request.every));
  make_output_folder(request.pictures);
  check_way(request.pictures / "drawing.json", way_of_drawing(request));
  std::size_t done = 0;
  for (const dataset::BenchSample& sample : samples) {
    pipelines::check(stop);
    const fs::path file = request.pictures / sample.picture();
    ++done;
    if (fs::exists(file)) continue;
    make_output_folder(file.parent_path());
    write_png(file, generate_picture(generator, request_for(sample, request), stop));
    report("drawing: " + std::to_string(done) + " of " + std::to_string(samples.size()));
  }
}

}  // namespace koma::eval
