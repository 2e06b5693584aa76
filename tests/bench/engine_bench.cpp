// SPDX-License-Identifier: Apache-2.0
// What one part of a model costs: engine_bench --ckpt DIR --part unet|vae_dec|te|te2 [--size N]
// [--dtype float32|bfloat16] [--threads N] [--reps N] [--out FILE.safetensors] [--profile] [--plain]. One JSON line;
// batch 1, no guidance, the first call is reported apart. Inputs come from seed 0 as torch.randn makes them, so that
// outputs can be compared with a peer's.
#include <ATen/ATen.h>
#include <ATen/CPUGeneratorImpl.h>
#include <ATen/Parallel.h>
#include <ATen/core/grad_mode.h>
#include <c10/core/InferenceMode.h>
#include <stdlib.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>

#include "engine/base/error.h"
#include "engine/models/autoencoder_kl.h"
#include "engine/models/clip_text_model.h"
#include "engine/models/unet_2d_condition.h"
#include "engine/tensors/page_allocator.h"
#include "engine/tensors/safetensors_writer.h"
#include "engine/tensors/weight_sources.h"
#include "tests/bench/measuring.h"
#include "tests/bench/op_profile.h"

namespace koma::bench {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

constexpr double timestep = 501;
constexpr std::int64_t tokens = 77, words = 49000, begin_of_text = 49406, end_of_text = 49407;

struct Task {
  fs::path checkpoint;
  std::string part = "unet";
  std::int64_t size = 512;
  at::ScalarType dtype = at::kBFloat16;
  int threads = 1, repetitions = 3;
  fs::path out;
  bool profile = false;
  bool plain = false;  ///< without packed weights and our own kernels
};

Task task_of(int count, char** values) {
  Task task;
  for (int i = 1; i < count; ++i) {
    const std::string name = values[i];
    if (name == "--profile") {
      task.profile = true;
      continue;
    }
    if (name == "--plain") {
      task.plain = true;
      continue;
    }
    if (++i == count) throw Error(ErrorCode::invalid_argument, name + " needs a value");
    const std::string value = values[i];
    if (name == "--ckpt") {
      task.checkpoint = value;
    } else if (name == "--part") {
      task.part = value;
    } else if (name == "--size") {
      task.size = std::stoll(value);
    } else if (name == "--dtype") {
      task.dtype = value == "float32" || value == "fp32" ? at::kFloat : at::kBFloat16;
    } else if (name == "--threads") {
      task.threads = std::stoi(value);
    } else if (name == "--reps") {
      task.repetitions = std::stoi(value);
    } else if (name == "--out") {
      task.out = value;
    } else {
      throw Error(ErrorCode::invalid_argument, "there is no option " + name);
    }
  }
  if (task.checkpoint.empty()) throw Error(ErrorCode::invalid_argument, "--ckpt DIR is missing");
  return task;
}

template <class Model, class Config>
std::shared_ptr<Model> load(const Task& task, const char* part) {
  const fs::path folder = task.checkpoint / part;
  std::ifstream config(folder / "config.json");
  const tensors::Weights weights(tensors::open_weights(folder), part, at::kCPU, task.dtype);
  return std::make_shared<Model>(weights, Config::from_json(nlohmann::json::parse(config)));
}

using Call = std::function<at::Tensor()>;

/// Random numbers as a peer in Python draws them: one generator with seed 0 for all inputs of a call.
class Inputs {
 public:
  explicit Inputs(at::ScalarType dtype) : dtype_(dtype) {}
  at::Tensor normal(const std::vector<std::int64_t>& shape) {
    return at::randn(shape, generator_, at::TensorOptions(at::kFloat)).to(dtype_);
  }
  at::Tensor ids() {
    at::Tensor drawn = at::randint(0, words, {1, tokens}, generator_, at::TensorOptions(at::kLong));
    drawn[0][0] = begin_of_text;
    drawn[0][tokens - 1] = end_of_text;
    return drawn;
  }

