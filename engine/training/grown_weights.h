// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ATen/core/Tensor.h>

#include <map>
#include <string>
#include <vector>

namespace koma::training {

/// Weights of an earlier model fitted to the one that is trained today, and what became of them, by name.
struct GrownWeights {
  std::map<std::string, at::Tensor> weights;  ///< all names of today's model, in its shapes
  std::vector<std::string> grown;             ///< tables that keep their old rows
  std::vector<std::string> fresh;             ///< what the earlier model has not, or in another shape
};

/// The tokens of both vocabularies; a word keeps its vector wherever it stands now.
struct Words {
  std::vector<std::string> before, now;
};

/// `fresh` are today's first weights. What has the same shape is taken over; tables of codes keep their rows (the last,
/// "not told", stays the last), queries, dummy tokens and the painter's look at the tokens keep those that were there;
/// a table of codes that the earlier model has not begins with zeros, so that it changes nothing at first. Everything
/// else of another shape stays fresh.
[[nodiscard]] GrownWeights grown_weights(const std::map<std::string, at::Tensor>& before,
                                         std::map<std::string, at::Tensor> fresh, const Words& words);

}  // namespace koma::training
