// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <unordered_map>
#include <vector>

namespace koma::nn {

/// Which positions of a feature map see which image tokens; both undefined: every position sees every token.
struct ImageReach {
  at::Tensor mask;    // additive [B, 1, S, T]: 0 where a token is seen, −10000 elsewhere
  at::Tensor inside;  // [B, 1, S, 1], multiplies what was seen: 0 for positions that see no token at all
};

/// The reach of tokens that stand for regions (MS-Diffusion, specs/msdiffusion.md 8.2), `tokens` each: a position sees
/// the tokens of every region that it lies in, in one softmax. The reference's dummy tokens, which take the softmax
/// elsewhere before it is zeroed, have no influence (8.4) and are left out.
/// regions bool [R, S] → mask [1, 1, S, R · tokens], inside [1, 1, S, 1]
[[nodiscard]] ImageReach reach_of_regions(const at::Tensor& regions, std::int64_t tokens, at::ScalarType dtype);

/// Text tokens [first, end) of a window; empty where a phrase does not stand in the prompt.
struct TokenSpan {
  std::int64_t first = 0, end = 0;
  [[nodiscard]] bool empty() const { return end <= first; }
  friend bool operator==(const TokenSpan&, const TokenSpan&) = default;
};

/// How regions are found in the text attention.
struct LayoutSearch {
  std::vector<TokenSpan> spans;  ///< per region, where the prompt names what is in it
  std::int64_t tokens = 16;      ///< image tokens per region
  double threshold = 0.5;        ///< 0…1 of a map's range; what lies above belongs to the region
  int start_call = 5;            ///< the first call, counted from 1, that uses what was found; 0 as 1
};

/// MS-Diffusion's auto layout guidance (specs/msdiffusion.md 9): every layer looks where its own text attention sees
/// the words of a region, averages that over all calls so far, and from `start_call` on takes what lies above the
/// threshold for the region. The state of one generation: a new one begins with a new object. Used by one thread.
class FoundLayout {
 public:
  explicit FoundLayout(LayoutSearch search) : search_(std::move(search)) {}

  /// Counts as a call of `layer`. queries [1, heads, S, d] and text keys [1, heads, L, d] of the positive row.
  /// `given` is what holds before `start_call`.
  [[nodiscard]] ImageReach reach(const void* layer, const at::Tensor& queries, const at::Tensor& keys,
                                 const ImageReach& given);
  /// What `layer` used last, bool [R, S]; undefined before `start_call`.
  [[nodiscard]] at::Tensor regions(const void* layer) const;
  /// The same of the layer with the most positions, for people to look at.
  [[nodiscard]] at::Tensor finest() const;

 private:
  struct Seen {
    at::Tensor sum;  // [R, S] float32, of the maps of all calls
    int calls = 0;
    at::Tensor regions;  // bool [R, S]
  };
  [[nodiscard]] at::Tensor maps(const at::Tensor& queries, const at::Tensor& keys) const;

  LayoutSearch search_;
  std::unordered_map<const void*, Seen> layers_;
};

}  // namespace koma::nn
