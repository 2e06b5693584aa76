// SPDX-License-Identifier: Apache-2.0
#include "engine/pipelines/memory_plan.h"

#include <QTest>

#include <filesystem>

#include "engine/base/error.h"

using namespace koma;
using pipelines::MemoryPlan;
using pipelines::plan_memory;

namespace {

api::GenerationRequest small_picture() {
  api::GenerationRequest request;
  request.width = request.height = 64;
  request.guidance_scale = 5;
  return request;
}

constexpr std::int64_t unet_numbers = 2'500'000'000;
constexpr std::uint64_t giga = 1'000'000'000, plenty = 100 * giga;

/// The small SDXL as it would be with a denoiser of SDXL's size. Only its index is looked at.
models::ModelSet large_model(at::Device device) {
  const auto folder = std::filesystem::path(KOMA_TEST_DATA) / "pipelines" / "sdxl";
  models::ModelSet set = models::open_model_set(checkpoints::read_checkpoint_layout(folder), {device, at::kHalf});
  checkpoints::PartLayout& unet = set.layout.parts.at("unet");
  unet.files.front().tensors["large"] = {.shape = {unet_numbers}};
  unet.tensors["large"] = {.name = "large"};
  return set;
}

}  // namespace

class MemoryPlanTest final : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void what_fits_stays_in_memory() {
    QCOMPARE(plan_memory(small_picture(), large_model({at::kCUDA, 0}), plenty), MemoryPlan{});
  }

  void on_a_small_gpu_the_denoiser_is_streamed_within_what_is_left_for_it() {
    const std::uint64_t available = 3 * giga;
    const MemoryPlan plan = plan_memory(small_picture(), large_model({at::kCUDA, 0}), available);
    QVERIFY(plan.stage_by_stage && plan.tiled_decoding);
    QVERIFY(plan.denoiser_budget > giga && plan.denoiser_budget < available);
  }

  void more_memory_keeps_more_of_the_denoiser() {
    const models::ModelSet set = large_model({at::kCUDA, 0});
    const auto budget = [&](std::uint64_t available) {
      return plan_memory(small_picture(), set, available).denoiser_budget;
    };
    QCOMPARE(budget(4 * giga), budget(3 * giga) + giga);
    QCOMPARE(budget(6 * giga), std::uint64_t(0));
  }

  void where_even_the_buffers_do_not_fit_it_says_so() {
    const models::ModelSet set = large_model({at::kCUDA, 0});
    QVERIFY_THROWS_EXCEPTION(Error, (void)plan_memory(small_picture(), set, giga));
  }

  void a_cpu_does_not_stream_to_itself() {
    const models::ModelSet set = large_model(at::kCPU);
    QVERIFY_THROWS_EXCEPTION(Error, (void)plan_memory(small_picture(), set, 3 * giga));
  }
};

QTEST_GUILESS_MAIN(MemoryPlanTest)
#include "memory_plan_test.moc"