 private:
  at::Generator generator_ = at::make_generator<at::CPUGeneratorImpl>(0);
  at::ScalarType dtype_;
};

Call unet_call(const Task& task) {
  const auto model = load<models::UNet2DConditionModel, models::UNet2DConditionConfig>(task, "unet");
  const std::int64_t side = task.size / 8;
  Inputs inputs(task.dtype);
  const at::Tensor sample =
      inputs.normal({1, model->config().in_channels, side, side}).contiguous(at::MemoryFormat::ChannelsLast);
  models::UNetConditions conditions;
  conditions.text = inputs.normal({1, tokens, model->config().cross_attention_dim});
  if (model->config().text_time) {
    const models::UNet2DConditionConfig& config = model->config();
    conditions.pooled =
        inputs.normal({1, config.projection_class_embeddings_input_dim - 6 * config.addition_time_embed_dim});
    const auto edge = double(task.size);
    conditions.time_ids = at::tensor({edge, edge, 0.0, 0.0, edge, edge}, at::kFloat).unsqueeze(0);
  }
  // As in a generation: keys and values of the text are made once, before the steps.
  const auto prepared = std::make_shared<models::PreparedConditions>(model->prepare(std::move(conditions)));
  return [=] { return model->forward(sample, at::full({1}, timestep), *prepared); };
}

Call decoder_call(const Task& task) {
  const auto model = load<models::AutoencoderKL, models::AutoencoderKLConfig>(task, "vae");
  const std::int64_t side = task.size / model->config().factor();
  const at::Tensor latent = Inputs(task.dtype)
                                .normal({1, model->config().latent_channels, side, side})
                                .contiguous(at::MemoryFormat::ChannelsLast);
  return [=] { return model->decode(latent); };
}

Call text_call(const Task& task, const char* part) {
  const auto model = load<models::ClipTextModel, models::ClipTextConfig>(task, part);
  const at::Tensor ids = Inputs(task.dtype).ids();
  return [=] { return model->forward(ids, 1).last; };
}

Call call_of(const Task& task) {
  if (task.part == "unet") return unet_call(task);
  if (task.part == "vae_dec") return decoder_call(task);
  if (task.part == "te") return text_call(task, "text_encoder");
  if (task.part == "te2") return text_call(task, "text_encoder_2");
  throw Error(ErrorCode::invalid_argument, "there is no part " + task.part + "; use unet, vae_dec, te or te2");
}

/// Seconds by operator, the dearest first.
Json listed(const OpProfile& profile) {
  std::vector<std::pair<std::string, OpCost>> costs(profile.costs().begin(), profile.costs().end());
  std::ranges::sort(costs, [](const auto& a, const auto& b) { return a.second.seconds > b.second.seconds; });
  Json list = Json::array();
  for (const auto& [name, cost] : costs) {
    if (cost.seconds >= 1e-4) list.push_back({{"op", name}, {"cpu_s", cost.seconds}, {"calls", cost.calls}});
  }
  return list;
}

Json measure(const Task& task) {
  at::set_num_threads(task.threads);
  at::globalContext().setFlushDenormal(true);
  if (!task.plain) tensors::use_page_allocator();
  const c10::InferenceMode inference(!task.plain);
  const at::NoGradGuard no_gradients;
  auto profile = task.profile ? std::make_unique<OpProfile>() : nullptr;
  const Clock::time_point start = Clock::now();
  const Call call = call_of(task);
  const double loaded = seconds_since(start);
  at::Tensor result = call();
  const double first = seconds_since(start) - loaded;
  const double start_cpu = cpu_seconds();
  const Json start_profile = profile ? listed(*profile) : Json();
  profile.reset();
  std::vector<double> walls, cpus;
  for (int i = 0; i < task.repetitions; ++i) {
    const double cpu = cpu_seconds();
    const Clock::time_point begin = Clock::now();
    result = call();
    walls.push_back(seconds_since(begin));
    cpus.push_back(cpu_seconds() - cpu);
  }
  double load[1] = {};
  getloadavg(load, 1);
  Json record{{"engine", "komawari"},
              {"family", task.checkpoint.filename().string()},
              {"part", task.part},
              {"size", task.size},
              {"dtype", task.dtype == at::kFloat ? "fp32" : "bf16"},
              {"threads", task.threads},
              {"wall_median_s", median(walls)},
              {"cpu_median_s", median(cpus)},
              {"wall_s", walls},
              {"cpu_s", cpus},
              {"load_s", loaded},
              {"first_call_s", first},
              {"start_cpu_s", start_cpu},
              {"peak_rss_mib", peak_mebibytes()},
              {"finite", at::isfinite(result).all().item<bool>()},
              {"loadavg", load[0]}};
  if (!task.out.empty()) tensors::write_safetensors(task.out, {{"output", result.to(at::kFloat).contiguous()}});
  if (!task.profile) return record;
  record["start_profile"] = start_profile;
  profile = std::make_unique<OpProfile>();
  (void)call();
  record["profile"] = listed(*profile);
  return record;
}

}  // namespace
}  // namespace koma::bench

int main(int count, char** values) {
  try {
    std::cout << koma::bench::measure(koma::bench::task_of(count, values)).dump() << std::endl;
    return 0;
  } catch (const std::exception& error) {
    std::cerr << error.what() << "\n";
    return 1;
  }
}
