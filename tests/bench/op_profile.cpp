// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/op_profile.h"

#include <ATen/record_function.h>
#include <time.h>

#include <vector>

namespace koma::bench {
namespace {

struct Open {
  std::string name;
  double start = 0, below = 0;
};

std::vector<Open> open_operators;
std::map<std::string, OpCost> known_costs;

double thread_seconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return double(now.tv_sec) + double(now.tv_nsec) / 1e9;
}

std::unique_ptr<at::ObserverContext> enter(const at::RecordFunction& function) {
  open_operators.push_back({function.name(), thread_seconds(), 0});
  return nullptr;
}

void leave(const at::RecordFunction&, at::ObserverContext*) {
  const Open done = open_operators.back();
  open_operators.pop_back();
  const double whole = thread_seconds() - done.start;
  OpCost& cost = known_costs[done.name];
  cost.seconds += whole - done.below;
  ++cost.calls;
  if (!open_operators.empty()) open_operators.back().below += whole;
}

}  // namespace

OpProfile::OpProfile() {
  known_costs.clear();
  handle_ = at::addThreadLocalCallback(at::RecordFunctionCallback(enter, leave));
}

OpProfile::~OpProfile() {
  at::removeCallback(handle_);
}

const std::map<std::string, OpCost>& OpProfile::costs() const {
  return known_costs;
}

}  // namespace koma::bench
