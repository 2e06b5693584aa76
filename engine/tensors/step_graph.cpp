// SPDX-License-Identifier: Apache-2.0
#include "engine/tensors/step_graph.h"

#include <atomic>

namespace koma::tensors {
namespace {

std::atomic<StepRecorder> known_recorder = nullptr;

}  // namespace

StepRecorder step_recorder() {
  return known_recorder;
}

void set_step_recorder(StepRecorder recorder) {
  known_recorder = recorder;
}

}  // namespace koma::tensors
