// SPDX-License-Identifier: Apache-2.0
#include "engine/checkpoints/restorer_names.h"

#include <array>
#include <utility>

#include "engine/base/error.h"
#include "engine/checkpoints/file_kind.h"

namespace koma::checkpoints {

namespace {

constexpr const char* first_layer = "G.patch_embed.proj.weight";

/// Channels of the first layer, and how many times larger than the drawing the result then is.
constexpr std::array<std::pair<std::int64_t, int>, 3> scales{{{96, 1}, {60, 2}, {51, 4}}};

int scale_of(const PrefixView& view) {
  const std::int64_t inputs = view.side(first_layer, 1);
  for (const auto& [channels, scale] : scales) {
    if (channels == inputs) return scale;
  }
  throw Error(ErrorCode::unsupported,
              "its first layer takes " + std::to_string(inputs) +
                  " channels, but DiffRIR's take 96 (x1), 60 (x2) or 51 (x4); give one of these",
              view.index().path.string());
}

void check_networks(const PrefixView& view) {
  const std::string file = view.index().path.string();
  if (view.has_below("E.E.") && !view.has_below("condition.")) {
    throw Error(ErrorCode::unsupported,
                "this is the first stage of DiffRIR's training, which has to see the finished picture; give the "
                "second stage's file",
                file);
  }
  for (const char* network : {"condition", "denoise"}) {
    if (view.has_below(network + std::string("."))) continue;
    throw Error(ErrorCode::invalid_file,
                std::string("DiffRIR's network \"") + network + "\" is missing; the file is incomplete, get it again",
                file);
  }
}

}  // namespace

std::optional<std::string> find_restorer(const PrefixView& root) {
  for (const char* prefix : {"params_ema.", "params.", ""}) {
    const PrefixView view = root.below(prefix);
    if (view.has(first_layer) && view.has_below("G.refinement.")) return prefix;
  }
  return std::nullopt;
}

void read_restorer(PartLayout& part, const TensorIndex& index) {
  const PrefixView root = root_of(index);
  const PrefixView view = root.below(*find_restorer(root));
  check_networks(view);
  part.config = {{"architecture", "DiffRIR"}, {"scale", scale_of(view)}};
  TensorIndex own;
  own.path = index.path;
  own.metadata = index.metadata;
  for (const std::string& name : view.names()) {
    if (name.starts_with("diffusion.")) continue;
    const std::string stored = view.prefix() + name;
    own.tensors[stored] = index.tensors.at(stored);
    part.tensors[name] = {part.files.size(), stored, StoredForm::as_it_is};
  }
  part.files.push_back(std::move(own));
}

}  // namespace koma::checkpoints
