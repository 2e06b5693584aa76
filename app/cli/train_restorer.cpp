// SPDX-License-Identifier: Apache-2.0
#include "app/cli/train_restorer.h"

#include <nlohmann/json.hpp>

namespace koma::app {

void addRestorerOptions(CLI::App& verb, api::RestorerTraining& training) {
  const std::string group = "A restorer's stages (restorer-1, restorer-2)";
  const auto option = [&](const char* name, auto& value, const char* help) {
    return verb.add_option(name, value, help)->group(group);
  };
  option("--errors", training.errors,
         "What it learns to undo: manga (the autoencoder of --from, mushed screentone, drift) or photo")
      ->check(CLI::IsMember({"manga", "photo"}))
      ->capture_default_str();
  option("--scale", training.scale, "How many times it enlarges; default: the run's own, or 1")
      ->check(CLI::IsMember({1, 2, 4}));
  option("--channels", training.channels, "At the highest level; default: the run's own, or 64")
      ->check(CLI::Range(2, 512));
  option("--blocks", training.blocks, "In its three long groups; default: the run's own, or 13")
      ->check(CLI::Range(1, 64));
  option("--residuals", training.residuals, "Of its condition network; default: the run's own, or 9")
      ->check(CLI::Range(1, 64));
  option("--crop", training.side, "Side of the clean crops in pixels, a multiple of 32")
      ->check(CLI::Range(32, 512))
      ->capture_default_str();
  option("--toned", training.toned, "Share of our drawings with screentone")
      ->check(CLI::Range(0.0, 1.0))
      ->capture_default_str();
  option("--misfit", training.misfit, "Pixels by which what is in a hole is moved at most, in every second crop")
      ->check(CLI::Range(0.0, 64.0))
      ->capture_default_str();
  option("--pool", training.pool,
         "Pictures that are spoilt once, before the first step, and cut again and again; 0: fresh ones for every step")
      ->check(CLI::Range(0, 1'000'000))
      ->capture_default_str();
  option("--vector-share", training.vector_share, "Of restorer-2's budget, in which only the vector is learnt")
      ->check(CLI::Range(0.0, 1.0))
      ->capture_default_str();
}

std::vector<std::string> restorerArguments(const api::RestorerTraining& training) {
  std::vector<std::string> arguments;
  const auto add = [&](const char* name, const std::string& value) {
    arguments.emplace_back(name);
    arguments.push_back(value);
  };
  const auto addSize = [&](const char* name, int value) {
    if (value > 0) add(name, std::to_string(value));
  };
  const auto number = [](double value) { return nlohmann::json(value).dump(); };
  if (!training.images.empty()) add("--images", training.images.string());
  if (training.rate > 0) add("--rate", number(training.rate));
  add("--errors", training.errors);
  addSize("--scale", training.scale);
  addSize("--channels", training.channels);
  addSize("--blocks", training.blocks);
  addSize("--residuals", training.residuals);
  add("--crop", std::to_string(training.side));
  add("--toned", number(training.toned));
  add("--misfit", number(training.misfit));
  add("--pool", std::to_string(training.pool));
  add("--vector-share", number(training.vector_share));
  return arguments;
}

}  // namespace koma::app
